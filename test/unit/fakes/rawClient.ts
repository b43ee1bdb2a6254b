// A NETCONF client that sends whatever text a test wants and hands back each reply as a tree.

import { encodeFrame, FrameDecoder, type Framing } from '../../../src/netconf/framing.ts'
import type { Transport } from '../../../src/transport/transport.ts'
import { parseXml } from '../../../src/xml/parse.ts'
import { childOf, elementsOf, textOf, type XmlElement } from '../../../src/xml/tree.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'

export class RawClient {
  readonly #transport: Transport
  readonly #decoder = new FrameDecoder((bytes) => this.#deliver(Buffer.from(bytes).toString('utf8')))
  readonly #received: (string | undefined)[] = []
  readonly #waiting: ((message: string | undefined) => void)[] = []
  #lastId = 100

  constructor(transport: Transport) {
    this.#transport = transport
    transport.listen({
      data: (bytes) => this.#decoder.push(bytes),
      closed: () => this.#deliver(undefined),
    })
  }

  /** Exchanges hellos; returns the server's. */
  async hello(framing: Framing = '1.1'): Promise<XmlElement> {
    const versions = framing === '1.1' ? ['1.0', '1.1'] : ['1.0']
    const list = versions.map((version) => `<capability>urn:ietf:params:netconf:base:${version}</capability>`)
    this.send(`<hello xmlns="${BASE}"><capabilities>${list.join('')}</capabilities></hello>`)
    const hello = await this.receive()
    this.#decoder.framing = framing
    return hello
  }

  send(text: string): void {
    this.#transport.send(encodeFrame(text, this.#decoder.framing))
  }

  sendBytes(bytes: Uint8Array): void {
    this.#transport.send(bytes)
  }

  close(): void {
    this.#transport.close()
  }

  /** The next message; `undefined` when the peer has closed. */
  receiveText(): Promise<string | undefined> {
    if (this.#received.length > 0) return Promise.resolve(this.#received.shift())
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  async receive(): Promise<XmlElement> {
    const text = await this.receiveText()
    if (text === undefined) throw new Error('The peer closed.')
    const { root, problems } = parseXml(text)
    if (root === undefined || problems.length > 0) throw new Error(`Not well-formed: ${text}`)
    return root
  }

  /** Sends an operation in an `<rpc>` with a fresh message-id; returns the reply. */
  rpc(operation: string): Promise<XmlElement> {
    this.#lastId += 1
    this.send(`<rpc message-id="${this.#lastId}" xmlns="${BASE}">${operation}</rpc>`)
    return this.receive()
  }

  #deliver(message: string | undefined): void {
    const waiting = this.#waiting.shift()
    if (waiting === undefined) this.#received.push(message)
    else waiting(message)
  }
}

/** What a reply says: `ok`, `data`, or one line for each error: `type tag path appTag [info]`. */
export function outcome(reply: XmlElement): string {
  const parts = elementsOf(reply).map((child) =>
    child.local === 'rpc-error' ? describeError(child) : child.local,
  )
  return parts.join('\n')
}

/** One line for an rpc-error: type, tag, path, app-tag, info. */
export function describeError(error: XmlElement): string {
  const field = (name: string): string => {
    const found = childOf(error, name)
    return found === undefined ? '' : textOf(found)
  }
  const info = childOf(error, 'error-info')
  const facts = info === undefined ? [] : elementsOf(info).map((each) => `${each.local}=${textOf(each)}`)
  return [
    field('error-type'),
    field('error-tag'),
    field('error-path'),
    field('error-app-tag'),
    facts.length === 0 ? '' : `[${facts.join(' ')}]`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}
