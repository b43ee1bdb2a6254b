// The schemas of the devices: loads them, shares them between devices with the same modules, tells what became of it.

import { EventEmitter, type Disposable, type Event } from 'vscode'
import { HeldSchema, type SchemaQuestion } from '../language/heldSchema.ts'
import type { AssemblyProgress } from '../language/schemaAssembly.ts'
import { SchemaClient } from '../language/schemaClient.ts'
import { outcomeSentence, type SchemaOutcome } from '../language/schemaReport.ts'
import type { LoadedSchema, SchemaQuestions } from '../language/schemaRequests.ts'
import { listSchemaModules, moduleSetHash, type SchemaModules } from '../netconf/schemaModules.ts'
import type { Session } from '../netconf/session.ts'
import { SharedWork, type JoinOptions } from '../netconf/sharedWork.ts'
import type { Connections } from './connections.ts'
import type { Devices } from './devices.ts'
import { DeviceFailure, isCancellation, Refusal } from './failure.ts'
import type { Log } from './log.ts'
import { SchemaCache } from './schemaCache.ts'
import { gatherSchema, type Gathered } from './schemaGathering.ts'
import { schemaThread } from './schemaThread.ts'
import { timeouts, type Device } from './settings.ts'

/** A device's schema as commands and the editor use it. */
export interface DeviceSchema extends SchemaOutcome {
  /** Devices with the same one have the same key. */
  readonly key: string
  readonly modules: LoadedSchema['modules']
  /** Throws a sentence, or the signal's reason. */
  readonly ask: <Kind extends SchemaQuestion>(
    kind: Kind,
    asks: Omit<SchemaQuestions[Kind]['asks'], 'key'>,
    signal?: AbortSignal,
  ) => Promise<SchemaQuestions[Kind]['answer']>
}

export type SchemaState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly schema: DeviceSchema }
  | { readonly kind: 'failed'; readonly message: string }

export type LoadOptions = JoinOptions<AssemblyProgress>

/** What devices with the same module set share. */
interface Shared {
  readonly schema: DeviceSchema
  readonly held: HeldSchema
  /** Who was asked for what is missing. */
  readonly deviceId: string
}

interface StoreParts {
  readonly devices: Devices
  readonly connections: Connections
  readonly log: Log
  /** A folder of ours, which need not exist yet. */
  readonly folder: string
  /** The built dist/schemaWorker.cjs. */
  readonly workerFile: string
}

export class SchemaStore implements Disposable {
  readonly #changed = new EventEmitter<string>()
  /** Fires with a device's id. */
  readonly onDidChange: Event<string> = this.#changed.event
  readonly #parts: StoreParts
  readonly #client: SchemaClient
  readonly #cache: SchemaCache
  readonly #watch: Disposable
  readonly #work = new SharedWork<Shared, AssemblyProgress>()
  /** By the hash of the module set. */
  readonly #shared = new Map<string, Shared>()
  readonly #states = new Map<string, SchemaState>()

  constructor(parts: StoreParts) {
    const { devices, log, folder, workerFile } = parts
    this.#parts = parts
    this.#client = new SchemaClient(schemaThread(workerFile))
    this.#cache = new SchemaCache(folder, { warn: (message) => log.warn(message) })
    this.#watch = devices.onDidChange(() => this.#dropRemoved())
  }

  state(deviceId: string): SchemaState {
    return this.#states.get(deviceId) ?? { kind: 'none' }
  }

  /**
   * The device's schema; loaded the first time, connecting if need be. Throws DeviceFailure, a Refusal for a device that names no modules,
   * or the signal's reason; another device that waits for the same modules goes on.
   */
  load(device: Device, options: LoadOptions = {}): Promise<DeviceSchema> {
    const state = this.state(device.id)
    return state.kind === 'loaded' ? Promise.resolve(state.schema) : this.#load(device, false, options)
  }

  /** Asks the device anew for its list of modules, and for all of them. Throws as `load` does. */
  reload(device: Device, options: LoadOptions = {}): Promise<DeviceSchema> {
    return this.#load(device, true, options)
  }

  dispose(): void {
    this.#watch.dispose()
    this.#client.dispose()
    this.#changed.dispose()
  }

  async #load(device: Device, fresh: boolean, options: LoadOptions): Promise<DeviceSchema> {
    const before = this.state(device.id)
    this.#set(device.id, { kind: 'loading' })
    try {
      const { schema } = await this.#sharedOf(device, fresh, options)
      this.#set(device.id, { kind: 'loaded', schema })
      this.#forgetUnused()
      return schema
    } catch (error) {
      const isDismissed = isCancellation(error) || options.signal?.aborted === true
      const message = error instanceof Error ? error.message : String(error)
      this.#set(device.id, before.kind === 'loaded' || isDismissed ? before : { kind: 'failed', message })
      throw error
    }
  }

  async #sharedOf(device: Device, fresh: boolean, options: LoadOptions): Promise<Shared> {
    const session = await this.#parts.connections.connect(device, options.signal)
    const listed = await this.#list(device, session, options.signal)
    if (listed.modules.length === 0) {
      throw new Refusal(
        `${device.name} does not say which YANG modules it has: neither in its hello, nor in a YANG library, nor in its list of schemas.`,
      )
    }
    const set = moduleSetHash(listed.modules)
    const known = this.#shared.get(set)
    const isWhole = known?.schema.missing.length === 0 || known?.deviceId === device.id
    if (known !== undefined && !fresh && isWhole) return known
    for (;;) {
      const work = { isOurs: false }
      const begin = (signal: AbortSignal, report: (progress: AssemblyProgress) => void): Promise<Shared> => {
        work.isOurs = true
        return this.#gather({ device, session, listed, set, fresh, signal, report })
      }
      try {
        return await this.#work.join(fresh ? `${set} fresh` : set, begin, options)
      } catch (error) {
        // It was another device's session that ended: ours may still do it, and what was fetched is in the cache.
        if (work.isOurs || options.signal?.aborted === true) throw error
      }
    }
  }

  async #list(device: Device, session: Session, signal: AbortSignal | undefined): Promise<SchemaModules> {
    try {
      return await listSchemaModules(session.capabilities, (operation) =>
        session.request(operation, requestOptions(device, signal)),
      )
    } catch (error) {
      throw signal?.aborted === true ? error : new DeviceFailure(device, error)
    }
  }

  async #gather(task: GatherTask): Promise<Shared> {
    const { device, set, listed } = task
    const { log } = this.#parts
    const cache = this.#cache
    log.info(`${device.name}: loading ${listed.modules.length} YANG modules (${listed.source})`)
    const began = performance.now()
    const gathered = await gatherSchema({ ...task, cache, warn: (message) => log.warn(message) })
    await cache.save()
    const held = new HeldSchema(this.#client, gathered.source)
    const loaded = await held.load()
    const shared = { schema: deviceSchema(held, gathered, loaded), held, deviceId: device.id }
    this.#shared.set(set, shared)
    this.#tell(
      device,
      shared.schema,
      `in ${seconds(performance.now() - began)}, ${gathered.sent} of them sent by the device`,
    )
    return shared
  }

  #tell({ name }: Device, schema: DeviceSchema, how: string): void {
    const { log } = this.#parts
    log.info(`${name}: YANG: ${outcomeSentence(schema)} ${how}`)
    for (const { name: module, revision, why } of schema.missing) {
      log.warn(
        `${name}: YANG module ${module}${revision === undefined ? '' : `@${revision}`} is missing: ${why}`,
      )
    }
    for (const note of schema.notes) log.info(`${name}: YANG: ${note}`)
  }

  /** A schema that no device has any more leaves the thread. */
  #forgetUnused(): void {
    const used = new Set(
      [...this.#states.values()].flatMap((state) => (state.kind === 'loaded' ? [state.schema.key] : [])),
    )
    for (const [set, { held }] of this.#shared) {
      if (used.has(held.key)) continue
      this.#shared.delete(set)
      held.dispose()
    }
  }

  #dropRemoved(): void {
    const { devices } = this.#parts
    for (const id of [...this.#states.keys()]) if (devices.byId(id) === undefined) this.#states.delete(id)
    this.#forgetUnused()
  }

  #set(deviceId: string, state: SchemaState): void {
    this.#states.set(deviceId, state)
    this.#changed.fire(deviceId)
  }
}

interface GatherTask {
  readonly device: Device
  readonly session: Session
  readonly listed: SchemaModules
  readonly set: string
  readonly fresh: boolean
  readonly signal: AbortSignal
  readonly report: (progress: AssemblyProgress) => void
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

function deviceSchema(
  held: HeldSchema,
  { missing, notes }: Gathered,
  { modules }: LoadedSchema,
): DeviceSchema {
  return { key: held.key, modules, missing, notes, ask: (kind, asks, signal) => held.ask(kind, asks, signal) }
}

function requestOptions(
  device: Device,
  signal: AbortSignal | undefined,
): { readonly timeoutMs: number; readonly signal?: AbortSignal } {
  return { timeoutMs: timeouts(device).rpcMs, ...(signal !== undefined && { signal }) }
}
