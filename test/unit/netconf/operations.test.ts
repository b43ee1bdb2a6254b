// Every operation to the byte, with what it needs and why a device may not do it.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Capabilities } from '../../../src/netconf/capabilities.ts'
import * as operations from '../../../src/netconf/operations.ts'
import { unsupportedReason } from '../../../src/netconf/support.ts'
import { checkedMarkup } from '../../../src/xml/build.ts'
import { checkWellFormed, parseXml } from '../../../src/xml/parse.ts'
import { attributeOf, elementsOf, textOf } from '../../../src/xml/tree.ts'

const { anyOperation, copyConfig, deleteConfig, editConfig, get, getConfig, getSchema, validate } = operations
const WD = 'urn:ietf:params:xml:ns:yang:ietf-netconf-with-defaults'
const MON = 'urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring'
const plant = checkedMarkup('<plant xmlns="urn:acme:plant"/>')
const config = checkedMarkup('<a xmlns="urn:a"><b>1</b></a>')
const url = { url: 'file:///backup.xml' }

const table: readonly (readonly [
  operation: operations.Operation,
  label: string,
  xml: string,
  needs: string,
])[] = [
  [get(), 'get', '<get/>', ''],
  [
    get({ filter: { type: 'subtree', content: plant } }),
    'get',
    '<get><filter type="subtree"><plant xmlns="urn:acme:plant"/></filter></get>',
    '',
  ],
  [
    get({ filter: { type: 'subtree', content: checkedMarkup('') } }),
    'get',
    '<get><filter type="subtree"/></get>',
    '',
  ],
  [
    get({
      filter: { type: 'xpath', select: '/a:b', namespaces: { a: 'urn:a' } },
      withDefaults: 'report-all',
    }),
    'get',
    `<get><filter xmlns:a="urn:a" type="xpath" select="/a:b"/><with-defaults xmlns="${WD}">report-all</with-defaults></get>`,
    ':xpath :with-defaults=report-all',
  ],
  [
    getConfig({ source: 'running' }),
    'get-config running',
    '<get-config><source><running/></source></get-config>',
    '',
  ],
  [
    getConfig({ source: 'candidate', filter: { type: 'subtree', content: plant }, withDefaults: 'trim' }),
    'get-config candidate',
    `<get-config><source><candidate/></source><filter type="subtree"><plant xmlns="urn:acme:plant"/></filter><with-defaults xmlns="${WD}">trim</with-defaults></get-config>`,
    ':candidate :with-defaults=trim',
  ],
  [
    getConfig({ source: url, filter: { type: 'xpath', select: '/b' } }),
    'get-config file:///backup.xml',
    '<get-config><source><url>file:///backup.xml</url></source><filter type="xpath" select="/b"/></get-config>',
    ':url=file :xpath',
  ],
  [
    editConfig({ target: 'candidate', config }),
    'edit-config candidate',
    '<edit-config><target><candidate/></target><config><a xmlns="urn:a"><b>1</b></a></config></edit-config>',
    ':candidate',
  ],
  [
    editConfig({
      target: 'running',
      config,
      defaultOperation: 'none',
      testOption: 'test-then-set',
      errorOption: 'rollback-on-error',
    }),
    'edit-config running',
    '<edit-config><target><running/></target><default-operation>none</default-operation><test-option>test-then-set</test-option><error-option>rollback-on-error</error-option><config><a xmlns="urn:a"><b>1</b></a></config></edit-config>',
    ':writable-running :validate :rollback-on-error',
  ],
  [
    editConfig({ target: 'startup', config: url, testOption: 'test-only', errorOption: 'continue-on-error' }),
    'edit-config startup',
    '<edit-config><target><startup/></target><test-option>test-only</test-option><error-option>continue-on-error</error-option><url>file:///backup.xml</url></edit-config>',
    ':startup :validate:1.1 :url=file',
  ],
  [
    editConfig({
      target: 'candidate',
      config: checkedMarkup(''),
      defaultOperation: 'replace',
      testOption: 'set',
      errorOption: 'stop-on-error',
    }),
    'edit-config candidate',
    '<edit-config><target><candidate/></target><default-operation>replace</default-operation><test-option>set</test-option><error-option>stop-on-error</error-option><config/></edit-config>',
    ':candidate :validate',
  ],
  [
    copyConfig('running', 'startup'),
    'copy-config running to startup',
    '<copy-config><target><startup/></target><source><running/></source></copy-config>',
    ':startup',
  ],
  [
    copyConfig(url, 'running'),
    'copy-config file:///backup.xml to running',
    '<copy-config><target><running/></target><source><url>file:///backup.xml</url></source></copy-config>',
    ':url=file :writable-running',
  ],
  [
    copyConfig({ config }, 'candidate'),
    'copy-config from text to candidate',
    '<copy-config><target><candidate/></target><source><config><a xmlns="urn:a"><b>1</b></a></config></source></copy-config>',
    ':candidate',
  ],
  [
    deleteConfig('startup'),
    'delete-config startup',
    '<delete-config><target><startup/></target></delete-config>',
    ':startup',
  ],
  [
    deleteConfig(url),
    'delete-config file:///backup.xml',
    '<delete-config><target><url>file:///backup.xml</url></target></delete-config>',
    ':url=file',
  ],
  [operations.lock('running'), 'lock running', '<lock><target><running/></target></lock>', ''],
  [
    operations.unlock('candidate'),
    'unlock candidate',
    '<unlock><target><candidate/></target></unlock>',
    ':candidate',
  ],
  [
    validate('candidate'),
    'validate candidate',
    '<validate><source><candidate/></source></validate>',
    ':validate :candidate',
  ],
  [
    validate({ config }),
    'validate text',
    '<validate><source><config><a xmlns="urn:a"><b>1</b></a></config></source></validate>',
    ':validate',
  ],
  [operations.commit(), 'commit', '<commit/>', ':candidate'],
  [operations.discardChanges(), 'discard-changes', '<discard-changes/>', ':candidate'],
  [operations.closeSession(), 'close-session', '<close-session/>', ''],
  [
    operations.killSession(42),
    'kill-session 42',
    '<kill-session><session-id>42</session-id></kill-session>',
    '',
  ],
  [
    getSchema({ identifier: 'ietf-ip' }),
    'get-schema ietf-ip',
    `<get-schema xmlns="${MON}"><identifier>ietf-ip</identifier></get-schema>`,
    MON,
  ],
  [
    getSchema({ identifier: 'ietf-ip', version: '2014-06-16', format: 'yang' }),
    'get-schema ietf-ip@2014-06-16',
    `<get-schema xmlns="${MON}"><identifier>ietf-ip</identifier><version>2014-06-16</version><format>yang</format></get-schema>`,
    MON,
  ],
]

describe('an operation', () => {
  for (const [operation, label, xml, needs] of table) {
    it(xml.replaceAll(/xmlns="[^"]*"/g, ''), () => {
      assert.deepEqual([operation.label, operation.xml, operation.needs.join(' ')], [label, xml, needs])
      assert.equal(parseXml(operation.xml).root?.local, operation.name)
    })
  }
})

describe('values from people', () => {
  const hostile = `a'b"c</d>&e]]>\t<!--\n`

  it('come whole through an XPath filter', () => {
    const { root } = parseXml(
      get({ filter: { type: 'xpath', select: hostile, namespaces: { x: hostile.trim() } } }).xml,
    )
    const filter = elementsOf(root!)[0]!
    assert.equal(attributeOf(filter, 'select'), hostile)
    assert.equal(filter.declares['x'], hostile.trim())
  })

  const places: readonly (readonly [string, operations.Operation])[] = [
    ['get-config', getConfig({ source: { url: hostile } })],
    ['copy-config', copyConfig('running', { url: hostile })],
    ['delete-config', deleteConfig({ url: hostile })],
    ['edit-config', editConfig({ target: 'running', config: { url: hostile } })],
    ['get-schema', getSchema({ identifier: hostile })],
  ]
  for (const [name, operation] of places) {
    it(`come whole through ${name}`, () => {
      const { roots, problems } = parseXml(operation.xml)
      const texts = (function all(element): string[] {
        return [textOf(element), ...elementsOf(element).flatMap(all)]
      })(roots[0]!)
      assert.deepEqual(problems, [])
      assert.ok(texts.includes(hostile), JSON.stringify(texts))
    })
  }

  it('that XML cannot carry do not break it', () => {
    const { xml } = getSchema({ identifier: 'a\u0000\ud800b' })
    assert.equal(checkWellFormed(xml), undefined)
  })
})

describe('any operation', () => {
  it('is taken as written, what stands around it left out', () => {
    const { name, xml } = anyOperation(
      '<?xml version="1.0"?>\n<!-- message-id="1" -->\n<r:reboot xmlns:r="urn:r">\n</r:reboot>\n',
    )
    assert.deepEqual([name, xml], ['reboot', '<r:reboot xmlns:r="urn:r">\n</r:reboot>'])
  })

  for (const [text, message] of [
    ['', /no element/i],
    ['<a>', /unclosed|close/i],
    ['<a/><b/>', /./],
    ['<!DOCTYPE a><a/>', /document type/],
    ['<x:a/>', /prefix/],
  ] as const) {
    it(`${JSON.stringify(text)} is none`, () =>
      assert.throws(() => anyOperation(text), { name: 'SyntaxError', message }))
  }
})

describe('why not', () => {
  const everything = new Capabilities(
    [
      'candidate:1.0',
      'startup:1.0',
      'writable-running:1.0',
      'validate:1.1',
      'rollback-on-error:1.0',
      'xpath:1.0',
      'with-defaults:1.0',
      'url:1.0',
    ]
      .map((name) => `urn:ietf:params:netconf:capability:${name}`)
      .concat(MON),
  )

  it('every operation is possible where all is announced', () => {
    for (const [operation] of table) assert.equal(unsupportedReason(operation, everything), undefined)
  })

  it('what an operation needs has a reason in words', () => {
    for (const [operation] of table) {
      const reason = unsupportedReason(operation, new Capabilities([]))
      if (operation.needs.length === 0) assert.equal(reason, undefined)
      else assert.match(reason ?? '', /^its? .* \(the device does not announce urn:ietf:params:/)
      assert.doesNotMatch(reason ?? '', /lacks a capability/)
    }
  })

  it('says the first thing that is missing', () => {
    assert.equal(
      unsupportedReason(
        editConfig({ target: 'candidate', config, testOption: 'test-only' }),
        new Capabilities([
          'urn:ietf:params:netconf:capability:candidate:1.0',
          'urn:ietf:params:netconf:capability:validate:1.0',
        ]),
      ),
      'it cannot do test-only (the device does not announce urn:ietf:params:netconf:capability:validate:1.1)',
    )
    assert.equal(
      unsupportedReason({ needs: ['urn:x'] }, new Capabilities([])),
      'it lacks a capability (the device does not announce urn:x)',
    )
  })
})
