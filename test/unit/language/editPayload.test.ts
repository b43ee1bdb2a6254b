// What a text on the screen is taken for, what of it is sent, what is said about it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseXml } from '../../../src/xml/parse.ts'
import { readEditPayload, type EditPayload } from '../../../src/language/editPayload.ts'
import { mutationsOf } from './mutations.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const IF = '<interfaces xmlns="urn:if"/>'
const SYS = '<system xmlns="urn:sys"><hostname>r1</hostname></system>'

function read(text: string): EditPayload {
  const { value, problems } = readEditPayload(text)
  assert.ok(value, problems.map((problem) => problem.message).join(' '))
  return value
}

function edit(text: string): Extract<EditPayload['content'], { type: 'edit' }> {
  const { content } = read(text)
  assert.equal(content.type, 'edit')
  return content
}

function configOf(text: string): string {
  const { source } = edit(text)
  assert.ok('config' in source)
  return source.config
}

const TAKEN: readonly (readonly [text: string, kind: EditPayload['kind'], describe: string])[] = [
  [IF, 'elements', '1 configuration element (interfaces)'],
  [`${IF}\n<!-- x -->\n${SYS}`, 'elements', '2 configuration elements (interfaces, system)'],
  [`<config>${IF}</config>`, 'config', 'a <config> with 1 configuration element (interfaces)'],
  [
    `<nc:config xmlns:nc="${BASE}">${IF}</nc:config>`,
    'config',
    'a <nc:config> with 1 configuration element (interfaces)',
  ],
  [
    `<config xmlns="http://tail-f.com/ns/config/1.0">${IF}${SYS}</config>`,
    'config',
    'a <config> with 2 configuration elements (interfaces, system)',
  ],
  [
    `<data xmlns="${BASE}">${IF}</data>`,
    'elements',
    'the content of <data>: 1 configuration element (interfaces)',
  ],
  [
    `<rpc-reply message-id="7" xmlns="${BASE}"><data>${IF}${SYS}</data></rpc-reply>`,
    'elements',
    'the data of an <rpc-reply>: 2 configuration elements (interfaces, system)',
  ],
  [
    `<rpc-reply xmlns="${BASE}"><configuration xmlns="urn:junos"/></rpc-reply>`,
    'elements',
    'the content of an <rpc-reply>: 1 configuration element (configuration)',
  ],
  [
    `<nc:rpc xmlns:nc="${BASE}" nc:message-id="3"><nc:edit-config><nc:config>${IF}</nc:config></nc:edit-config></nc:rpc>`,
    'rpc',
    'a whole <rpc> with edit-config',
  ],
  [`<rpc xmlns="${BASE}"><get/></rpc>`, 'rpc', 'a whole <rpc> with get'],
  [
    `<edit-config xmlns="${BASE}"><config>${IF}</config></edit-config>`,
    'operation',
    'the operation edit-config',
  ],
  [`<commit xmlns="${BASE}"/>`, 'operation', 'the operation commit'],
  [`<validate xmlns="urn:other"/>`, 'elements', '1 configuration element (validate)'],
  [
    '<get-schema xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring"><identifier>x</identifier></get-schema>',
    'operation',
    'the operation get-schema',
  ],
  [
    '<a xmlns="u"/><b xmlns="u"/><c xmlns="u"/><d xmlns="u"/><e xmlns="u"/>',
    'elements',
    '5 configuration elements (a, b, c, d and 1 more)',
  ],
]

for (const [text, kind, describe] of TAKEN) {
  test(`${text.slice(0, 60)} is taken for ${describe}`, () => {
    const value = read(text)
    assert.deepEqual([value.kind, value.describe], [kind, describe])
  })
}

const CONFIG: readonly (readonly [name: string, text: string, config: string])[] = [
  [
    'bare elements as on the screen, comments too',
    `\ufeff<?xml version="1.0"?>\n<!-- head -->\n<a xmlns='u'>\n  <b>&lt;&#x41;</b>\n</a>\n<?pi?>\n<c xmlns="u"/>\n`,
    `<a xmlns='u'>\n  <b>&lt;&#x41;</b>\n</a>\n<?pi?>\n<c xmlns="u"/>`,
  ],
  [
    'the inside of config as on the screen',
    `<config>\n  <!-- c -->\n  ${SYS}\n</config>`,
    `<!-- c -->\n  ${SYS}`,
  ],
  [
    'prefixes declared further out, used in names, attributes and values',
    `<rpc xmlns="${BASE}" xmlns:ap="urn:ap" xmlns:no="urn:no"><edit-config><config xmlns:nc="${BASE}"><ap:plant nc:operation="merge"><ap:paint>ap:red</ap:paint></ap:plant></config></edit-config></rpc>`,
    `<ap:plant xmlns:ap="urn:ap" xmlns:nc="${BASE}" nc:operation="merge"><ap:paint>ap:red</ap:paint></ap:plant>`,
  ],
  [
    'a default namespace declared further out',
    '<data xmlns=""><x xmlns="urn:x"/></data>',
    '<x xmlns="urn:x"/>',
  ],
  [
    'what is in the default namespace of config',
    '<config xmlns="http://tail-f.com/ns/config/1.0"><a/></config>',
    '<a xmlns="http://tail-f.com/ns/config/1.0"/>',
  ],
]

for (const [name, text, config] of CONFIG) {
  test(`sent: ${name}`, () => {
    assert.equal(configOf(text), config)
    assert.deepEqual(parseXml(config, { fragment: true }).problems, [])
  })
}

test('edit-config parameters are read where they are written', () => {
  const content = edit(
    `<rpc xmlns="${BASE}" message-id="101"><edit-config><target><candidate/></target>` +
      '<default-operation> none </default-operation><test-option>set</test-option>' +
      `<error-option>rollback-on-error</error-option><config>${IF}</config></edit-config></rpc>`,
  )
  assert.deepEqual(content.target, { datastore: 'candidate' })
  assert.equal(content.defaultOperation, 'none')
  assert.equal(content.testOption, 'set')
  assert.equal(content.errorOption, 'rollback-on-error')
})

test('parameters that are not written are absent', () => {
  assert.deepEqual(Object.keys(edit(`<config>${IF}</config>`)), ['type', 'source', 'summary'])
})

test('a url as target or source is kept', () => {
  const content = edit(
    `<edit-config xmlns="${BASE}"><target><url>file://t.xml</url></target><url> file://c.xml </url></edit-config>`,
  )
  assert.deepEqual(content.target, { url: 'file://t.xml' })
  assert.deepEqual(content.source, { url: 'file://c.xml' })
  assert.equal(content.summary.text, 'the configuration at file://c.xml')
})

test('another operation goes as it is, without the message-id, with the extra attributes', () => {
  const { content } = read(
    `<rpc xmlns="${BASE}" xmlns:x="urn:x" message-id="1" x:user="ann" note="a&amp;b"><x:reboot><x:now/></x:reboot></rpc>`,
  )
  assert.deepEqual(content, {
    type: 'operation',
    name: 'reboot',
    uri: 'urn:x',
    markup: '<x:reboot xmlns:x="urn:x"><x:now/></x:reboot>',
    rpcAttributes: { 'x:user': 'ann', 'xmlns:x': 'urn:x', note: 'a&b' },
  })
})

test('an operation that inherits the namespace of its rpc keeps it', () => {
  const { content } = read(`<rpc xmlns="${BASE}"><commit/></rpc>`)
  assert.ok(content.type === 'operation')
  assert.equal(content.markup, `<commit xmlns="${BASE}"/>`)
})

test('an operation without a namespace is sent in the base namespace, and that is said', () => {
  for (const text of [
    '<rpc><lock><target><running/></target></lock></rpc>',
    '<lock xmlns=""><target/></lock>',
  ]) {
    const { value, problems } = readEditPayload(text)
    assert.ok(value?.content.type === 'operation')
    assert.match(value.content.markup, /^<lock xmlns="urn:ietf:params:xml:ns:netconf:base:1\.0"><target/)
    assert.equal(problems[0]?.severity, 'warning')
    assert.match(problems[0].message, /has no namespace; it is sent in NETCONF's/)
  }
})

const REFUSED: readonly (readonly [text: string, message: RegExp, marked: string])[] = [
  ['', /empty/, ''],
  ['hostname r1', /not XML/, 'hostname r1'],
  [`<rpc xmlns="${BASE}"/>`, /holds no operation/, 'rpc'],
  [`<rpc xmlns="${BASE}"><get/><commit/></rpc>`, /holds one operation/, 'commit'],
  [
    '<rpc xmlns="urn:ietf:params:netconf:base:1.0"><get/></rpc>',
    /not NETCONF's: write xmlns="urn:ietf/,
    'rpc',
  ],
  [`<rpc-reply xmlns="${BASE}"><ok/></rpc-reply>`, /holds no configuration to send/, 'rpc-reply'],
  [`<hello xmlns="${BASE}"><capabilities/></hello>`, /not something to send/, 'hello'],
  ['<config/>', /is empty/, 'config'],
  ['<config>text<a xmlns="u"/></config>', /holds text/, 'config'],
  [`<config>${IF}</config><a xmlns="u"/>`, /must be alone, but there are 2/, 'config'],
  [
    `<edit-config xmlns="${BASE}"><target><running/></target></edit-config>`,
    /says nothing to change/,
    'edit-config',
  ],
  [`<edit-config xmlns="${BASE}"><config>${IF}</config><url>f</url></edit-config>`, /not both/, 'url'],
  [
    `<edit-config xmlns="${BASE}"><default-operation>delete</default-operation><config>${IF}</config></edit-config>`,
    /“delete” is no default-operation: write merge, replace, none/,
    'default-operation',
  ],
  [
    `<edit-config xmlns="${BASE}"><test-option>none</test-option><config>${IF}</config></edit-config>`,
    /“none” is no test-option/,
    'test-option',
  ],
  [
    `<edit-config xmlns="${BASE}"><error-option/><config>${IF}</config></edit-config>`,
    /“” is no error-option/,
    'error-option',
  ],
]

for (const [text, message, marked] of REFUSED) {
  test(`refused: ${text === '' ? 'nothing' : text.slice(0, 80)}`, () => {
    const { value, problems } = readEditPayload(text)
    assert.equal(value, undefined)
    const problem = problems.find(({ severity }) => severity === 'error')
    assert.ok(problem)
    assert.match(problem.message, message)
    assert.equal(text.slice(problem.start, problem.end), marked)
  })
}

const WARNED: readonly (readonly [text: string, message: RegExp, marked: string])[] = [
  ['<interfaces/>', /<interfaces> has no namespace/, 'interfaces'],
  [`<config xmlns="${BASE}"><interfaces/></config>`, /inherits NETCONF's own namespace/, 'interfaces'],
  ['<config xmlns="urn:my"><a xmlns="u"/></config>', /only what is inside is sent/, 'config'],
  [`<config xmlns:nc="${BASE}" nc:operation="replace">${IF}</config>`, /itself has no effect/, 'config'],
  [
    `<edit-config xmlns="${BASE}"><target/><config>${IF}</config></edit-config>`,
    /<target> is empty/,
    'target',
  ],
  [`<edit-config xmlns="${BASE}"><config>${IF}</config><etag xmlns="t"/></edit-config>`, /not sent/, 'etag'],
]

for (const [text, message, marked] of WARNED) {
  test(`sent with a warning: ${text.slice(0, 80)}`, () => {
    const { value, problems } = readEditPayload(text)
    assert.ok(value)
    assert.equal(problems.length, 1)
    assert.equal(problems[0]?.severity, 'warning')
    assert.match(problems[0].message, message)
    assert.equal(text.slice(problems[0].start, problems[0].end), marked)
  })
}

const WHOLE =
  `<?xml version="1.0"?>\n<nc:rpc xmlns:nc="${BASE}" message-id="1">\n<nc:edit-config><nc:target><nc:running/></nc:target>` +
  '<nc:config><!-- c --><p xmlns="u" nc:operation="delete"><q>a&amp;b</q><![CDATA[x]]></p></nc:config></nc:edit-config></nc:rpc>'

test('whatever is broken in a message, reading it never throws and marks a place inside the text', () => {
  let broken = 0
  for (const text of mutationsOf(WHOLE)) {
    const { value, problems } = readEditPayload(text)
    assert.notEqual(value === undefined, !problems.some(({ severity }) => severity === 'error'))
    for (const { start, end, message } of problems) {
      assert.ok(0 <= start && start <= end && end <= text.length, `${message} in ${text}`)
    }
    if (value?.content.type === 'edit' && 'config' in value.content.source) {
      assert.deepEqual(parseXml(value.content.source.config, { fragment: true }).problems, [], text)
    }
    if (value === undefined) broken += 1
  }
  assert.ok(broken > WHOLE.length)
})
