// What is asked before listening for Call Home: over what, on which ports and addresses, and which certificate is shown.

import { window } from 'vscode'
import type { ListenOptions } from '../app/callHome.ts'
import type { Device } from '../app/settings.ts'
import { formatAddress, hostProblem, isLoopback, portProblem } from '../transport/address.ts'
import type { CommandContext } from './context.ts'
import { askPick, askText, runSteps, type Answer, type Place, type Step } from './steps.ts'

interface Draft {
  readonly over: readonly ('ssh' | 'tls')[]
  readonly sshPort: number
  readonly tlsPort: number
  /** The device whose client certificate is shown. */
  readonly shown?: Device
  /** Whether an address is to be typed. */
  readonly isElsewhere: boolean
  /** Absent: loopback. */
  readonly address?: string
}

/** IANA's ports netconf-ch-ssh and netconf-ch-tls, RFC 8071 §5.2. */
const INITIAL: Draft = { over: [], sshPort: 4334, tlsPort: 4335, isElsewhere: false }

/** Undefined: dismissed, or an address was not confirmed. */
export async function askListening({ devices }: CommandContext): Promise<ListenOptions | undefined> {
  const identities = withIdentity(devices.all)
  const draft = await runSteps('Listen for Call Home', stepsWith(identities), INITIAL)
  if (draft === undefined) return undefined
  const { over, sshPort, tlsPort, shown = identities[0], address } = draft
  if (address !== undefined && !isLoopback(address) && !(await confirmAddress(draft, address)))
    return undefined
  return {
    ...(address !== undefined && { address }),
    ...(over.includes('ssh') && { ssh: { port: sshPort } }),
    ...(over.includes('tls') && { tls: { port: tlsPort, ...(shown !== undefined && { shown }) } }),
  }
}

/** Devices with client certificates, one for each certificate. */
function withIdentity(devices: readonly Device[]): readonly Device[] {
  const byFile = new Map<string, Device>()
  for (const device of devices) {
    const file = device.pkcs12File ?? device.certificateFile
    if (device.transport === 'tls' && file !== undefined && !byFile.has(file)) byFile.set(file, device)
  }
  return [...byFile.values()]
}

function stepsWith(identities: readonly Device[]): readonly Step<Draft>[] {
  return [
    { ask: askTransport },
    {
      applies: ({ over }) => over.includes('ssh'),
      ask: (draft, place) => askPort(place, 'SSH', draft.sshPort, (sshPort) => ({ ...draft, sshPort })),
    },
    {
      applies: ({ over }) => over.includes('tls'),
      ask: (draft, place) => askPort(place, 'TLS', draft.tlsPort, (tlsPort) => ({ ...draft, tlsPort })),
    },
    {
      applies: ({ over }) => over.includes('tls') && identities.length > 1,
      ask: (draft, place) => askIdentity(draft, place, identities),
    },
    { ask: askWhere },
    { applies: ({ isElsewhere }) => isElsewhere, ask: askAddress },
  ]
}

async function askTransport(draft: Draft, place: Place): Promise<Answer<Draft>> {
  const answer = await askPick<Draft['over']>(place, {
    placeholder: 'How do the devices call?',
    choices: [
      { label: 'SSH', description: 'port 4334', value: ['ssh'] },
      { label: 'TLS', description: 'port 4335', value: ['tls'] },
      { label: 'SSH and TLS', value: ['ssh', 'tls'] },
    ],
  })
  return answered(answer, (over) => ({ ...draft, over }))
}

async function askPort(
  place: Place,
  over: string,
  preset: number,
  take: (port: number) => Draft,
): Promise<Answer<Draft>> {
  const answer = await askText(place, {
    prompt: `Port for calls over ${over}`,
    value: String(preset),
    validate: (text) => (portProblem(text) === undefined ? undefined : 'A port is a number from 1 to 65535.'),
  })
  return answered(answer, (text) => take(Number(text)))
}

async function askIdentity(
  draft: Draft,
  place: Place,
  identities: readonly Device[],
): Promise<Answer<Draft>> {
  const answer = await askPick(place, {
    placeholder: 'Which client certificate is every TLS caller shown?',
    choices: identities.map((device) => ({
      label: device.pkcs12File ?? device.certificateFile ?? '',
      description: `of ${device.name}`,
      value: device,
    })),
  })
  return answered(answer, (shown) => ({ ...draft, shown }))
}

async function askWhere(draft: Draft, place: Place): Promise<Answer<Draft>> {
  const answer = await askPick(place, {
    placeholder: 'Where may callers come from?',
    choices: [
      { label: 'This machine only', description: '127.0.0.1 and ::1, for tunnels and tests', value: false },
      { label: 'The network…', description: 'listen on an address that you name', value: true },
    ],
  })
  return answered(answer, (isElsewhere) => {
    const { over, sshPort, tlsPort, shown } = draft
    return { over, sshPort, tlsPort, ...(shown !== undefined && { shown }), isElsewhere }
  })
}

async function askAddress(draft: Draft, place: Place): Promise<Answer<Draft>> {
  const answer = await askText(place, {
    prompt: 'Address of this machine that devices call; 0.0.0.0 or :: for all',
    validate: hostProblem,
    warn: (text) =>
      text === '' || isLoopback(text)
        ? undefined
        : `Whoever reaches ${text} can call; unknown callers are not let in.`,
  })
  return answered(answer, (address) => ({ ...draft, address }))
}

function answered<Value>(answer: Answer<Value>, take: (value: Value) => Draft): Answer<Draft> {
  return answer === undefined || answer === 'back' ? answer : { value: take(answer.value) }
}

async function confirmAddress({ over, sshPort, tlsPort }: Draft, address: string): Promise<boolean> {
  const places = over.map((way) => formatAddress(address, way === 'ssh' ? sshPort : tlsPort)).join(' and ')
  const detail =
    'Everybody who reaches this address can call. Only devices that prove to own a known host key or certificate get a session; you are asked about others.'
  const listen = 'Listen'
  const question = `Listen for Call Home on ${places}?`
  return (await window.showWarningMessage(question, { modal: true, detail }, listen)) === listen
}
