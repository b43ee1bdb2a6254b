// The hello exchange: our own to the byte, and every hello that a server may send.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ProtocolError } from '../../../src/netconf/errors.ts'
import { clientCapabilities, clientHello, readServerHello } from '../../../src/netconf/hello.ts'
import { fixture } from '../fakes/fixtures.ts'
import { damaged, seeded } from './byteStreams.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const hello = (capabilities: string, sessionId = '<session-id>4</session-id>'): string =>
  `<hello xmlns="${BASE}"><capabilities>${capabilities}</capabilities>${sessionId}</hello>`

describe('our hello', () => {
  it('announces both versions, and no session-id', () => {
    assert.equal(
      clientHello(clientCapabilities('auto')),
      '<?xml version="1.0" encoding="UTF-8"?>\n<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability><capability>urn:ietf:params:netconf:base:1.1</capability></capabilities></hello>',
    )
  })

  it('announces base:1.0 alone where that is wanted', () => {
    assert.deepEqual(clientCapabilities('1.0'), ['urn:ietf:params:netconf:base:1.0'])
  })
})

describe("a server's hello", () => {
  const cases: readonly (readonly [
    name: string,
    text: string,
    capabilities: readonly string[],
    id: number,
  ])[] = [
    ['a single capability (peer defect 10)', hello('<capability>urn:a</capability>'), ['urn:a'], 4],
    ['no capability', hello(''), [], 4],
    ['no capabilities at all', `<hello xmlns="${BASE}"><session-id>4</session-id></hello>`, [], 4],
    ['an empty capability', hello('<capability/><capability>urn:a</capability>'), ['', 'urn:a'], 4],
    [
      'white space around',
      hello('<capability>\n   urn:a\n\t</capability>', '<session-id>\n 12 \n</session-id>'),
      ['urn:a'],
      12,
    ],
    [
      '& in a capability',
      hello('<capability>urn:a?module=a&amp;revision=1</capability>'),
      ['urn:a?module=a&revision=1'],
      4,
    ],
    ['& by number', hello('<capability>urn:a?b=1&#38;c=2&#x26;d=3</capability>'), ['urn:a?b=1&c=2&d=3'], 4],
    ['CDATA', hello('<capability><![CDATA[urn:a?b=1&c=2]]></capability>'), ['urn:a?b=1&c=2'], 4],
    ['a comment inside', hello('<capability>urn:<!-- x -->a</capability><!-- y -->'), ['urn:a'], 4],
    ['attributes', hello('<capability xmlns:x="urn:x" x:y="z">urn:a</capability>'), ['urn:a'], 4],
    [
      'prefixes',
      `<nc:hello xmlns:nc="${BASE}"><nc:capabilities><nc:capability>urn:a</nc:capability></nc:capabilities><nc:session-id>4</nc:session-id></nc:hello>`,
      ['urn:a'],
      4,
    ],
    [
      'session-id first',
      `<hello xmlns="${BASE}"><session-id>4</session-id><capabilities><capability>urn:a</capability></capabilities></hello>`,
      ['urn:a'],
      4,
    ],
    [
      'no namespace',
      '<hello><capabilities><capability>urn:a</capability></capabilities><session-id>4</session-id></hello>',
      ['urn:a'],
      4,
    ],
    ['the largest session-id', hello('', '<session-id>4294967295</session-id>'), [], 4_294_967_295],
    ['white space before the declaration', `\n<?xml version="1.0"?>\n${hello('')}\n`, [], 4],
    ['a byte order mark', `\ufeff<?xml version="1.0"?>${hello('')}`, [], 4],
    [
      'foreign elements',
      hello('', '<session-id>4</session-id><x:more xmlns:x="urn:x"><x:session-id>5</x:session-id></x:more>'),
      [],
      4,
    ],
    [
      'elements called like members of an object',
      hello('', '<session-id>4</session-id><constructor/><toString>a</toString>'),
      [],
      4,
    ],
  ]
  for (const [name, text, capabilities, sessionId] of cases) {
    it(name, () => assert.deepEqual(readServerHello(text), { capabilities, sessionId }))
  }

  it('netconfd-2.13: as recorded', () => {
    const { capabilities, sessionId } = readServerHello(fixture('netconfd-2.13/hello'))
    assert.ok(sessionId > 0)
    assert.equal(capabilities[1], 'urn:ietf:params:netconf:base:1.1')
    assert.ok(capabilities.includes('urn:acme:plant?module=acme-plant&revision=2026-11-01&features=pumps'))
  })

  it('thousands of modules', () => {
    const list = Array.from(
      { length: 5_000 },
      (_, n) => `<capability>urn:m${n}?module=m${n}&amp;revision=2020-01-01</capability>`,
    )
    assert.equal(
      readServerHello(hello(list.join(''))).capabilities.at(-1),
      'urn:m4999?module=m4999&revision=2020-01-01',
    )
  })
})

describe('what is no hello of a server', () => {
  const bad: readonly (readonly [name: string, text: string, message: RegExp])[] = [
    ['no session-id', hello('', ''), /session-id/],
    ['an empty session-id', hello('', '<session-id/>'), /session-id/],
    ['a session-id of white space', hello('', '<session-id> </session-id>'), /session-id/],
    ['a session-id that is no number', hello('', '<session-id>x</session-id>'), /session-id/],
    ['a hexadecimal session-id', hello('', '<session-id>0x10</session-id>'), /session-id/],
    ['a fraction', hello('', '<session-id>1.5</session-id>'), /session-id/],
    ['a negative session-id', hello('', '<session-id>-1</session-id>'), /session-id/],
    ['two session-ids', hello('', '<session-id>1</session-id><session-id>2</session-id>'), /session-id/],
    ['another root', '<rpc-reply><session-id>1</session-id></rpc-reply>', /session-id/],
    ['not well-formed', hello('<capability>'), /not well-formed/],
    ['a prefix that is not declared', '<nc:hello><session-id>1</session-id></nc:hello>', /not well-formed/],
    ['cut off', hello('').slice(0, -4), /not well-formed/],
    ['a document type', `<!DOCTYPE a>${hello('')}`, /not well-formed|document type/],
    [
      'elements called __proto__',
      hello('', '<__proto__><session-id>1</session-id></__proto__>'),
      /session-id/,
    ],
  ]
  for (const [name, text, message] of bad) {
    it(name, () => assert.throws(() => readServerHello(text), { kind: 'protocol', message }))
  }

  it('a damaged hello is read or is a ProtocolError', () => {
    const random = seeded(11)
    const text = Buffer.from(
      hello('<capability>urn:a?b=c&amp;d=e</capability><capability>urn:b</capability>'),
    )
    for (let round = 0; round < 1_500; round += 1) {
      try {
        readServerHello(Buffer.from(damaged(text, random)).toString())
      } catch (error) {
        assert.ok(error instanceof ProtocolError, String(error))
      }
    }
  })
})
