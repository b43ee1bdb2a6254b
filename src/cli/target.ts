// Which device, and how it is reached: from options and the first operand to what `openSession` takes.

import type { ClientIdentity } from '../transport/certificates.ts'
import type { ConnectOptions, SessionChoices, Target } from '../client/connectOptions.ts'
import { PROFILE_NAMES } from '../profiles/profile.ts'
import { parseAddress } from '../transport/address.ts'
import { configWords } from '../transport/sshConfigWords.ts'
import { redactSecrets } from '../xml/redact.ts'
import type { Arguments } from './arguments.ts'
import { printable, type Console } from './console.ts'
import { UsageError } from './failures.ts'
import { FRAMINGS } from './options.ts'
import { fileOf, passphraseFor } from './secrets.ts'
import { sshTarget } from './sshTarget.ts'

/** Options that name another way than SSH, and so exclude each other. */
const WAYS = ['tls', 'unix', 'command'] as const

/** Whether the first operand is DEVICE. */
export function hasDevice(args: Arguments): boolean {
  return !args.has('unix') && !args.has('command')
}

/** Throws UsageError. */
export async function connectOptions(
  device: string | undefined,
  args: Arguments,
  console: Console,
): Promise<ConnectOptions> {
  return { ...(await targetOf(device, args, console)), ...sessionChoices(args, console) }
}

async function targetOf(device: string | undefined, args: Arguments, console: Console): Promise<Target> {
  const [way, other] = WAYS.filter((name) => args.has(name))
  if (way !== undefined && other !== undefined)
    throw new UsageError(`--${way} and --${other} exclude each other.`)
  if (way === 'unix') return { transport: 'unix', path: args.value('unix') ?? '' }
  if (way === 'command') return processTarget(args.value('command') ?? '')
  if (device === undefined)
    throw new UsageError('Which device? Name it behind the command: [USER@]HOST[:PORT].')
  refuseSecretIn(device)
  return way === 'tls' ? tlsTarget(device, args, console) : sshTarget(device, args, console)
}

/** `user:secret@host`, as some tools take it. The message repeats nothing of it. */
function refuseSecretIn(device: string): void {
  const user = /^(?:\w+:\/\/)?([^@]*)@/.exec(device)?.[1] ?? ''
  if (!user.includes(':')) return
  throw new UsageError(
    'A password before the @ is refused: arguments can be read by everybody on this machine. ' +
      'Answer the prompt, use an SSH agent, or set NETCONF_PASSWORD in the environment.',
  )
}

function processTarget(words: string): Target {
  const [command, ...rest] = configWords(words) ?? []
  if (command === undefined)
    throw new UsageError('--command needs a program and its arguments, quotes closed.')
  return { transport: 'process', command, args: rest }
}

async function tlsTarget(device: string, args: Arguments, console: Console): Promise<Target> {
  const { value: address, problem } = parseAddress(device)
  if (problem !== undefined) throw new UsageError(`${device}: ${problem}`)
  const port = args.number('port') ?? address.port
  const serverName = args.value('server-name')
  const fingerprint = args.value('fingerprint')
  return {
    transport: 'tls',
    host: address.host,
    ...(port !== undefined && { port }),
    ...(serverName !== undefined && { serverName }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(await tlsMaterial(args, console)),
  }
}

/** What we show and whom we trust, the same for calling and being called. */
export async function tlsMaterial(
  args: Arguments,
  console: Console,
): Promise<{ identity?: ClientIdentity; ca?: readonly string[] }> {
  const authorities: string[] = []
  for (const file of args.list('ca')) authorities.push((await fileOf(file, '--ca')).toString('utf8'))
  const identity = await identityOf(args, console)
  return { ...(identity && { identity }), ...(authorities.length > 0 && { ca: authorities }) }
}

async function identityOf(args: Arguments, console: Console): Promise<ClientIdentity | undefined> {
  const [certificate, key, pkcs12] = ['cert', 'key', 'pkcs12'].map((name) => args.value(name))
  if (pkcs12 !== undefined) {
    if (certificate !== undefined || key !== undefined) {
      throw new UsageError('--pkcs12 holds certificate and key: leave --cert and --key out.')
    }
    return { pkcs12: await fileOf(pkcs12, '--pkcs12'), passphrase: passphraseFor(pkcs12, console) }
  }
  if (certificate === undefined && key === undefined) return undefined
  if (certificate === undefined || key === undefined)
    throw new UsageError('--cert and --key belong together.')
  return {
    certificate: (await fileOf(certificate, '--cert')).toString('utf8'),
    privateKey: (await fileOf(key, '--key')).toString('utf8'),
    passphrase: passphraseFor(key, console),
  }
}

export function sessionChoices(args: Arguments, console: Console): SessionChoices {
  const profile = args.choice('profile', PROFILE_NAMES)
  const framing = args.choice('framing', FRAMINGS)
  const connectMs = milliseconds(args, 'connect-timeout')
  const rpcMs = milliseconds(args, 'timeout')
  return {
    signal: console.signal,
    timeouts: {
      ...(connectMs !== undefined && { connectMs, helloMs: connectMs }),
      ...(rpcMs !== undefined && { rpcMs }),
    },
    ...(profile !== undefined && { profile }),
    ...(framing !== undefined && { framing }),
    onOddity: (sentence) => console.tell(`note: ${printable(sentence)}`),
    ...(args.has('trace') && {
      onMessage: (direction: 'sent' | 'received', text: string) =>
        console.tell(`${direction === 'sent' ? '>>>' : '<<<'} ${printable(redactSecrets(text))}`),
    }),
  }
}

function milliseconds(args: Arguments, name: string): number | undefined {
  const seconds = args.number(name)
  return seconds === undefined ? undefined : seconds * 1_000
}
