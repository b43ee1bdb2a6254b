// The injections into XML: NETCONF messages are coloured, ordinary XML is left alone.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadGrammar, scopesAtMark, tokenize } from './tokenizer.ts'

const grammar = await loadGrammar('text.xml')
const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'

// «…» marks the token, then its innermost scope.
const CASES: readonly (readonly [marked: string, scope: string])[] = [
  ['<«rpc» message-id="1">', 'keyword.control.message.netconf'],
  ['<nc:rpc\n  «message-id»="1">', 'entity.other.attribute-name.localname.xml'],
  ['<«nc»:rpc>', 'entity.name.tag.namespace.xml'],
  ['<rpc></«rpc»>', 'keyword.control.message.netconf'],
  [`<«hello» xmlns="${BASE}">`, 'keyword.control.message.netconf'],
  [`<hello xmlns="${BASE}"><capability>«urn:x»</capability>`, 'constant.other.capability.netconf'],
  [
    '<«notification» xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0">',
    'keyword.control.message.netconf',
  ],
  ['<«edit-config»>', 'keyword.control.operation.netconf'],
  ['<x:«close-session»/>', 'keyword.control.operation.netconf'],
  ['<rpc><«get»>', 'keyword.control.operation.netconf'],
  ['<rpc><«commit»/></rpc>', 'keyword.control.operation.netconf'],
  [`<«lock» xmlns="${BASE}">`, 'keyword.control.operation.netconf'],
  ['<get-config><«source»><running/></source>', 'support.type.parameter.netconf'],
  ['<get-config><source><«running»/></source>', 'constant.language.datastore.netconf'],
  ['<nc:edit-config><nc:target><nc:«candidate»/>', 'constant.language.datastore.netconf'],
  ['<edit-config><default-operation>«none»</default-operation>', 'constant.language.value.netconf'],
  ['<edit-config><default-operation> «replace» </default-operation>', 'keyword.control.destructive.netconf'],
  ['<edit-config><default-operation>«delete»</default-operation>', 'invalid.illegal.value.netconf'],
  ['<edit-config><test-option>«test-then-set»</test-option>', 'constant.language.value.netconf'],
  ['<edit-config><error-option>«ignore»</error-option>', 'invalid.illegal.value.netconf'],
  ['<edit-config><«config»><a/></config>', 'support.type.parameter.netconf'],
  ['<edit-config><config><a/></config></«edit-config»>', 'keyword.control.operation.netconf'],
  ['<a nc:operation="«merge»"/>', 'constant.language.operation.netconf'],
  ['<a b="1" xc:operation=\'«delete»\'/>', 'keyword.control.destructive.netconf'],
  ['<a\n  nc:operation="«replace»"/>', 'keyword.control.destructive.netconf'],
  ['<a nc:operation="«remove»"></a>', 'keyword.control.destructive.netconf'],
  ['<a nc:operation="«destroy»"/>', 'invalid.illegal.operation.netconf'],
  [`<a xmlns:nc="«${BASE}»"/>`, 'support.type.namespace.netconf'],
  ['<rpc-reply><«ok»/></rpc-reply>', 'constant.language.ok.netconf'],
  ['<rpc-reply><nc:«rpc-error»>', 'keyword.control.error.netconf'],
  ['<rpc-error><«error-tag»>', 'support.type.error.netconf'],
  ['<rpc-error><error-type>«application»</error-type>', 'constant.language.error-type.netconf'],
  ['<rpc-error><error-tag>«data-missing»</error-tag>', 'constant.language.error-tag.netconf'],
  ['<rpc-error><error-severity>«error»</error-severity>', 'keyword.control.severity.error.netconf'],
  ['<rpc-error><error-severity>«warning»</error-severity>', 'constant.language.severity.warning.netconf'],
  ['<rpc-error><error-path xmlns:a="u">«/a:b»</error-path>', 'variable.other.error-path.netconf'],
  ['<rpc-error><error-info><bad-element>«x»</bad-element>', 'variable.other.bad-element.netconf'],
  ['<rpc-error><error-message xml:lang="en">«No.»</error-message>', 'string.unquoted.error-message.netconf'],
]

for (const [marked, scope] of CASES) {
  test(`NETCONF ${JSON.stringify(marked)}`, () => {
    assert.equal(scopesAtMark(grammar, marked).at(-1), scope)
  })
}

const ORDINARY: readonly (readonly [name: string, text: string])[] = [
  [
    'generic names',
    '<get><lock/><source>running</source><target><running/></target><config/><data>x</data></get>',
  ],
  ['a hello of somebody else', '<hello>world</hello>'],
  ['a notification of somebody else', '<notification xmlns="urn:mine"><ok/></notification>'],
  ['an operation attribute without prefix', '<a operation="delete">nc:operation="x"</a>'],
  ['an operation attribute of somebody else', '<a soap:operation="http://x"/>'],
  ['a comment', '<!-- <rpc><get-config nc:operation="delete"/></rpc> -->'],
  ['a CDATA section', '<a><![CDATA[<edit-config nc:operation="delete">]]></a>'],
  ['an attribute value', '<a b="<rpc> nc:operation=\'delete\'"/>'],
  ['longer names', '<rpc-server/><rpcs/><edit-configuration/><my.rpc/>'],
]

for (const [name, text] of ORDINARY) {
  test(`ordinary XML: ${name}`, () => {
    const touched = tokenize(grammar, text).filter(({ scopes }) =>
      scopes.some((scope) => scope.endsWith('.netconf')),
    )
    assert.deepEqual(touched, [])
  })
}

const DATA: readonly (readonly [name: string, marked: string])[] = [
  ['data named like operations', '<rpc><edit-config><config><«lock»/></config>'],
  ['data named like datastores', '<rpc-reply><data><c><«running»/></c></data>'],
  [
    'data named config, inside config',
    '<edit-config><config><i><config><a/></config><«target»/></i></config>',
  ],
  ['data in a filter', '<get><filter><«source»/></filter>'],
]

for (const [name, marked] of DATA) {
  test(`inside configuration: ${name}`, () => {
    assert.match(scopesAtMark(grammar, marked).at(-1) ?? '', /^entity\.name\.tag\./)
  })
}

test('after a whole message everything is as before it', () => {
  const message =
    `<nc:rpc xmlns:nc="${BASE}" message-id="1">\n <nc:edit-config><nc:target><nc:running/></nc:target>\n` +
    '<nc:config><config><config/></config></nc:config></nc:edit-config></nc:rpc>'
  assert.deepEqual(scopesAtMark(grammar, `${message}\n<get>«x»</get>`), ['text.xml'])
})
