// The demo device's sessions: hello, framing, message attributes, and whatever garbage a client can send.

import assert from 'node:assert/strict'
import test from 'node:test'
import { elementsOf, textOf, childOf } from '../../../src/xml/tree.ts'
import { serialize } from '../../../src/xml/serialize.ts'
import { outcome } from '../fakes/rawClient.ts'
import { mutationsOf } from '../language/mutations.ts'
import { Bench, dataOf, editConfig, hostname, hostnameIn } from './connected.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const HELLO_10 = `<hello xmlns="${BASE}"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability></capabilities></hello>`

test('the hello comes unasked, with capabilities and a session-id of its own', async () => {
  const bench = new Bench()
  const hello = await bench.attach().receive()
  assert.equal(hello.local, 'hello')
  const capabilities = elementsOf(childOf(hello, 'capabilities')!).map(textOf)
  assert.ok(capabilities.includes('urn:ietf:params:netconf:base:1.1'))
  assert.ok(capabilities.includes('urn:ietf:params:netconf:capability:candidate:1.0'))
  assert.equal(textOf(childOf(hello, 'session-id')!), '1')
  assert.equal(textOf(childOf(await bench.attach().receive(), 'session-id')!), '2')
})

for (const framing of ['1.0', '1.1'] as const) {
  for (const chunkSize of [1, 7, Infinity]) {
    test(`framing ${framing} in pieces of ${chunkSize}`, async () => {
      const client = await new Bench().connect(framing, { chunkSize })
      assert.equal(
        outcome(await client.rpc(editConfig('running', hostname('zürich'.replace('ü', 'ue'))))),
        'ok',
      )
      assert.equal(await hostnameIn(client, 'running'), 'zuerich')
      assert.match(dataOf(await client.rpc('<get/>')), /Genève/)
    })
  }
}

const badHellos: readonly (readonly [string, string])[] = [
  ['not XML', '<hello'],
  ['empty', ''],
  ['an rpc', `<rpc xmlns="${BASE}" message-id="1"><get/></rpc>`],
  ['no namespace', HELLO_10.replace(` xmlns="${BASE}"`, '')],
  ['no base capability', HELLO_10.replace('base:1.0</', 'other</')],
  [
    'a session-id, which only servers send',
    HELLO_10.replace('</hello>', '<session-id>4</session-id></hello>'),
  ],
]
for (const [name, hello] of badHellos) {
  test(`a bad hello ends the session: ${name}`, async () => {
    const bench = new Bench()
    const client = bench.attach()
    await client.receive()
    client.send(hello)
    assert.equal(await client.receiveText(), undefined)
    assert.equal(await hostnameIn(await bench.connect(), 'running'), 'demo-router')
  })
}

test('all attributes of an rpc come back, with the namespaces that they need', async () => {
  const client = await new Bench().connect()
  client.send(
    `<n:rpc xmlns:n="${BASE}" xmlns="urn:other" message-id="a &lt;&quot;&#10;b" xmlns:u="urn:u" u:user="fred" plain="1"><n:commit/></n:rpc>`,
  )
  const reply = await client.receive()
  assert.equal(reply.uri, BASE)
  assert.deepEqual(
    reply.attributes
      .filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
      .map(({ local, uri, value }) => [local, uri, value]),
    [
      ['message-id', '', 'a <"\nb'],
      ['user', 'urn:u', 'fred'],
      ['plain', '', '1'],
    ],
  )
  assert.equal(outcome(reply), 'ok')
})

const badMessages: readonly (readonly [name: string, message: string, in11: string, in10?: string])[] = [
  ['not well-formed', '<rpc', 'rpc malformed-message', 'rpc operation-failed'],
  ['two documents', '<a/><b/>', 'rpc malformed-message', 'rpc operation-failed'],
  ['a document type', '<!DOCTYPE a><a/>', 'rpc malformed-message', 'rpc operation-failed'],
  ['no rpc', `<get xmlns="${BASE}" message-id="1"/>`, 'rpc unknown-element [bad-element=get]'],
  [
    'no namespace',
    '<rpc message-id="1"><get/></rpc>',
    'rpc unknown-namespace [bad-element=rpc bad-namespace=]',
  ],
  [
    'no message-id',
    `<rpc xmlns="${BASE}"><get/></rpc>`,
    'rpc missing-attribute [bad-attribute=message-id bad-element=rpc]',
  ],
  ['no operation', `<rpc xmlns="${BASE}" message-id="1"/>`, 'rpc missing-element [bad-element=rpcOperation]'],
  [
    'two operations',
    `<rpc xmlns="${BASE}" message-id="1"><commit/><get/></rpc>`,
    'rpc unknown-element [bad-element=get]',
  ],
  ['a second hello', HELLO_10, 'rpc unknown-element [bad-element=hello]'],
]
for (const [name, message, in11, in10 = in11] of badMessages) {
  test(`a bad message is answered and the session lives: ${name}`, async () => {
    for (const [framing, expected] of [
      ['1.1', in11],
      ['1.0', in10],
    ] as const) {
      const client = await new Bench().connect(framing)
      client.send(message)
      assert.equal(outcome(await client.receive()), expected)
      assert.equal(outcome(await client.rpc('<commit/>')), 'ok')
    }
  })
}

test('what is not UTF-8 is malformed', async () => {
  const client = await new Bench().connect()
  client.sendBytes(Buffer.concat([Buffer.from('\n#4\n<a>'), Buffer.from([0xff]), Buffer.from('\n##\n')]))
  assert.equal(outcome(await client.receive()), 'rpc malformed-message')
})

test('what is no chunk ends the session (RFC 6242 §4.2), and only that', async () => {
  const bench = new Bench()
  const [client, other] = [await bench.connect(), await bench.connect()]
  client.sendBytes(Buffer.from('\n#nonsense\n'))
  assert.equal(await client.receiveText(), undefined)
  assert.equal(outcome(await other.rpc('<commit/>')), 'ok')
})

test('requests in flight are answered in their order; nothing follows close-session', async () => {
  const client = await new Bench().connect()
  for (const [id, operation] of ['<commit/>', '<fly/>', '<close-session/>', '<commit/>'].entries()) {
    client.send(`<rpc xmlns="${BASE}" message-id="${id}">${operation}</rpc>`)
  }
  const ids = []
  for (let text = await client.receiveText(); text !== undefined; text = await client.receiveText()) {
    ids.push(/message-id="(\d)"/.exec(text)?.[1])
  }
  assert.deepEqual(ids, ['0', '1', '2'])
})

test('however a message is mutated, there is one well-formed reply and the session lives', async () => {
  const attributes = `xmlns="${BASE}" message-id="7"`
  const messages = [
    `<rpc ${attributes}>${editConfig('candidate', hostname('x'))}</rpc>`,
    `<rpc ${attributes}><get-config><source><running/></source><filter>${hostname('x')}</filter></get-config></rpc>`,
    `<rpc ${attributes}><lock><target><candidate/></target></lock></rpc>`,
  ]
  const client = await new Bench().connect()
  let count = 0
  for (const message of messages) {
    for (const mutation of mutationsOf(message)) {
      if (mutation !== '') {
        client.send(mutation)
        const reply = await client.receive()
        assert.equal(reply.local, 'rpc-reply', mutation)
        assert.ok(elementsOf(reply).length > 0, serialize(reply))
        assert.doesNotMatch(serialize(reply), /has a defect/, mutation)
        count += 1
      }
    }
  }
  assert.ok(count > 1_000)
  assert.equal(await hostnameIn(client, 'running'), 'demo-router')
})
