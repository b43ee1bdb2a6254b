// A NETCONF server that a test plays: it exchanges hellos, keeps what it gets, and says what it is told.

import { readEnvelope } from '../../../src/netconf/envelope.ts'
import { encodeFrame, FrameDecoder, type Framing } from '../../../src/netconf/framing.ts'
import { Session, type SessionOptions } from '../../../src/netconf/session.ts'
import type { Transport } from '../../../src/transport/transport.ts'
import { transportPair } from './transportPair.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const BASE_CAPABILITY = 'urn:ietf:params:netconf:base:'

export interface FakeServerOptions {
  /** Bytes come in pieces of at most this many, in both directions. */
  readonly chunkSize?: number
  /** Versions of the base protocol that it announces. */
  readonly versions?: readonly Framing[]
  readonly capabilities?: readonly string[]
  /** The whole hello as text, for what no server should say; `null` for none. */
  readonly hello?: string | null
  /** Leaves close-session to the test. */
  readonly ignoresClose?: boolean
}

export interface FakeRpc {
  readonly id: string
  /** The whole message. */
  readonly text: string
  /** What stands inside of `<rpc>`. */
  readonly operation: string
}

export class FakeServer {
  /** The client's end of the line. */
  readonly transport: Transport
  /** Every message it got, hello first. */
  readonly received: string[] = []
  /** What it will frame its next message with. */
  framing: Framing = '1.0'
  isClosed = false
  readonly #options: FakeServerOptions
  readonly #line: Transport
  readonly #fail: (cause: Error) => void
  readonly #decoder = new FrameDecoder((bytes) => this.#receive(Buffer.from(bytes).toString()))
  readonly #rpcs: FakeRpc[] = []
  readonly #waiting: ((rpc: FakeRpc) => void)[] = []

  constructor(options: FakeServerOptions = {}) {
    const pair = transportPair(options)
    const { client, server } = pair
    this.#options = options
    this.transport = client
    this.#line = server
    this.#fail = (cause) => pair.fail(cause)
    server.listen({
      data: (bytes) => this.#decoder.push(bytes),
      closed: () => (this.isClosed = true),
    })
    const hello = options.hello === undefined ? helloOf(options) : options.hello
    if (hello !== null) this.send(hello)
  }

  send(text: string): void {
    this.sendBytes(encodeFrame(text, this.framing))
  }

  sendBytes(bytes: Uint8Array): void {
    this.#line.send(bytes)
  }

  reply({ id }: Pick<FakeRpc, 'id'>, content: string): void {
    this.send(`<rpc-reply xmlns="${BASE}" message-id="${id}">${content}</rpc-reply>`)
  }

  /** The next request that no test has taken yet. */
  nextRpc(): Promise<FakeRpc> {
    const rpc = this.#rpcs.shift()
    return rpc === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(rpc)
  }

  close(): void {
    this.#line.close()
  }

  /** Breaks the line. */
  fail(cause: Error): void {
    this.#fail(cause)
  }

  #receive(text: string): void {
    this.received.push(text)
    const { local, attributes, contentStart } = readEnvelope(text)
    if (local === 'hello') {
      const both = this.#versions.includes('1.1') && text.includes(`${BASE_CAPABILITY}1.1`)
      this.#decoder.framing = this.framing = both ? '1.1' : '1.0'
      return
    }
    const operation = text.slice(contentStart, text.lastIndexOf('</'))
    const rpc = { id: attributes.get('message-id') ?? '', text, operation }
    if (operation === '<close-session/>' && this.#options.ignoresClose !== true) {
      this.reply(rpc, '<ok/>')
      this.close()
    } else {
      const waiting = this.#waiting.shift()
      if (waiting === undefined) this.#rpcs.push(rpc)
      else waiting(rpc)
    }
  }

  get #versions(): readonly Framing[] {
    return this.#options.versions ?? ['1.0', '1.1']
  }
}

export function helloOf({ versions = ['1.0', '1.1'], capabilities = [] }: FakeServerOptions = {}): string {
  const uris = [...versions.map((version) => BASE_CAPABILITY + version), ...capabilities]
  const list = uris.map((uri) => `<capability>${uri}</capability>`).join('')
  return `<hello xmlns="${BASE}"><capabilities>${list}</capabilities><session-id>17</session-id></hello>`
}

export interface FakeSession {
  readonly server: FakeServer
  readonly session: Session
  readonly oddities: string[]
  readonly notifications: string[]
}

/** A session with a fake server, hellos exchanged. */
export async function openFake(
  serverOptions: FakeServerOptions = {},
  sessionOptions: SessionOptions = {},
): Promise<FakeSession> {
  const server = new FakeServer(serverOptions)
  const oddities: string[] = []
  const notifications: string[] = []
  const session = await Session.open(server.transport, {
    onOddity: (sentence) => oddities.push(sentence),
    onNotification: (xml) => notifications.push(xml),
    ...sessionOptions,
  })
  return { server, session, oddities, notifications }
}

/** Lets everything that is under way arrive. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** How many timers run in this process. */
export function runningTimers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
}
