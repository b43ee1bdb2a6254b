// A demo router with raw clients on it, in memory.

import { DemoRouter } from '../../../src/demo/router.ts'
import type { Framing } from '../../../src/netconf/framing.ts'
import { serializeContent } from '../../../src/xml/serialize.ts'
import { childOf, type XmlElement } from '../../../src/xml/tree.ts'
import { RawClient } from '../fakes/rawClient.ts'
import { transportPair, type TransportPairOptions } from '../fakes/transportPair.ts'

export const NS = 'urn:example:netconf-explorer:demo-router'
const NC = 'urn:ietf:params:xml:ns:netconf:base:1.0'

export class Bench {
  /** Milliseconds; what the router takes for the time. */
  time = Date.UTC(2026, 10, 22)
  readonly router = new DemoRouter({ username: 'demo', now: () => this.time })

  /** A client that has said nothing yet. */
  attach(options?: TransportPairOptions): RawClient {
    const { client, server } = transportPair(options)
    this.router.serve(server)
    return new RawClient(client)
  }

  async connect(framing: Framing = '1.1', options?: TransportPairOptions): Promise<RawClient> {
    const client = this.attach(options)
    await client.hello(framing)
    return client
  }
}

/** edit-config; `more` are further parameters. */
export const editConfig = (target: string, config: string, more = ''): string =>
  `<edit-config><target><${target}/></target>${more}<config xmlns:nc="${NC}">${config}</config></edit-config>`

export const system = (inner: string): string => `<system xmlns="${NS}">${inner}</system>`
export const hostname = (name: string): string => system(`<hostname>${name}</hostname>`)

const FILTER = `<filter>${system('<hostname/>')}</filter>`

/** The host name in a datastore, '' when there is none. */
export async function hostnameIn(client: RawClient, datastore: string): Promise<string> {
  const reply = await client.rpc(`<get-config><source><${datastore}/></source>${FILTER}</get-config>`)
  return /<hostname>(.*)<\/hostname>/.exec(dataOf(reply))?.[1] ?? ''
}

/** What is in a reply's `<data>`, as text. */
export function dataOf(reply: XmlElement): string {
  const data = childOf(reply, 'data')
  if (data === undefined) throw new Error(`No data: ${serializeContent(reply)}`)
  return serializeContent(data)
}
