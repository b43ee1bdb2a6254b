// The data of a reply as a text: standing on its own, laid out, whatever stands around it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dataText } from '../../../src/commands/dataText.ts'
import { ProtocolError } from '../../../src/netconf/errors.ts'
import { dataOf } from '../../../src/netconf/reply.ts'
import { formatXml } from '../../../src/xml/format.ts'
import { serialize } from '../../../src/xml/serialize.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'

test('a prefix of the reply is written on the data, and nothing else of the reply is in it', async () => {
  const xml = `<?xml version="1.0"?><!-- c --><nc:rpc-reply xmlns:nc="${BASE}" message-id="1"><!-- <data/> --><nc:data><a xmlns="u"><b>1</b></a></nc:data></nc:rpc-reply>`
  assert.equal(
    await dataText({ xml }),
    `<nc:data xmlns:nc="${BASE}">\n  <a xmlns="u">\n    <b>1</b>\n  </a>\n</nc:data>\n`,
  )
})

test('it reads as the parsed data does', async () => {
  const interfaces = `<if:interfaces xmlns:if="u"><if:i><if:n>1</if:n><t>\n x\n</t></if:i></if:interfaces>`
  const xml = `<rpc-reply xmlns="${BASE}" message-id="1">\n<data>${interfaces}<!-- c --></data></rpc-reply>`
  assert.equal(await dataText({ xml }), `${formatXml(serialize(dataOf({ xml })))}\n`)
})

test('empty data', async () => {
  const xml = `<rpc-reply xmlns="${BASE}"><data/></rpc-reply>`
  assert.equal(await dataText({ xml }), `<data xmlns="${BASE}"/>\n`)
})

for (const [name, xml, message] of [
  ['no data', '<rpc-reply><ok/></rpc-reply>', /holds no <data>/],
  ['data further in', '<rpc-reply><x><data/></x></rpc-reply>', /holds no <data>/],
  ['nothing at all', '<rpc-reply/>', /holds no <data>/],
  ['not well-formed', '<rpc-reply><data><a></data></rpc-reply>', /not well-formed/],
] as const) {
  test(`refused: ${name}`, () =>
    assert.rejects(
      dataText({ xml }),
      (error) => error instanceof ProtocolError && message.test(error.message),
    ))
}
