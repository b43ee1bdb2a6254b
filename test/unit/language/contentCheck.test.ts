// Data in a text, held against a schema: however it is wrapped, and where each problem stands.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkContent } from '../../../src/language/contentCheck.ts'
import { readInstanceText } from '../../../src/language/instanceText.ts'
import type { ContentKind } from '../../../src/yang/validation.ts'
import { buildSchema } from '../../../src/yang/schema.ts'

const schema = buildSchema({
  texts: [
    `module plant { namespace "urn:plant"; prefix p;
      container plant { leaf name { type string { length 1..5; } } leaf size { config false; type uint8; }
        list tank { key id; leaf id { type uint8; } action drain { input { leaf fast { type boolean; } } } } }
      rpc wash { input { leaf hot { type boolean; } } output { leaf litres { type uint8; } } }
      notification overflow { leaf tank { type uint8; } } }`,
  ],
})

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const plant = (content: string): string => `<plant xmlns="urn:plant">${content}</plant>`
const NAME = plant('<name>toolong</name>')

describe('readInstanceText', () => {
  const cases: readonly (readonly [string, ContentKind, string, readonly string[]])[] = [
    ['bare', 'config', `${plant('')}<b/>`, ['plant', 'b']],
    ['<data>', 'data', `<data>${plant('')}</data>`, ['plant']],
    ['<config>', 'config', `<config xmlns="${BASE}">${plant('')}</config>`, ['plant']],
    [
      'a saved reply',
      'config',
      `<rpc-reply xmlns="${BASE}"><data>${plant('')}</data></rpc-reply>`,
      ['plant'],
    ],
    [
      'a saved reply of get-data',
      'data',
      `<rpc-reply xmlns="${BASE}"><data xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-nmda">${plant('')}</data></rpc-reply>`,
      ['plant'],
    ],
    ['data that is called data', 'data', '<data xmlns="urn:mine"><x/></data>', ['data']],
    [
      'an edit',
      'edit',
      `<edit-config xmlns="${BASE}"><target/><config>${plant('')}</config></edit-config>`,
      ['plant'],
    ],
    [
      'a whole rpc with an edit',
      'edit',
      `<rpc xmlns="${BASE}"><edit-config><config>${plant('')}</config></edit-config></rpc>`,
      ['plant'],
    ],
    ['an rpc', 'rpc', `<rpc xmlns="${BASE}"><wash xmlns="urn:plant"/></rpc>`, ['wash']],
    ['an operation alone', 'rpc', '<wash xmlns="urn:plant"/>', ['wash']],
    [
      'an action',
      'rpc',
      `<rpc xmlns="${BASE}"><action xmlns="urn:ietf:params:xml:ns:yang:1">${plant('')}</action></rpc>`,
      ['plant'],
    ],
    [
      'a reply',
      'reply',
      `<rpc-reply xmlns="${BASE}"><litres xmlns="urn:plant">1</litres></rpc-reply>`,
      ['litres'],
    ],
    [
      'a notification',
      'notification',
      '<notification xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"><eventTime>x</eventTime><overflow xmlns="urn:plant"/></notification>',
      ['overflow'],
    ],
  ]
  for (const [what, kind, text, expected] of cases) {
    it(what, () => {
      const { elements, problems } = readInstanceText(text, kind)
      assert.deepEqual([elements.map(({ local }) => local), problems], [expected, []])
    })
  }
})

describe('checkContent', () => {
  const cases: readonly (readonly [
    string,
    Parameters<typeof checkContent>[1],
    readonly (readonly [string, string])[],
  ])[] = [
    ['good', { kind: 'config', xml: plant('<name>a</name>') }, []],
    ['a bad value', { kind: 'config', xml: `<data>\n${NAME}</data>` }, [['name', '/plant:plant/name']]],
    [
      'state in configuration',
      { kind: 'config', xml: plant('<size>1</size>') },
      [['size', '/plant:plant/size']],
    ],
    ['state in data', { kind: 'data', xml: plant('<size>1</size>') }, []],
    [
      'a prefix',
      { kind: 'data', xml: '<p:plant xmlns:p="urn:plant"><p:x/></p:plant>' },
      [['p:x', '/plant:plant/x']],
    ],
    [
      'an rpc',
      { kind: 'rpc', xml: '<wash xmlns="urn:plant"><hot>x</hot></wash>' },
      [['hot', '/plant:wash/hot']],
    ],
    [
      'a reply to its rpc',
      {
        kind: 'reply',
        xml: '<litres xmlns="urn:plant">999</litres>',
        rpc: `<rpc xmlns="${BASE}"><wash xmlns="urn:plant"/></rpc>`,
      },
      [['litres', '/plant:wash/litres']],
    ],
    [
      'a notification',
      { kind: 'notification', xml: '<overflow xmlns="urn:plant"><tank>x</tank></overflow>' },
      [['tank', '/plant:overflow/tank']],
    ],
  ]
  for (const [what, request, expected] of cases) {
    it(what, () => {
      const problems = checkContent(schema, request)
      assert.deepEqual(
        problems.map(({ start, end, path }) => [request.xml.slice(start, end), path]),
        expected,
      )
    })
  }

  it('XML that is none is the one problem, at its place', () => {
    const [problem, second] = checkContent(schema, { kind: 'config', xml: '<plant><name></plant>' })
    assert.deepEqual(
      [problem?.severity, problem?.tag, problem?.start, second],
      ['error', undefined, 13, undefined],
    )
  })

  it('an empty text is told too', () => {
    assert.match(checkContent(schema, { kind: 'config', xml: ' ' })[0]?.message ?? '', /empty/)
  })
})
