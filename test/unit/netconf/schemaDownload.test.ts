// get-schema for many modules: how many at once, what becomes of errors, which text comes out.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ProtocolError, RpcError, SessionClosedError } from '../../../src/netconf/errors.ts'
import type { Operation } from '../../../src/netconf/operations.ts'
import { SchemaDownload, schemaText } from '../../../src/netconf/schemaDownload.ts'
import { Turns } from '../../../src/netconf/turns.ts'

const MONITORING = 'urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring'
const reply = (content: string): { xml: string } => ({
  xml: `<rpc-reply message-id="1" xmlns="urn:ietf:params:xml:ns:netconf:base:1.0">${content}</rpc-reply>`,
})
const refused = new RpcError('get-schema', [], { xml: '', requestXml: '', elapsedMs: 0, bytes: 0 })

describe('schemaText', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['text', `<data xmlns="${MONITORING}">module a {}\n</data>`, 'module a {}\n'],
    ['entities', '<data>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;&nbsp;</data>', '<&>"\'AB&nbsp;'],
    ['a prefix', `<ncm:data xmlns:ncm="${MONITORING}">module a {}</ncm:data>`, 'module a {}'],
    ['CDATA', '<data><![CDATA[a < b && c]]></data>', 'a < b && c'],
    ['CDATA with space around it', '<data>\n<![CDATA[a < b]]>\n</data>', 'a < b'],
    ['CDATA in pieces', '<data><![CDATA[a ]]>b<![CDATA[ c]]></data>', 'a b c'],
    ['a comment in it', '<data>a<!-- no -->b</data>', 'ab'],
    ['an element in it', '<data>a<b>no</b>c</data>', 'ac'],
    ['line ends of others', '<data>a\r\nb\rc</data>', 'a\nb\nc'],
    ['nothing', '<data/>', ''],
    ['nothing between two tags', '<data></data>', ''],
  ]
  for (const [what, content, text] of cases) {
    it(what, () => assert.equal(schemaText(reply(`\n${content}\n`)), text))
  }

  it('a reply without data is an error', () => assert.throws(() => schemaText(reply('<ok/>')), ProtocolError))
})

interface Server {
  readonly download: SchemaDownload
  readonly asked: string[]
  mostAtOnce: number
}

/** Answers a turn of the event loop later. */
function server(
  answer: (name: string, version: string | undefined) => string | Error,
  parallel?: number,
): Server {
  const asked: string[] = []
  let underWay = 0
  const send = async ({ xml }: Operation): Promise<{ xml: string }> => {
    const [, name = ''] = /<identifier>(.*)<\/identifier>/.exec(xml) ?? []
    const [, version] = /<version>(.*)<\/version>/.exec(xml) ?? []
    asked.push(version === undefined ? name : `${name}@${version}`)
    underWay += 1
    self.mostAtOnce = Math.max(self.mostAtOnce, underWay)
    await new Promise((resolve) => setImmediate(resolve))
    underWay -= 1
    const text = answer(name, version)
    if (typeof text !== 'string') throw text
    return reply(`<data>${text}</data>`)
  }
  const isEnd = (error: unknown): boolean => error instanceof SessionClosedError
  const self: Server = {
    download: new SchemaDownload({ send, isEnd, ...(parallel !== undefined && { parallel }) }),
    asked,
    mostAtOnce: 0,
  }
  return self
}

const outcomes = (promises: readonly Promise<string>[]): Promise<unknown[]> =>
  Promise.all(promises.map((promise) => promise.catch((error: unknown) => error)))

describe('SchemaDownload', () => {
  it('asks for eight at a time, in their order', async () => {
    const peer = server((name) => `module ${name} {}`)
    const names = Array.from({ length: 50 }, (_, at) => `m${at}`)
    const texts = await Promise.all(names.map((name) => peer.download.fetch(name, '2020-01-01')))
    assert.deepEqual(
      texts,
      names.map((name) => `module ${name} {}`),
    )
    assert.deepEqual(
      peer.asked,
      names.map((name) => `${name}@2020-01-01`),
    )
    assert.equal(peer.mostAtOnce, 8)
  })

  it('an error on one leaves the others alone', async () => {
    const peer = server((name) => (name === 'bad' ? refused : `module ${name} {}`), 2)
    const [one, bad, two] = await outcomes(
      ['one', 'bad', 'two'].map((name) => peer.download.fetch(name, undefined)),
    )
    assert.deepEqual([one, bad, two], ['module one {}', refused, 'module two {}'])
  })

  it('asks without the revision where the server does not know it', async () => {
    const peer = server((_, version) => (version === undefined ? 'module a {}' : refused))
    assert.equal(await peer.download.fetch('a', '2020-01-01'), 'module a {}')
    assert.deepEqual(peer.asked, ['a@2020-01-01', 'a'])
  })

  it('says what the server said of the revision where it has neither', async () => {
    const other = new RpcError('other', [], { xml: '', requestXml: '', elapsedMs: 0, bytes: 0 })
    const peer = server((_, version) => (version === undefined ? other : refused))
    await assert.rejects(peer.download.fetch('a', '2020-01-01'), (error) => error === refused)
  })

  it('an empty text is none', async () => {
    await assert.rejects(server(() => ' \n').download.fetch('a', undefined), /empty text/)
  })

  it('when the session ends, what waits fails for the same reason, unsent', async () => {
    const closed = new SessionClosedError('peer', 'The device closed the session.')
    const peer = server((name) => (name === 'm1' ? closed : `module ${name} {}`), 2)
    const names = Array.from({ length: 20 }, (_, at) => `m${at}`)
    const all = await outcomes(names.map((name) => peer.download.fetch(name, undefined)))
    assert.equal(all[0], 'module m0 {}')
    assert.ok(all.slice(4).every((outcome) => outcome === closed))
    assert.ok(peer.asked.length <= 4, peer.asked.join())
    assert.equal(await peer.download.fetch('later', undefined).catch((error: unknown) => error), closed)
  })
})

describe('Turns', () => {
  it('gives the place of one that failed to the next', async () => {
    const turns = new Turns(1)
    const order: string[] = []
    const work =
      (name: string, fails = false) =>
      async (): Promise<void> => {
        order.push(name)
        await new Promise((resolve) => setImmediate(resolve))
        if (fails) throw new Error(name)
      }
    const all = [turns.take(work('a', true)), turns.take(work('b')), turns.take(work('c'))]
    await assert.rejects(all[0] as Promise<void>, /a/)
    await Promise.all(all.slice(1))
    assert.deepEqual(order, ['a', 'b', 'c'])
  })

  it('counts anything below one as one', async () => {
    assert.equal(await new Turns(0).take(() => Promise.resolve('done')), 'done')
  })
})
