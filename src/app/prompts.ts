// The questions that logging in asks a person: secrets, a server's own prompts, whether to trust a host key.

import { ThemeIcon, window, type QuickInputButton } from 'vscode'
import { formatAddress } from '../transport/address.ts'
import type { HostKey } from '../transport/knownHosts.ts'
import type { SshQuestions } from '../transport/sshAuth.ts'
import { plainText } from './plainText.ts'
import type { Others } from './questions.ts'
import type { Device } from './settings.ts'

export interface SecretAnswer {
  readonly value: string
  /** Keep it in the secret store once it has proved right. */
  readonly remember: boolean
}

export interface AskOptions {
  /** The one before was refused. */
  readonly again?: boolean
  /** Whether to offer that the answer is kept. Default true. */
  readonly mayKeep?: boolean
  /** Takes the question away, as if dismissed. */
  readonly signal?: AbortSignal
}

/** Undefined: dismissed. */
export function askPassword(device: Device, options: AskOptions = {}): Promise<SecretAnswer | undefined> {
  const whose = `Password of ${device.username}@${formatAddress(device.host, device.port)}`
  return askSecret({
    title: `${device.name}: Password`,
    question: options.again === true ? `The device refused it. ${whose}` : whose,
    rememberable: options.mayKeep ?? true,
    signal: options.signal,
  })
}

/** Asks for what opens the key file. Undefined: dismissed. */
export function askPassphrase(
  device: Device,
  options: AskOptions & { readonly keyName?: string } = {},
): Promise<SecretAnswer | undefined> {
  const named = options.keyName === undefined || options.keyName === '' ? device.keyFile : options.keyName
  const whose = `Passphrase of ${named ?? device.pkcs12File ?? device.certificateKeyFile ?? 'the private key'}`
  return askSecret({
    title: `${device.name}: Passphrase`,
    question: options.again === true ? `This one does not open it. ${whose}` : whose,
    rememberable: options.mayKeep ?? true,
    signal: options.signal,
  })
}

/** A server's own questions (RFC 4256), one after the other. Undefined: one was dismissed. */
export async function askQuestions(
  device: Device,
  { title, instructions, prompts }: SshQuestions,
  signal?: AbortSignal,
): Promise<readonly string[] | undefined> {
  const answers: string[] = []
  for (const { text, echo } of prompts) {
    const question = [instructions, text]
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .join(' – ')
    const answer = await askLine({
      title: `${device.name}: ${title.trim() === '' ? 'Login' : plainText(title.trim())}`,
      question: plainText(question),
      hidden: !echo,
      signal,
    })
    if (answer === undefined) return undefined
    answers.push(answer.value)
  }
  return answers
}

export type HostKeyAnswer = 'remember' | 'once' | 'no'

/**
 * Shows a key that nobody vouches for. `notes`: further sentences, such as that a file could not be read. `others`: where many
 * devices are connected at once, whoever is asked too much can end that; a modal dialog leaves no other way.
 */
export async function askHostKey(
  device: Device,
  key: HostKey,
  notes: readonly string[],
  others: Others,
): Promise<HostKeyAnswer> {
  const address = formatAddress(device.host, device.port)
  const detail = [
    `Device: ${device.name}`,
    `Address: ${address}`,
    `Key type: ${key.type}`,
    `Fingerprint: ${key.sha256}`,
    '',
    'Compare the fingerprint with what the device itself or its administrator says. Without that, anyone on the way could be answering in its place.',
    ...notes,
    ...(others.waiting > 0 ? ['', waitingWords(others.waiting)] : []),
  ].join('\n')
  const remember = { title: 'Trust and Remember' }
  const once = { title: 'Trust Once' }
  const stop = { title: 'Stop Asking' }
  const answer = await window.showWarningMessage(
    `The host key of ${address} is not known. Trust it?`,
    { modal: true, detail },
    remember,
    once,
    ...(others.waiting > 0 ? [stop] : []),
  )
  if (answer === stop) others.dismiss()
  if (answer === remember) return 'remember'
  return answer === once ? 'once' : 'no'
}

function waitingWords(waiting: number): string {
  const wait = waiting === 1 ? 'One more question waits.' : `${waiting} more questions wait.`
  return `${wait} "Stop Asking" refuses this key and dismisses the others; devices with "hostKeys": "accept-new" are not asked about.`
}

interface Line {
  readonly title: string
  readonly question: string
  readonly hidden: boolean
  readonly signal: AbortSignal | undefined
}

function askSecret(
  line: Omit<Line, 'hidden'> & { readonly rememberable: boolean },
): Promise<SecretAnswer | undefined> {
  return askLine({ ...line, hidden: true })
}

/** An input box with a button that says whether the answer is kept; it starts as "no". */
function askLine(line: Line & { readonly rememberable?: boolean }): Promise<SecretAnswer | undefined> {
  const box = window.createInputBox()
  let remember = false
  const show = (): void => {
    const kept = remember ? 'It will be kept in the secret store.' : 'It will not be kept.'
    box.prompt = line.rememberable === true ? `${line.question}. ${kept}` : line.question
    box.buttons = line.rememberable === true ? [rememberButton(remember)] : []
  }
  box.title = line.title
  box.password = line.hidden
  box.ignoreFocusOut = true
  show()
  return new Promise((resolve) => {
    let answer: SecretAnswer | undefined
    const abort = (): void => box.hide()
    box.onDidTriggerButton(() => {
      remember = !remember
      show()
    })
    box.onDidAccept(() => {
      answer = { value: box.value, remember }
      box.hide()
    })
    box.onDidHide(() => {
      line.signal?.removeEventListener('abort', abort)
      box.dispose()
      resolve(answer)
    })
    line.signal?.addEventListener('abort', abort)
    box.show()
    if (line.signal?.aborted === true) box.hide()
  })
}

function rememberButton(remember: boolean): QuickInputButton {
  return remember
    ? { iconPath: new ThemeIcon('save'), tooltip: 'Remembered – click to be asked again each time' }
    : { iconPath: new ThemeIcon('circle-slash'), tooltip: 'Not remembered – click to remember' }
}
