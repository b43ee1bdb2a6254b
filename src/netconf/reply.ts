// A reply without errors, its payload still text.

import { parseXml } from '../xml/parse.ts'
import { childOf, type XmlElement } from '../xml/tree.ts'
import { ProtocolError, type RpcErrorInfo } from './errors.ts'

export interface Reply {
  /** The whole `<rpc-reply>` as received. */
  readonly xml: string
  /** The whole `<rpc>` as sent. */
  readonly requestXml: string
  /** Milliseconds from sending to the whole reply. */
  readonly elapsedMs: number
  /** Size of the reply message. */
  readonly bytes: number
  /** Whether it is `<ok/>`, possibly with warnings. */
  readonly isOk: boolean
  /** rpc-errors of severity warning. */
  readonly warnings: readonly RpcErrorInfo[]
}

/** The `<data>` element of a reply, parsed. Throws ProtocolError where there is none. */
export function dataOf(reply: Pick<Reply, 'xml'>): XmlElement {
  const { root, problems } = parseXml(reply.xml)
  const data = root && childOf(root, 'data')
  if (problems[0] !== undefined) {
    throw new ProtocolError(
      `The reply is not well-formed XML. ${problems[0].message}`,
      'well-formed XML',
      reply.xml,
    )
  }
  if (data === undefined) throw new ProtocolError('The reply holds no <data>.', '<data>', reply.xml)
  return data
}
