// One NETCONF session of the demo device: hello, messages in, replies out.

import { ProtocolError } from '../netconf/errors.ts'
import { encodeFrame, FrameDecoder } from '../netconf/framing.ts'
import { BASE_CAPABILITY, BASE_NS } from '../netconf/names.ts'
import type { Transport } from '../transport/transport.ts'
import { element, leaf, text, type Markup } from '../xml/build.ts'
import { parseXml } from '../xml/parse.ts'
import { attributeOf, childOf, elementsOf, textOf, type XmlElement } from '../xml/tree.ts'
import { CAPABILITIES } from './announced.ts'
import type { Operation } from './context.ts'
import {
  attributeFault,
  faultMarkup,
  missingElement,
  operationFailed,
  RpcFault,
  RpcFaults,
  unknownElement,
  unknownNamespace,
} from './fault.ts'
import type { SessionCounters } from './monitoring.ts'

const MAX_MESSAGE_BYTES = 16 * 1024 * 1024

export interface SessionOwner {
  /** Carries out an operation of this session. Throws RpcFault or RpcFaults. */
  run(operation: XmlElement, session: ServerSession): ReturnType<Operation>
  /** Called exactly once. `dropped`: the transport went without close-session. */
  ended(session: ServerSession, how: { readonly badHello: boolean; readonly dropped: boolean }): void
}

export class ServerSession {
  readonly id: number
  readonly loginTime: Date
  readonly counters: SessionCounters = { inRpcs: 0, inBadRpcs: 0, outRpcErrors: 0 }
  readonly #transport: Transport
  readonly #owner: SessionOwner
  readonly #decoder = new FrameDecoder((bytes) => this.#receive(bytes), {
    maxMessageBytes: MAX_MESSAGE_BYTES,
  })
  #state: 'hello' | 'open' | 'ending' | 'ended' = 'hello'

  /** Sends the device's hello at once, as RFC 6241 §8.1 has it. */
  constructor(id: number, loginTime: Date, transport: Transport, owner: SessionOwner) {
    this.id = id
    this.loginTime = loginTime
    this.#transport = transport
    this.#owner = owner
    this.#send(
      element(
        'hello',
        { xmlns: BASE_NS },
        element('capabilities', {}, ...CAPABILITIES.map((uri) => element('capability', {}, text(uri)))),
        leaf('session-id', id),
      ),
    )
    transport.listen({
      data: (bytes) => this.#push(bytes),
      closed: () => this.#end({ badHello: false, dropped: this.#state !== 'ending' }),
    })
  }

  endAfterReply(): void {
    this.#state = 'ending'
  }

  /** Ends the session at once; what it held is given back. */
  terminate(): void {
    this.#end({ badHello: false, dropped: true })
  }

  #end(how: { readonly badHello: boolean; readonly dropped: boolean }): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    this.#transport.close()
    this.#owner.ended(this, how)
  }

  #push(bytes: Uint8Array): void {
    try {
      this.#decoder.push(bytes)
    } catch (error) {
      // RFC 6242 §4.2: a peer that frames wrongly is cut off.
      if (!(error instanceof ProtocolError)) throw error
      this.#end({ badHello: this.#state === 'hello', dropped: true })
    }
  }

  #receive(bytes: Uint8Array): void {
    if (this.#state === 'ending' || this.#state === 'ended') return
    const message = readMessage(bytes)
    if (this.#state === 'hello') this.#receiveHello(message)
    else this.#receiveRpc(message)
  }

  #receiveHello(message: XmlElement | string): void {
    const version = typeof message === 'string' ? undefined : commonVersion(message)
    if (version === undefined) {
      this.#end({ badHello: true, dropped: true })
      return
    }
    this.#state = 'open'
    this.#decoder.framing = version
  }

  #receiveRpc(message: XmlElement | string): void {
    if (typeof message === 'string') {
      this.counters.inBadRpcs += 1
      this.#reply([], [malformed(message, this.#decoder.framing)])
      return
    }
    try {
      const operation = operationIn(message)
      this.counters.inRpcs += 1
      const content = this.#owner.run(operation, this)
      this.#reply(echoed(message), undefined, content ?? [element('ok')])
    } catch (error) {
      if (isBadRpc(error)) this.counters.inBadRpcs += 1
      this.#reply(echoed(message), faultsOf(error))
    }
    if (this.#isEnding) this.#end({ badHello: false, dropped: false })
  }

  /** An operation may have asked for the end while it ran. */
  get #isEnding(): boolean {
    return this.#state === 'ending'
  }

  #reply(
    attributes: readonly (readonly [string, string])[],
    faults: readonly RpcFault[] | undefined,
    content: readonly Markup[] = (faults ?? []).map(faultMarkup),
  ): void {
    this.counters.outRpcErrors += faults?.length ?? 0
    this.#send(element('rpc-reply', { ...Object.fromEntries(attributes), xmlns: BASE_NS }, ...content))
  }

  #send(message: Markup): void {
    this.#transport.send(
      encodeFrame(`<?xml version="1.0" encoding="UTF-8"?>\n${message}`, this.#decoder.framing),
    )
  }
}

/** The message's document element, or why there is none. */
function readMessage(bytes: Uint8Array): XmlElement | string {
  let message: string
  try {
    message = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return 'The message is not UTF-8.'
  }
  // Clients put white space before the declaration, which XML does not allow.
  const { root, problems } = parseXml(message.trimStart())
  const [problem] = problems
  if (problem !== undefined) return `Line ${problem.line}, column ${problem.column}: ${problem.message}`
  return root ?? 'The message is empty.'
}

/** The framing after the hellos; `undefined` for a hello that ends the session (RFC 6241 §8.1). */
function commonVersion(hello: XmlElement): '1.0' | '1.1' | undefined {
  if (hello.local !== 'hello' || hello.uri !== BASE_NS) return undefined
  if (childOf(hello, 'session-id') !== undefined) return undefined
  const list = childOf(hello, 'capabilities', BASE_NS)
  const capabilities = list === undefined ? [] : elementsOf(list).map((each) => textOf(each).trim())
  if (capabilities.includes(BASE_CAPABILITY['1.1'])) return '1.1'
  return capabilities.includes(BASE_CAPABILITY['1.0']) ? '1.0' : undefined
}

/** The one operation in an `<rpc>` (RFC 6241 §4.1). */
function operationIn(message: XmlElement): XmlElement {
  if (message.uri !== BASE_NS) throw unknownNamespace('rpc', message)
  if (message.local !== 'rpc') throw unknownElement('rpc', message)
  if (attributeOf(message, 'message-id') === undefined) {
    const place = { attribute: 'message-id', element: 'rpc' }
    throw attributeFault('missing-attribute', 'rpc', place, 'An rpc needs a message-id.')
  }
  const [operation, second] = elementsOf(message)
  // The name of the XSD's abstract element for any operation (RFC 6241 appendix B).
  if (operation === undefined)
    throw missingElement('rpc', 'rpcOperation', 'There is no operation in this rpc.')
  if (second !== undefined) throw unknownElement('rpc', second)
  return operation
}

/** All attributes of the `<rpc>` come back on the reply; its default namespace is the reply's own. */
function echoed(rpc: XmlElement): readonly (readonly [string, string])[] {
  return rpc.attributes.filter(({ name }) => name !== 'xmlns').map(({ name, value }) => [name, value])
}

/** malformed-message must not be sent to clients of base:1.0 (RFC 6241 appendix A). */
function malformed(reason: string, framing: '1.0' | '1.1'): RpcFault {
  const tag = framing === '1.1' ? 'malformed-message' : 'operation-failed'
  return new RpcFault({ type: 'rpc', tag, message: reason })
}

function isBadRpc(error: unknown): boolean {
  return error instanceof RpcFault && error.fields.type === 'rpc'
}

function faultsOf(error: unknown): readonly RpcFault[] {
  if (error instanceof RpcFault) return [error]
  if (error instanceof RpcFaults) return error.faults
  return [operationFailed('The device has a defect; the operation was not carried out.')]
}
