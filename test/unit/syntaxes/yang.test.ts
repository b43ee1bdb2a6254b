// The YANG grammar: what each part of a module is coloured as.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadGrammar, scopesAtMark, tokenize } from './tokenizer.ts'

const grammar = await loadGrammar('source.yang')

// «…» marks the token; the scope is its innermost without the last part.
const CASES: readonly (readonly [marked: string, scope: string])[] = [
  ['«module» a {', 'storage.type.module'],
  ['submodule «a-b.c» {', 'entity.name.namespace.module'],
  ['«container» c {', 'storage.type.node'],
  ['list «"l"» {', 'punctuation.definition.string.begin'],
  ['list "«l»" {', 'entity.name.type.node'],
  ['leaf «type» { type string; }', 'entity.name.variable.leaf'],
  ['leaf type { «type» string; }', 'keyword.other.type'],
  ['leaf-list\n  «x»\n{', 'entity.name.variable.leaf'],
  ['leaf /* why */ «y» {', 'entity.name.variable.leaf'],
  ['typedef «percent» {', 'entity.name.type.definition'],
  ['identity «red» {', 'entity.name.class.identity'],
  ['rpc «drain» { input {', 'entity.name.function.operation'],
  ['rpc drain { «input» {', 'storage.type.direction'],
  ['extension «e» { argument a; }', 'entity.name.function.operation'],
  ['uses «p»:g;', 'entity.name.namespace.prefix'],
  ['uses p:«g»;', 'entity.name.type.reference'],
  ['type «uint8» {', 'support.type.builtin'],
  ['type «string-ish»;', 'entity.name.type.reference'],
  ['type inet:«string»;', 'entity.name.type.reference'],
  ['import «ietf-x» {', 'entity.name.namespace.module'],
  ['prefix «p»;', 'entity.name.namespace.prefix'],
  ['if-feature "a «and» not p:b";', 'keyword.operator.logical'],
  ['if-feature "a and not p:«b»";', 'entity.name.class.identity'],
  ['augment "/if:«interfaces»" {', 'variable.other.node'],
  ['augment "/«if»:interfaces" {', 'entity.name.namespace.prefix'],
  ['key "id «name»";', 'variable.other.node'],
  ['must ". >= «../»low";', 'variable.language.context.xpath'],
  ['must ". «>=» ../low";', 'keyword.operator.comparison.xpath'],
  ['when "«count»(../a) = 2";', 'support.function.xpath'],
  ['when "count(../a) = «2»";', 'constant.numeric.xpath'],
  [`when "t = «'»ap:red'";`, 'string.quoted.single.xpath'],
  ['when "a = 1\n  «or» b";', 'keyword.operator.logical.xpath'],
  ['path "../«parent»::x";', 'keyword.other.axis.xpath'],
  ['config «false»;', 'constant.language.boolean'],
  ['mandatory «yes»;', 'invalid.illegal.value'],
  ['status «obsolete»;', 'constant.language.status-value'],
  ['ordered-by «user»;', 'constant.language.order'],
  ['max-elements «unbounded»;', 'constant.language.number'],
  ['deviate «not-supported»;', 'constant.language.deviation-kind'],
  ['range "«0»..100 | 200 .. max";', 'constant.numeric'],
  ['range "0«..»100 | 200 .. max";', 'keyword.operator.range'],
  ['range "0..100 | 200 .. «max»";', 'constant.language.limit'],
  ['range «-1.5»..2;', 'constant.numeric'],
  ['revision «2026-11-01» {', 'constant.numeric.date'],
  ['yang-version «1.1»;', 'constant.numeric'],
  ['default «-10»;', 'constant.numeric'],
  ['default «auto»;', 'string.unquoted'],
  ['enum "«a b»";', 'variable.other.enummember'],
  ['bit hot { position «3»; }', 'constant.numeric'],
  ['pattern "a\\\\«d»|b";', 'keyword.control.character-class.regexp'],
  ['pattern "[a-«z»]|b";', 'string.regexp.quoted.double'],
  ['pattern "a" «+» "b";', 'keyword.operator.concatenation'],
  ['description "leaf «x» { type";', 'string.quoted.double'],
  ['description "a\\«n»b";', 'constant.character.escape'],
  [`description 'a\\«n»b';`, 'string.quoted.single'],
  ['description\n "one\n «two»";', 'string.quoted.double'],
  ['// leaf «x» {', 'comment.line.double-slash'],
  ['/* leaf\n «x» */', 'comment.block'],
  ['namespace "http://«x»";', 'string.quoted.double'],
  ['namespace «urn:x:y»;', 'string.unquoted'],
  ['«oc-ext»:openconfig-version "1";', 'entity.name.namespace.prefix'],
  ['oc-ext:«openconfig-version» "1";', 'entity.name.function.extension'],
  ['oc:flag «;»', 'punctuation.terminator.statement'],
]

for (const [marked, scope] of CASES) {
  test(`YANG ${JSON.stringify(marked)}`, () => {
    assert.equal(scopesAtMark(grammar, marked).at(-1), `${scope}.yang`)
  })
}

test('a statement without its semicolon does not colour the next one wrongly', () => {
  assert.equal(
    scopesAtMark(grammar, 'leaf a {\n  default x\n  «mandatory» true;').at(-1),
    'support.type.property-name.yang',
  )
})

test('after any whole statement nothing is left open', () => {
  for (const [marked] of CASES.filter(([text]) => /[;}]$/.test(text))) {
    const tokens = tokenize(grammar, `${marked.replace(/[«»]/g, '')}\n ; `)
    assert.deepEqual(tokens.at(-2)?.scopes, ['source.yang', 'punctuation.terminator.statement.yang'], marked)
  }
})
