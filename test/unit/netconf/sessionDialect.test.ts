// A session in a family's dialect: hello, prefix, what is mended, what is exempt; and tolerances that need no dialect.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PLAIN_DIALECT, type Dialect } from '../../../src/netconf/dialect.ts'
import { discardChanges, get } from '../../../src/netconf/operations.ts'
import type { Reply } from '../../../src/netconf/reply.ts'
import { checkedMarkup } from '../../../src/xml/build.ts'
import { FakeServer, openFake, settle } from '../fakes/fakeServer.ts'
import { Session } from '../../../src/netconf/session.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const V10 = 'urn:ietf:params:netconf:base:1.0'
const V11 = 'urn:ietf:params:netconf:base:1.1'

const dialect = (own: Partial<Dialect>): Dialect => ({ ...PLAIN_DIALECT, ...own })

/** The reply to a get, which `answer` makes of the message-id. */
async function replyIn(own: Partial<Dialect>, answer: (id: string) => string): Promise<Reply> {
  const { server, session } = await openFake({}, { dialect: dialect(own) })
  try {
    const reply = session.request(get(), { timeoutMs: 2_000 })
    const { id } = await server.nextRpc()
    server.send(answer(id))
    return await reply
  } finally {
    await session.close()
  }
}

describe('what is sent', () => {
  it('the family’s capabilities, in its prefix', async () => {
    const own = dialect({ prefix: 'nc', capabilities: ['urn:x', V10, V11], namespaces: { a: 'urn:a' } })
    const { server, session } = await openFake({}, { dialect: own })
    assert.equal(
      server.received[0],
      `<?xml version="1.0" encoding="UTF-8"?>\n<nc:hello xmlns:nc="${BASE}"><nc:capabilities><nc:capability>urn:x</nc:capability><nc:capability>${V10}</nc:capability><nc:capability>${V11}</nc:capability></nc:capabilities></nc:hello>`,
    )
    assert.equal(session.framing, '1.1')
    server.close()
  })

  it('a family that knows 1.0 alone is spoken to in 1.0', async () => {
    const { session } = await openFake({}, { dialect: dialect({ capabilities: [V10] }) })
    assert.equal(session.framing, '1.0')
    await session.close()
  })

  it('framing 1.0 takes base:1.1 out of the family’s list', async () => {
    const { server, session } = await openFake(
      {},
      { framing: '1.0', dialect: dialect({ capabilities: [V10, V11, 'urn:x'] }) },
    )
    assert.doesNotMatch(server.received[0] ?? '', /base:1\.1/)
    assert.match(server.received[0] ?? '', /urn:x/)
    await session.close()
  })

  it('operations in the family’s form, prepared first', async () => {
    const own = dialect({
      prefix: 'nc',
      namespaces: { nxos: 'urn:n' },
      prepare: (operation) =>
        checkedMarkup(operation.replace('<get/>', '<get><filter><a xmlns="urn:a"/></filter></get>')),
    })
    const { server, session } = await openFake({}, { dialect: own })
    const reply = session.request(get(), { rpcAttributes: { 'xmlns:nc': 'urn:wrong', x: '1' } })
    const { id, text } = await server.nextRpc()
    assert.equal(
      text,
      `<nc:rpc xmlns:nc="${BASE}" xmlns:nxos="urn:n" message-id="${id}" x="1"><nc:get><nc:filter><a xmlns="urn:a"/></nc:filter></nc:get></nc:rpc>`,
    )
    server.reply({ id }, '<ok/>')
    await reply
  })
})

describe('what is received', () => {
  it('is cleaned before anything looks at it, hello included', async () => {
    const server = new FakeServer({
      hello: `#junk#<hello xmlns="${BASE}"><capabilities><capability>${V10}</capability></capabilities><session-id>4</session-id></hello>`,
      versions: ['1.0'],
    })
    const session = await Session.open(server.transport, {
      dialect: dialect({ clean: (text) => text.replace('#junk#', '') }),
    })
    assert.equal(session.id, 4)
    await session.close()
  })

  it('is repaired only where it is not well-formed', async () => {
    const repair = (text: string): string =>
      text.replace('<open>', '<open/>').replace('<fine/>', '<changed/>')
    const open = (content: string) => (id: string) =>
      `<rpc-reply xmlns="${BASE}" message-id="${id}">${content}</rpc-reply>`
    assert.match((await replyIn({ repair }, open('<open>'))).xml, /<open\/>/)
    assert.match((await replyIn({ repair }, open('<fine/>'))).xml, /<fine\/>/)
    assert.match((await replyIn({ repair: () => undefined }, open('<open>'))).xml, /<open>/)
  })

  it('exempt errors of the family are none; a list of the user replaces them', async () => {
    const failed = (id: string): string =>
      `<rpc-reply xmlns="${BASE}" message-id="${id}"><rpc-error><error-message>VLAN exists</error-message></rpc-error></rpc-reply>`
    const exemptErrors = ['*exists']
    assert.equal((await replyIn({ exemptErrors }, failed)).warnings.length, 1)
    const { server, session } = await openFake(
      {},
      { dialect: dialect({ exemptErrors }), exemptErrors: ['other'] },
    )
    const reply = session.request(get())
    server.send(failed((await server.nextRpc()).id))
    await assert.rejects(reply, { kind: 'rpc' })
    await session.close()
  })

  it('an error instead of a hello is the reason why there is no session (Junos)', async () => {
    const hello = `<rpc-reply xmlns="${BASE}"><rpc-error><error-tag>resource-denied</error-tag><error-message>too many sessions</error-message></rpc-error></rpc-reply>`
    const server = new FakeServer({ hello })
    await assert.rejects(Session.open(server.transport), {
      kind: 'protocol',
      message: 'The device refused the session: resource-denied: too many sessions',
    })
  })
})

describe('an rpc-reply', () => {
  const forms: readonly (readonly [
    name: string,
    open: (id: string) => string,
    close: string,
    unqualified: boolean,
  ])[] = [
    [
      'in the default namespace',
      (id) => `<rpc-reply xmlns="${BASE}" message-id="${id}"><ok/>`,
      '</rpc-reply>',
      false,
    ],
    [
      'with the prefix nc',
      (id) => `<nc:rpc-reply xmlns:nc="${BASE}" message-id="${id}"><nc:ok/>`,
      '</nc:rpc-reply>',
      false,
    ],
    [
      'with any other prefix',
      (id) => `<x1-a.b:rpc-reply message-id='${id}' xmlns:x1-a.b='${BASE}'><x1-a.b:ok/>`,
      '</x1-a.b:rpc-reply>',
      false,
    ],
    ['in no namespace', (id) => `<rpc-reply message-id="${id}"><ok/>`, '</rpc-reply>', true],
    [
      'in another namespace',
      (id) => `<rpc-reply xmlns="urn:x" message-id="${id}"><ok/>`,
      '</rpc-reply>',
      true,
    ],
  ]
  for (const [name, open, close, unqualified] of forms) {
    it(`${name} is taken by default${unqualified ? ', and refused where the family must qualify it' : ' and by strict families'}`, async () => {
      const answer = (id: string): string => open(id) + close
      assert.equal((await replyIn({}, answer)).isOk, true)
      const strict = replyIn({ acceptsUnqualifiedReply: false }, answer)
      if (unqualified) await assert.rejects(strict, { kind: 'protocol', message: /outside of the namespace/ })
      else assert.equal((await strict).isOk, true)
    })
  }
})

describe('tolerances', () => {
  it('NUL bytes around, in and between messages are dropped', async () => {
    for (const versions of [['1.0'], ['1.0', '1.1']] as const) {
      const { server, session } = await openFake({ versions })
      for (const content of ['<ok/>', '<rpc-error><error-message>a\0b</error-message></rpc-error>']) {
        const reply = session.request(discardChanges())
        const { id } = await server.nextRpc()
        if (server.framing === '1.1') server.sendBytes(Buffer.from('\0\0'))
        server.send(`\0\0<rpc-reply xmlns="${BASE}" message-id="${id}">${content}</rpc-reply>\0\0`)
        if (content === '<ok/>') assert.equal((await reply).isOk, true)
        else await assert.rejects(reply, { kind: 'rpc', message: /ab$/ })
      }
      await session.close()
    }
  })

  for (const attribute of ['', ' message-id="0"', ' message-id="urn:uuid:1"', ' message-id="99"']) {
    it(`a reply with ${attribute || 'no message-id'} belongs to the only request under way`, async () => {
      const { server, session, oddities } = await openFake()
      const reply = session.request(get())
      await server.nextRpc()
      server.send(`<rpc-reply xmlns="${BASE}"${attribute}><ok/></rpc-reply>`)
      assert.equal((await reply).isOk, true)
      assert.match(oddities.join(), /taken for the only request under way/)
      await session.close()
    })
  }

  it('but not a second reply to an earlier one', async () => {
    const { server, session } = await openFake()
    const first = session.request(get())
    const rpc = await server.nextRpc()
    server.reply(rpc, '<data>1</data>')
    await first
    const second = session.request(get())
    const next = await server.nextRpc()
    server.reply(rpc, '<data>1 again</data>')
    await settle()
    server.reply(next, '<data>2</data>')
    assert.match((await second).xml, /<data>2</)
    await session.close()
  })

  it('raw bytes go out as they are', async () => {
    const { server, session } = await openFake()
    session.sendRaw(Buffer.from('\n#5\n<rpc \n#17\nmessage-id="raw"/\n#1\n>\n##\n'))
    assert.equal((await server.nextRpc()).id, 'raw')
    await session.close()
    assert.throws(() => session.sendRaw(Buffer.from('x')), { kind: 'closed' })
  })
})
