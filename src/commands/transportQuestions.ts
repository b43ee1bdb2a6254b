// How a device is reached: the questions for each transport.

import { homedir } from 'node:os'
import { join } from 'node:path'
import { Uri, window } from 'vscode'
import type { NewDevice } from '../app/devices.ts'
import { parseAddress } from '../transport/address.ts'
import type { Changes, Question } from './deviceQuestions.ts'
import { askPick, askText, type Answer, type Choice, type Place } from './steps.ts'

type Way = 'ssh' | 'sshConfig' | 'tls' | 'unix' | 'process'

/** Ports that a new device gets; 0 where there is no network. */
const PORTS: Readonly<Record<NewDevice['transport'], number>> = { ssh: 830, tls: 6513, unix: 0, process: 0 }

/** Asks for the transport; hosts of the user's ssh config are a way of their own. */
export async function askTransport(place: Place, device: NewDevice): Promise<Answer<Changes>> {
  const known = await configuredHosts()
  const choices: Choice<Way>[] = [
    { label: 'SSH', detail: 'NETCONF over SSH, port 830 or 22', value: 'ssh' },
    ...(known.length === 0
      ? []
      : [
          {
            label: 'Host of your ssh config',
            detail: `${known.length} in ~/.ssh/config, with their keys and jump hosts`,
            value: 'sshConfig' as const,
          },
        ]),
    { label: 'TLS', detail: 'NETCONF over TLS with certificates, port 6513', value: 'tls' },
    { label: 'Unix socket', detail: 'A server on this machine', value: 'unix' },
    {
      label: 'Local program',
      detail: 'Its standard input and output, such as ssh -s core-1 netconf',
      value: 'process',
    },
  ]
  const answer = await askPick(place, {
    placeholder: 'How is the device reached?',
    choices,
    active: (way) => way === (device.sshConfig ? 'sshConfig' : device.transport),
  })
  if (answer === undefined || answer === 'back') return answer
  if (answer.value === 'sshConfig') return askConfiguredHost(place, known)
  const transport = answer.value
  return { value: { transport, sshConfig: false, port: PORTS[transport] } }
}

async function configuredHosts(): Promise<readonly string[]> {
  const [{ hosts }, { readSshConfig }] = await Promise.all([
    import('../transport/sshConfigMatch.ts'),
    import('../transport/sshConfigFiles.ts'),
  ])
  return hosts(readSshConfig().value)
}

async function askConfiguredHost(place: Place, known: readonly string[]): Promise<Answer<Changes>> {
  const answer = await askPick(
    { ...place, back: true },
    { placeholder: 'Host of ~/.ssh/config', choices: known.map((host) => ({ label: host, value: host })) },
  )
  if (answer === undefined || answer === 'back') return answer
  const [{ resolveHost }, { readSshConfig }] = await Promise.all([
    import('../transport/sshHost.ts'),
    import('../transport/sshConfigFiles.ts'),
  ])
  const host = answer.value
  const { user, port, identitiesConfigured } = resolveHost(readSshConfig().value, host, { defaultPort: 830 })
  return {
    value: {
      transport: 'ssh',
      sshConfig: true,
      host,
      name: host,
      username: user,
      port,
      ...(identitiesConfigured && { auth: 'key', keyFile: undefined }),
    },
  }
}

export async function askPath(place: Place, device: NewDevice): Promise<Answer<Changes>> {
  const answer = await askText(place, {
    prompt: 'Path of the Unix socket',
    placeholder: '/run/netconf.sock',
    value: device.path ?? '',
    validate: (text) => (text === '' ? 'Enter a path.' : undefined),
  })
  return changed(answer, (path) => ({ path }))
}

export async function askCommand(place: Place, device: NewDevice): Promise<Answer<Changes>> {
  const answer = await askText(place, {
    prompt: 'Program and arguments; quote what holds blanks. No shell takes part',
    placeholder: 'ssh -s core-1 netconf',
    value: (device.command ?? []).map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' '),
    validate: (text) => (wordsIn(text).length === 0 ? 'Enter a program.' : undefined),
  })
  return changed(answer, (text) => ({ command: wordsIn(text) }))
}

/** Words separated by blanks; "…" and '…' keep blanks together. */
function wordsIn(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  )
}

/** Our own certificate. */
export async function askIdentity(place: Place): Promise<Answer<Changes>> {
  const none = { certificateFile: undefined, certificateKeyFile: undefined, pkcs12File: undefined }
  const answer = await askPick<'pem' | 'pkcs12' | 'none'>(place, {
    placeholder: 'Which certificate do you show the device?',
    choices: [
      { label: 'Certificate and key', detail: 'Two PEM files', value: 'pem' },
      { label: 'PKCS#12 file', detail: 'Both in one .p12 or .pfx file', value: 'pkcs12' },
      { label: 'None', detail: 'Devices mostly insist on one', value: 'none' },
    ],
  })
  if (answer === undefined || answer === 'back') return answer
  if (answer.value === 'none') return { value: none }
  if (answer.value === 'pkcs12') {
    const pkcs12File = await askFile('PKCS#12 file')
    return pkcs12File === undefined ? 'back' : { value: { ...none, pkcs12File } }
  }
  const certificateFile = await askFile('Certificate (PEM)')
  const certificateKeyFile = certificateFile && (await askFile('Key of the certificate (PEM)'))
  return certificateKeyFile === undefined
    ? 'back'
    : { value: { ...none, certificateFile, certificateKeyFile } }
}

/** Whose certificates the device may show. */
export async function askAuthority(place: Place): Promise<Answer<Changes>> {
  const answer = await askPick(place, {
    placeholder: 'Who vouches for the device’s certificate?',
    choices: [
      { label: 'A CA file…', detail: 'PEM file of your own authorities', value: true },
      { label: 'The authorities that this computer knows', value: false },
    ],
  })
  if (answer === undefined || answer === 'back') return answer
  if (!answer.value) return { value: { caFile: undefined } }
  const caFile = await askFile('CA file (PEM)')
  return caFile === undefined ? 'back' : { value: { caFile } }
}

export async function askJump(place: Place, device: NewDevice): Promise<Answer<Changes>> {
  const answer = await askText(place, {
    prompt: 'Jump hosts, one after the other; empty for a direct way',
    placeholder: 'admin@jump.example.net,second.example.net:2222',
    value: device.jump ?? '',
    validate: (text) =>
      text === ''
        ? undefined
        : text
            .split(',')
            .map((host) => parseAddress(host.trim()).problem)
            .find((problem) => problem),
  })
  return changed(answer, (jump) => ({ jump: jump === '' ? undefined : jump }))
}

export async function askFingerprint(place: Place, device: NewDevice): Promise<Answer<Changes>> {
  const tls = device.transport === 'tls'
  const answer = await askText(place, {
    prompt: tls
      ? 'SHA-256 of the only certificate that the device may show; empty for any that checks out'
      : 'Fingerprint of the only host key that the device may show; empty for none pinned',
    placeholder: tls ? 'AB:CD:…' : 'SHA256:…',
    value: device.fingerprint ?? '',
    validate: (text) => (text === '' ? undefined : fingerprintProblem(text, tls)),
  })
  return changed(answer, (fingerprint) => ({ fingerprint: fingerprint === '' ? undefined : fingerprint }))
}

function fingerprintProblem(text: string, tls: boolean): string | undefined {
  if (tls) return /^([0-9a-f]{2}:?){32}$/i.test(text) ? undefined : 'A SHA-256 has 64 hexadecimal digits.'
  return /^SHA256:[A-Za-z0-9+/]{43}=?$/.test(text)
    ? undefined
    : 'It looks like SHA256: and 43 characters, as ssh-keygen -l prints it.'
}

export const askHostKeys: Question = async (place, device) => {
  const answer = await askPick<NewDevice['hostKeys']>(place, {
    placeholder: 'What happens with an unknown host key? A changed one is always refused',
    choices: [
      { label: 'ask', detail: 'You see its fingerprint and decide', value: 'ask' },
      { label: 'accept-new', detail: 'It is remembered without asking', value: 'accept-new' },
      { label: 'strict', detail: 'It is refused', value: 'strict' },
    ],
    active: (mode) => mode === device.hostKeys,
  })
  return changed(answer, (hostKeys) => ({ hostKeys }))
}

async function askFile(title: string): Promise<string | undefined> {
  const chosen = await window.showOpenDialog({
    title,
    openLabel: 'Use This File',
    defaultUri: Uri.file(homedir()),
  })
  const path = chosen?.[0]?.fsPath
  return path?.startsWith(join(homedir(), '/')) === true ? `~/${path.slice(homedir().length + 1)}` : path
}

function changed<T>(answer: Answer<T>, change: (value: T) => Changes): Answer<Changes> {
  return answer === undefined || answer === 'back' ? answer : { value: change(answer.value) }
}
