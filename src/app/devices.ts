// The devices there are: those in settings, checked, and those that live for this window only.

import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { Disposable, EventEmitter, workspace, type Event } from 'vscode'
import {
  DEVICE_PRESETS,
  NETCONF_PORT,
  readDeviceEntries,
  type DeviceEntry,
} from '../transport/deviceEntry.ts'
import { indexDevices, type DeviceIndex } from '../transport/deviceIndex.ts'
import { plainText } from './plainText.ts'
import { deviceList, onDidChangeDeviceList, writeDeviceList, type Device } from './settings.ts'

/** An entry in settings that cannot be used. */
export interface DeviceProblem {
  readonly origin: 'user' | 'workspace'
  /** One sentence with the device and the reason. */
  readonly message: string
}

/** What a new device needs; its id is ours. A field given as undefined is one that it does not have. */
export type NewDevice = {
  readonly [Name in keyof Omit<DeviceEntry, 'id'>]: object extends Pick<DeviceEntry, Name>
    ? DeviceEntry[Name] | undefined
    : DeviceEntry[Name]
}

/** Where a device stands in the settings; its id there may lack our prefix. */
interface Place {
  readonly device: Device
  readonly origin: 'user' | 'workspace'
  readonly index: number
}

const ORIGINS = ['user', 'workspace'] as const
/** A workspace must not take over a user's device, with its secrets, by using its id. */
const WORKSPACE_PREFIX = 'workspace:'

export class Devices implements Disposable {
  readonly #changed = new EventEmitter<undefined>()
  readonly onDidChange: Event<undefined> = this.#changed.event
  readonly #subscription: Disposable
  #places: readonly Place[] = []
  #transient: readonly Device[] = []
  #problems: readonly DeviceProblem[] = []
  #index: DeviceIndex<Device> = indexDevices([])
  /** The lists as they were read last. */
  #lists: readonly unknown[] = []

  constructor() {
    this.#read()
    const again = (): void => {
      if (this.#read()) this.#changed.fire(undefined)
    }
    this.#subscription = Disposable.from(
      onDidChangeDeviceList(again),
      workspace.onDidGrantWorkspaceTrust(() => {
        this.#read()
        this.#changed.fire(undefined)
      }),
    )
  }

  /** In the order of the settings, the user's first. */
  get all(): readonly Device[] {
    return this.#index.all
  }

  /** The names of the groups there are, in their order. */
  get groups(): readonly string[] {
    return this.#index.groups
  }

  /** The devices of a group; undefined stands for no group. */
  inGroup(group: string | undefined): readonly Device[] {
    return this.#index.inGroup(group)
  }

  get problems(): readonly DeviceProblem[] {
    return this.#problems
  }

  byId(id: string): Device | undefined {
    return this.#index.byId(id)
  }

  /** Writes a new device to the settings. Throws if these cannot be written. */
  async add(device: NewDevice, origin: 'user' | 'workspace' = 'user'): Promise<Device> {
    const id = randomUUID()
    await this.#write(origin, [...listIn(origin), toSetting({ ...device, id })])
    const added = this.byId(idOf(origin, id))
    if (added === undefined) throw new Error('The new device did not reach the settings.')
    return added
  }

  /** Writes changed fields back to where the device came from; a field that is given as undefined goes away. */
  async update(id: string, changes: Partial<NewDevice>): Promise<void> {
    const { origin, index, device } = this.#place(id)
    const list = [...listIn(origin)]
    // Without an id of its own it goes by its name, which may be what changes; secrets hang on the id.
    const ownId = origin === 'workspace' ? device.id.slice(WORKSPACE_PREFIX.length) : device.id
    const before = list[index]
    const known = typeof before === 'object' && before !== null ? before : {}
    list[index] = withoutPresets({ ...known, id: ownId, ...changes })
    await this.#write(origin, list)
  }

  /** Takes the device out of its list. Secrets and sessions are the caller's. */
  async remove(id: string): Promise<void> {
    if (this.#transient.some((device) => device.id === id)) {
      this.removeTransient(id)
      return
    }
    const { origin, index } = this.#place(id)
    await this.#write(
      origin,
      listIn(origin).filter((_, at) => at !== index),
    )
  }

  /** Adds a copy under a new name and id, without secrets. A copy of the demo goes to the user's settings. */
  async duplicate(id: string, name: string): Promise<Device> {
    const source = this.byId(id)
    if (source === undefined) throw new Error('This device is no longer in the settings.')
    return this.add({ ...source, name }, source.origin === 'demo' ? 'user' : source.origin)
  }

  /** Shows a device that is in no settings until it is removed or the window closes. */
  addTransient(device: Device): void {
    this.#show([...this.#transient.filter(({ id }) => id !== device.id), device])
  }

  removeTransient(id: string): void {
    this.#show(this.#transient.filter((device) => device.id !== id))
  }

  dispose(): void {
    this.#subscription.dispose()
    this.#changed.dispose()
  }

  #place(id: string): Place {
    const place = this.#places.find(({ device }) => device.id === id)
    if (place === undefined) throw new Error('This device is no longer in the settings.')
    return place
  }

  async #write(origin: 'user' | 'workspace', list: readonly unknown[]): Promise<void> {
    await writeDeviceList(origin, list)
    // VS Code tells of the change, too, before this or after it: whoever comes first finds something new.
    if (this.#read()) this.#changed.fire(undefined)
  }

  #show(transient: readonly Device[]): void {
    this.#transient = transient
    this.#arrange()
    this.#changed.fire(undefined)
  }

  #arrange(): void {
    this.#index = indexDevices([...this.#places.map(({ device }) => device), ...this.#transient])
  }

  /** Whether something is new. */
  #read(): boolean {
    const lists = ORIGINS.map(deviceList)
    if (isDeepStrictEqual(lists, this.#lists)) return false
    this.#lists = lists
    const read = ORIGINS.map((origin, at) => ({ origin, ...readDeviceEntries(lists[at]) }))
    this.#places = read.flatMap(({ origin, devices }) =>
      devices.map(({ entry, index }) => ({
        // It goes into messages, where a workspace must not be able to write a link.
        device: { ...entry, name: plainText(entry.name), id: idOf(origin, entry.id), origin },
        origin,
        index,
      })),
    )
    this.#problems = read.flatMap(({ origin, problems }) =>
      problems.map(({ message }) => ({ origin, message })),
    )
    this.#arrange()
    return true
  }
}

/** `r1 copy`, else `r1 copy 2`, and so on. */
export function freeName(wanted: string, devices: readonly Device[]): string {
  const taken = new Set(devices.map(({ name }) => name))
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} ${number}`
    if (!taken.has(name)) return name
  }
}

function idOf(origin: 'user' | 'workspace', id: string): string {
  return origin === 'workspace' ? WORKSPACE_PREFIX + id : id
}

function listIn(origin: 'user' | 'workspace'): readonly unknown[] {
  const list = deviceList(origin)
  return Array.isArray(list) ? list : []
}

/** The order in which an entry is written, for people who read it. */
const ORDER = (
  'id name group transport host port username auth keyFile sshConfig jump hostKeys fingerprint legacyAlgorithms algorithms timeouts ' +
  'caFile certificateFile certificateKeyFile pkcs12File serverName path command profile framing production trace'
).split(' ')

function toSetting(entry: NewDevice & { readonly id: string }): object {
  const fields = new Map<string, unknown>(Object.entries(entry))
  return withoutPresets(Object.fromEntries(ORDER.map((name) => [name, fields.get(name)])))
}

/** Keeps fields that we do not know: somebody put them there. */
function withoutPresets(fields: Readonly<Record<string, unknown>>): object {
  const port = (fields['transport'] ?? 'ssh') === 'ssh' ? NETCONF_PORT : undefined
  const presets: Readonly<Record<string, unknown>> = { ...DEVICE_PRESETS, port }
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => value !== undefined && value !== '' && value !== 0 && value !== presets[name],
    ),
  )
}
