// listen: waits for devices that call home (RFC 8071) and runs another command in the session with each.

import { credentialsOf } from '../client/openTransport.ts'
import { formatAddress } from '../transport/address.ts'
import { CallHomeListener, type CallHomeOptions } from '../transport/callHome.ts'
import type { Call, Caller } from '../transport/callHomeCalls.ts'
import { isCertificateFor, sameFingerprint } from '../transport/certificates.ts'
import type { Transport } from '../transport/transport.ts'
import type { Arguments } from './arguments.ts'
import type { Command } from './command.ts'
import { printable, type Console } from './console.ts'
import { UsageError } from './failures.ts'
import { count } from './options.ts'
import { answersOf, passphraseFor, passwordFor, fileOf } from './secrets.ts'
import { tlsMaterial } from './target.ts'

export const listenCommand: Command = {
  name: 'listen',
  summary: 'wait for devices that call home, over SSH or TLS',
  operands: '[COMMAND [operands]]',
  standsAlone: true,
  takes: { least: 0, most: 4 },
  options: [
    {
      name: 'address',
      value: 'ADDRESS',
      help: 'where to listen; without it nobody but this machine is heard',
    },
    count('devices', 'end after N devices have been served; the default is to go on until Ctrl-C'),
  ],
  details: [
    'Listens on port 4334 for SSH, with --tls on 4335; --port N in their place. For each device that comes in, COMMAND (hello if it is left out) runs in the session with it.',
    'A device is known by what it proves to own, never by its address: over SSH by --host-key, over TLS by --fingerprint, or by --ca together with --server-name. Others are shown with their fingerprint; on a terminal you are asked.',
    'For SSH --user is needed. Ctrl-C is the regular end, exit code 0.',
  ],
  examples: [
    {
      line: 'listen --address 0.0.0.0 --user admin --host-key SHA256:… get-config',
      says: 'the configuration of each caller',
    },
    {
      line: 'listen --tls --cert me.pem --key me.key --ca ca.pem --server-name core-1 --devices 1',
      says: 'one device over TLS',
    },
  ],
}

/** The one thing known of an admitted caller. */
interface Known {
  readonly fingerprint: string
}

/** Serves callers until Ctrl-C, or until enough have been served; the last failure of one is thrown at the end. */
export async function listen(args: Arguments, console: Console, serve: Serve): Promise<void> {
  const callers = new Callers(args, console)
  const wanted = args.number('devices') ?? Infinity
  const queue = new Queue()
  const listener = await CallHomeListener.start<Known>({
    ...(await wayOf(args, console)),
    identify: (caller) => callers.identify(caller),
    decisionMs: console.person === undefined ? 0 : DECISION_MS,
    onChange: () => callers.consider(listener),
    onDevice: (_known, transport, caller) => queue.add({ transport, caller }),
  })
  for (const { transport, address, port } of listener.listening) {
    console.tell(
      `Listening for ${transport.toUpperCase()} on ${formatAddress(address, port)}; Ctrl-C ends it.`,
    )
  }
  let failure: Error | undefined
  try {
    for (let served = 0; served < wanted; served += 1) {
      const visitor = await queue.next(console.signal)
      if (visitor === undefined) break
      try {
        await serve(visitor.transport)
      } catch (error) {
        if (wanted === 1) throw error
        failure = error instanceof Error ? error : new Error(String(error))
        console.tell(`error: ${failure.message}`)
      }
    }
  } finally {
    listener.close()
    queue.close()
  }
  if (failure !== undefined && !console.signal.aborted) throw failure
}

type Serve = (transport: Transport) => Promise<void>

/** Milliseconds that a person gets to decide. */
const DECISION_MS = 60_000

async function wayOf(
  args: Arguments,
  console: Console,
): Promise<Pick<CallHomeOptions<Known>, 'address' | 'ssh' | 'tls'>> {
  const address = args.value('address')
  const port = args.number('port')
  const where = { ...(address !== undefined && { address }) }
  const at = { ...(port !== undefined && { port }) }
  if (args.has('tls')) return { ...where, tls: { ...at, ...(await tlsMaterial(args, console)) } }
  const username = args.value('user')
  if (username === undefined) throw new UsageError('Over SSH the listener needs --user NAME.', 'listen')
  const keys = []
  for (const file of args.list('identity')) {
    keys.push({ name: file, privateKey: (await fileOf(file, '--identity')).toString('utf8') })
  }
  const agent = args.has('no-agent') ? undefined : console.environment['SSH_AUTH_SOCK']
  const credentials = credentialsOf({
    username,
    keys,
    ...(agent !== undefined && { agent }),
    password: passwordFor(username, console),
    passphrase: (file) => passphraseFor(file, console)(),
    answers: answersOf(console),
  })
  return {
    ...where,
    ssh: { ...at, credentials: () => credentials, legacyAlgorithms: args.has('legacy-algorithms') },
  }
}

/** Tells known callers from others, and asks about the others, one after the other. */
class Callers {
  readonly #args: Arguments
  readonly #console: Console
  readonly #accepted = new Set<string>()
  readonly #told = new Set<string>()
  #asking: Promise<void> = Promise.resolve()

  constructor(args: Arguments, console: Console) {
    this.#args = args
    this.#console = console
  }

  identify(caller: Caller): Known | undefined {
    const fingerprint = caller.transport === 'ssh' ? caller.key.sha256 : caller.certificate.sha256
    return this.#accepted.has(fingerprint) || this.#isNamed(caller) ? { fingerprint } : undefined
  }

  #isNamed(caller: Caller): boolean {
    if (caller.transport === 'ssh') {
      return this.#args.list('host-key').some((pin) => pin.replace(/=$/, '') === caller.key.sha256)
    }
    const pin = this.#args.value('fingerprint')
    if (pin !== undefined) return sameFingerprint(pin, caller.certificate.sha256)
    const name = this.#args.value('server-name')
    return name !== undefined && caller.isTrusted && isCertificateFor(caller.certificate, name)
  }

  /** Looks for callers nobody knows yet. */
  consider(listener: CallHomeListener<Known>): void {
    for (const call of listener.calls) {
      if (call.state === 'failed')
        this.#tellOnce(`failed ${call.fingerprint}`, `${sentenceOf(call)} ${call.problem ?? ''}`)
      if (call.state === 'unknown' && this.#console.person === undefined) {
        this.#tellOnce(call.fingerprint, `${sentenceOf(call)} It is not known and was turned away.`)
      }
      if (call.state === 'waiting' && this.#isNew(call.fingerprint)) {
        this.#asking = this.#asking.then(() => this.#ask(call, listener))
      }
    }
  }

  async #ask(call: Call, listener: CallHomeListener<Known>): Promise<void> {
    this.#console.tell(sentenceOf(call))
    const answer = await this.#console.person?.ask('Let it in? (yes, no)')
    if (answer?.trim() === 'yes') {
      this.#accepted.add(call.fingerprint)
      listener.reconsider(call.fingerprint)
    } else listener.refuse(call.fingerprint)
  }

  #tellOnce(what: string, sentence: string): void {
    if (this.#isNew(what)) this.#console.tell(printable(sentence))
  }

  #isNew(what: string): boolean {
    if (this.#told.has(what)) return false
    this.#told.add(what)
    return true
  }
}

function sentenceOf({ caller, address, fingerprint }: Call): string {
  const shown =
    caller.transport === 'ssh'
      ? `the host key ${caller.key.type} ${fingerprint}`
      : `the certificate of ${caller.certificate.subject}, ${fingerprint}`
  return printable(`A device at ${address} calls with ${shown}.`)
}

interface Visitor {
  readonly transport: Transport
  readonly caller: Caller
}

/** Devices that have come in, in their order. */
class Queue {
  #waiting: Visitor[] = []
  #wake: (() => void) | undefined
  #isClosed = false

  add(visitor: Visitor): void {
    if (this.#isClosed) visitor.transport.close()
    else this.#waiting.push(visitor)
    this.#wake?.()
  }

  /** `undefined` when it is over. */
  async next(signal: AbortSignal): Promise<Visitor | undefined> {
    while (this.#waiting.length === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          signal.removeEventListener('abort', wake)
          resolve()
        }
        this.#wake = wake
        signal.addEventListener('abort', wake)
      })
    }
    return signal.aborted ? undefined : this.#waiting.shift()
  }

  close(): void {
    this.#isClosed = true
    for (const { transport } of this.#waiting.splice(0)) transport.close()
  }
}
