// The question for each field of a device; adding and editing ask the same ones.

import type { Device } from '../app/settings.ts'
import type { NewDevice } from '../app/devices.ts'
import { parseAddress, portProblem, usernameProblem } from '../transport/address.ts'
import { askPick, askText, type Answer, type Choice, type Place } from './steps.ts'

/** What a question changes in a device. */
export type Changes = Partial<NewDevice>

export type Question = (place: Place, device: NewDevice) => Promise<Answer<Changes>>

/** Accepts a whole `user@host:port` and takes it apart. */
export async function askHost(place: Place, device: NewDevice): Promise<Answer<Changes>> {
  const answer = await askText(place, {
    prompt: 'Host name or IP address of the device; user@host:port works, too',
    placeholder: 'core-1.example.net, 10.0.0.1, admin@[2001:db8::1]:830',
    value: device.host,
    validate: (text) => parseAddress(text).problem,
  })
  if (answer === undefined || answer === 'back') return answer
  const { value } = parseAddress(answer.value)
  return { value: value ?? {} }
}

export async function askPort(place: Place, device: NewDevice): Promise<Answer<Changes>> {
  const answer = await askText(place, {
    prompt: 'TCP port of NETCONF over SSH: 830, on some devices 22',
    value: String(device.port),
    validate: portProblem,
  })
  return changed(answer, (text) => ({ port: Number(text) }))
}

export async function askUsername(place: Place, device: NewDevice): Promise<Answer<Changes>> {
  const answer = await askText(place, {
    prompt: 'User name on the device',
    value: device.username,
    validate: usernameProblem,
  })
  return changed(answer, (username) => ({ username }))
}

/** `others`: devices that the name must not be confused with. */
export async function askName(
  place: Place,
  device: NewDevice,
  others: readonly Device[],
): Promise<Answer<Changes>> {
  const taken = new Set(others.map(({ name }) => name))
  const answer = await askText(place, {
    prompt: 'Name under which the device is shown',
    value: device.name,
    validate: (text) => {
      if (text === '') return 'Enter a name.'
      return taken.has(text) ? `Another device is called ${text}.` : undefined
    },
  })
  return changed(answer, (name) => ({ name }))
}

/** Offers the groups there are and a new one. */
export async function askGroup(
  place: Place,
  device: NewDevice,
  groups: readonly string[],
): Promise<Answer<Changes>> {
  for (;;) {
    const answer = await askPick<string | undefined | { readonly fresh: true }>(place, {
      placeholder: 'Group in the device tree',
      choices: [
        { label: 'No group', value: undefined },
        ...groups.map((group) => ({ label: group, value: group })),
        { label: '$(add) New Group…', value: { fresh: true } },
      ],
      active: (value) => value === device.group,
    })
    if (answer === undefined || answer === 'back') return answer
    if (typeof answer.value !== 'object') return { value: { group: answer.value } }
    const fresh = await askText(
      { ...place, back: true },
      { prompt: 'Name of the new group', validate: (text) => (text === '' ? 'Enter a name.' : undefined) },
    )
    if (fresh !== 'back') return changed(fresh, (group) => ({ group }))
  }
}

export async function askAuth(place: Place, device: NewDevice): Promise<Answer<Changes>> {
  const choices: readonly Choice<NewDevice['auth']>[] = [
    { label: 'Password', detail: 'Also for devices that ask their own questions', value: 'password' },
    { label: 'Key file', detail: 'A private key, with or without a passphrase', value: 'key' },
    { label: 'SSH agent', detail: agentDetail(), value: 'agent' },
  ]
  const answer = await askPick(place, {
    placeholder: 'How do you log in?',
    choices,
    active: (value) => value === device.auth,
  })
  return changed(answer, (auth) => ({ auth }))
}

function agentDetail(): string {
  if (process.platform === 'win32') return 'The OpenSSH agent or Pageant'
  return process.env['SSH_AUTH_SOCK'] === undefined
    ? 'None is running for VS Code: SSH_AUTH_SOCK is not set'
    : 'The keys that the running agent holds'
}

export async function askFraming(place: Place, device: NewDevice): Promise<Answer<Changes>> {
  const answer = await askPick<NewDevice['framing']>(place, {
    placeholder: 'Framing of messages on the wire',
    choices: [
      {
        label: 'auto',
        detail: 'Chunked where the device can (base:1.1), else end-of-message',
        value: 'auto',
      },
      {
        label: '1.0',
        detail: 'Offer base:1.0 only, for devices whose chunked framing is broken',
        value: '1.0',
      },
    ],
    active: (value) => value === device.framing,
  })
  return changed(answer, (framing) => ({ framing }))
}

/** Password or passphrase, by the way the device logs in; may be left empty. */
export function askSecret(place: Place, device: NewDevice): Promise<Answer<string>> {
  const prompt =
    device.auth === 'key'
      ? 'Passphrase of the key. Leave empty if it has none or to be asked when connecting'
      : 'Password. Leave empty to be asked when connecting'
  return askText(place, {
    prompt: `${prompt}; it is kept in the secret store, never in settings`,
    password: true,
  })
}

function changed<T>(answer: Answer<T>, change: (value: T) => Changes): Answer<Changes> {
  return answer === undefined || answer === 'back' ? answer : { value: change(answer.value) }
}

/** The groups there are, in the order of the tree. */
export function groupsOf(devices: readonly Device[]): readonly string[] {
  const groups = devices.map(({ group }) => group).filter((group) => group !== undefined)
  return [...new Set(groups)].sort((a, b) => a.localeCompare(b))
}

/** The name that a host suggests: its first label, or the whole address. */
export function suggestedName(host: string): string {
  return /^[\d.]+$|:/.test(host) ? host : (host.split('.')[0] ?? host)
}
