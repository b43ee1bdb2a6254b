// Values against types: accepted or refused, canonical form, the union member that took it, what is possible.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPatternCache } from '../../../src/yang/pattern.ts'
import type { SchemaNode } from '../../../src/yang/schemaNode.ts'
import { checkValue } from '../../../src/yang/value.ts'
import type { ValueContext } from '../../../src/yang/value.ts'
import { possibleValues } from '../../../src/yang/valueChoices.ts'
import { schemaOf } from './instanceTree.ts'

const MODULE = `module v { yang-version 1.1; namespace "urn:v"; prefix v;
  identity base; identity a { base base; } identity b { base a; } identity other;
  identity both { base base; base other; }
  leaf i8 { type int8; } leaf u8 { type uint8; } leaf i64 { type int64; } leaf u64 { type uint64; }
  leaf ir { type int32 { range "1..10 | 20 | 30..max" {
    error-app-tag "too-far"; error-message "Choose a nearer one"; } } }
  leaf d2 { type decimal64 { fraction-digits 2; } } leaf d18 { type decimal64 { fraction-digits 18; } }
  leaf dr { type decimal64 { fraction-digits 1; range "1.5..2.5"; } }
  leaf s { type string { length "2..3"; } }
  leaf sp { type string { pattern "a.*"; pattern "x.*" { modifier invert-match; } pattern ".*z?" ; } }
  leaf sx { type string { pattern "x.*" { modifier invert-match; error-app-tag "no-x"; } } }
  leaf bin { type binary; } leaf binl { type binary { length "2..3"; } }
  leaf en { type enumeration { enum one { description "The first"; } enum "two words"; } }
  leaf bi { type bits { bit c { position 5; } bit a { position 1; } bit b { position 3; } } }
  leaf bo { type boolean; } leaf em { type empty; }
  leaf id { type identityref { base base; } } leaf idb { type identityref { base base; base other; } }
  leaf un { type union { type uint8; type enumeration { enum auto; } type string { length "5"; } } }
  leaf und { type union { type decimal64 { fraction-digits 2; } type int32; type string; } }
  leaf uni { type union { type identityref { base base; } type boolean; type leafref { path "/v:en"; } } }
  leaf lr { type leafref { path "/v:u8"; } } leaf lr2 { type leafref { path "/v:lr"; } }
  leaf ii { type instance-identifier { require-instance false; } }
  list l { key "k j"; leaf k { type string; } leaf j { type uint8; } leaf val { type string; } }
  list nk { config false; leaf x { type string; } }
  leaf-list ll { type string; } container c { leaf in { type string; } }
}`
const schema = schemaOf(MODULE)
const patterns = createPatternCache()
const PREFIXES: Readonly<Record<string, string>> = { '': 'urn:v', p: 'urn:v', q: 'urn:other' }

function leaf(name: string): SchemaNode {
  const node = schema.dataChild(undefined, 'urn:v', name)
  assert.ok(node, name)
  return node
}

function check(name: string, text: string, more: Partial<ValueContext> = {}): ReturnType<typeof checkValue> {
  const node = leaf(name)
  assert.ok(node.type)
  return checkValue(node.type, text, {
    resolvePrefix: (prefix) => PREFIXES[prefix],
    schema,
    node,
    patterns,
    ...more,
  })
}

/** Leaf, what it takes with the canonical form, what it refuses. Held against libyang when it was written. */
const TABLE: readonly (readonly [
  leaf: string,
  taken: Readonly<Record<string, string>>,
  refused: readonly string[],
])[] = [
  [
    'i8',
    {
      '0': '0',
      '-0': '0',
      '+5': '5',
      '127': '127',
      '-128': '-128',
      '007': '7',
      '08': '8',
      ' 5\n': '5',
      '010': '10',
    },
    ['128', '-129', '', '-', '1 2', '1.0', '1e1', '٣', '0x1f', '0x80', '0x', '--5', '+ 5'],
  ],
  ['i8', {}, ['-0x10', '0X1F', '0200', '0b1', '9'.repeat(10_000)]],
  ['u8', { '255': '255', '-0': '0', '0255': '255' }, ['256', '-1', '0400', '0xff']],
  ['i64', { '9223372036854775807': '9223372036854775807' }, ['9223372036854775808', '-9223372036854775809']],
  ['u64', { '18446744073709551615': '18446744073709551615' }, ['18446744073709551616', '-1']],
  ['ir', { '1': '1', '10': '10', '20': '20', '2147483647': '2147483647' }, ['0', '11', '21', '29']],
  [
    'd2',
    {
      '1': '1.0',
      '1.5': '1.5',
      '1.500': '1.5',
      '0': '0.0',
      '-0.0': '0.0',
      '+1.50': '1.5',
      '007.10': '7.1',
      ' 2 ': '2.0',
    },
    ['1.', '.5', '1.505', '1e2', '0x1', '', '.', '-', '1,5', '1.5.5', 'NaN', '92233720368547758.08'],
  ],
  ['d2', { '-92233720368547758.08': '-92233720368547758.08', '-0.05': '-0.05' }, ['-92233720368547758.09']],
  [
    'd18',
    { '0.000000000000000001': '0.000000000000000001', '9.223372036854775807': '9.223372036854775807' },
    ['10'],
  ],
  ['dr', { '1.5': '1.5', '2.50': '2.5', '2': '2.0' }, ['1.4', '2.6']],
  ['s', { ab: 'ab', éé: 'éé', '😀😀😀': '😀😀😀', '  ': '  ' }, ['', 'a', 'abcd', '😀😀😀😀']],
  ['sp', { a: 'a', ax: 'ax' }, ['xa', 'b', '']],
  ['sx', { a: 'a' }, ['x', 'xa']],
  [
    'bin',
    { '': '', 'AA==': 'AA==', '+/+/': '+/+/', 'AB==': 'AB==', ' AAAA\nAAA=\n': 'AAAAAAA=' },
    ['AAA', 'A===', 'AA=', 'a-b_', '=AAA', 'AA==AAAA'],
  ],
  ['binl', { 'AAA=': 'AAA=', AAAA: 'AAAA' }, ['AA==', 'AAAAAA==', '']],
  ['en', { one: 'one', 'two words': 'two words' }, [' one', 'one ', 'ONE', '']],
  ['bi', { '': '', 'b a': 'a b', 'c a b': 'a b c', '  a\n b ': 'a b' }, ['d', 'a a', 'a,b', 'A']],
  ['bo', { true: 'true', false: 'false' }, [' true', 'TRUE', '1', '']],
  ['em', { '': '' }, [' ', 'a']],
  [
    'id',
    { a: 'v:a', 'p:a': 'v:a', 'p:b': 'v:b', both: 'v:both' },
    ['p:base', 'other', 'q:a', 'x:a', '', 'p:', ':a', 'a '],
  ],
  // RFC 7950 §9.10.2 wants all bases; libyang is content with one.
  ['idb', { 'p:both': 'v:both' }, ['p:a', 'p:other']],
  ['un', { '5': '5', auto: 'auto', hello: 'hello' }, ['256', 'x', '', '0x5']],
  ['und', { '1': '1.0', '1.555': '1.555', abc: 'abc' }, []],
  ['uni', { a: 'v:a', true: 'true', one: 'one' }, ['maybe', 'q:a']],
  ['lr', { '5': '5', ' 05': '5' }, ['300', 'a']],
  ['lr2', { '5': '5' }, ['300']],
  [
    'ii',
    {
      '/p:c': '/v:c',
      '/p:c/p:in': '/v:c/in',
      "/p:l[p:k='a'][p:j='01']": "/v:l[k='a'][j='1']",
      '/p:l[ p:j = "1" ][p:k=\'x y\']/p:val': "/v:l[j='1'][k='x y']/val",
      "/p:l[p:k=\"it's\"][p:j='1']": "/v:l[k=\"it's\"][j='1']",
      "/p:ll[.='x']": "/v:ll[.='x']",
      '/p:nk[2]/p:x': '/v:nk[2]/x',
      ' /p:u8 ': '/v:u8',
    },
    [
      '',
      '/',
      'p:c',
      '/c',
      '/p:c/in',
      '/p:c/',
      '/p:c//p:in',
      '/p:zzz',
      '/z:c',
      '/p:l',
      "/p:l[p:k='a']",
      '/p:l[1]',
      '/p:ll',
      '/p:ll[1]',
      '/p:nk',
      '/p:nk[0]',
      "/p:l[p:k='a'][p:j='300']",
      "/p:l[p:k='a'][p:j='1'][p:val='x']",
      "/p:c[.='x']",
      "/p:u8[.='1']",
      "/p:l[p:k=a][p:j='1']",
    ],
  ],
]

for (const [name, taken, refused] of TABLE) {
  test(`value: ${name} takes ${JSON.stringify(Object.keys(taken))}`, () => {
    for (const [text, canonical] of Object.entries(taken)) {
      const result = check(name, text)
      assert.equal(result.valid ? result.canonical : result.reason, canonical, JSON.stringify(text))
    }
    for (const text of refused) {
      const result = check(name, text)
      assert.equal(result.valid, false, `${name} must refuse ${JSON.stringify(text)}`)
    }
  })
}

test('value: in a module, integers may be hexadecimal or octal', () => {
  const canonical = ['-0x10', '010', '0X1F', '0x80'].map((text) => {
    const result = check('i8', text, { inModule: true })
    return result.valid ? result.canonical : undefined
  })
  assert.deepEqual(canonical, ['-16', '8', '31', undefined])
})

/** What a person reads. */
const REASONS: readonly (readonly [leaf: string, text: string, reason: string])[] = [
  ['u8', 'x', '"x" is not an integer; uint8 takes 0 to 255.'],
  ['dr', '9', '"9" is out of range; decimal64 takes 1.5 to 2.5.'],
  ['ir', '15', 'Choose a nearer one. "15" is out of range; int32 takes 1 to 10, 20 or 30 to 2147483647.'],
  ['d2', '1.234', '"1.234" has more than 2 digits behind the point.'],
  ['s', 'abcde', '"abcde" has 5 characters; string takes 2 to 3.'],
  ['sp', 'b', '"b" does not match the pattern of string: a.*'],
  ['sx', 'x', '"x" matches the pattern that it must not match of string: x.*'],
  ['en', 'x', '"x" is not one of one or two words.'],
  ['bi', 'a a', 'The bit "a" is there twice.'],
  ['id', 'x:a', '"x:a" has an unknown prefix; it may be v:a, v:b or v:both.'],
  ['id', 'base', '"base" is not an identity derived from v:base; it may be v:a, v:b or v:both.'],
  ['ii', '/p:l', '"/p:l" leads nowhere: the key "k" of "l" is missing.'],
]

for (const [name, text, reason] of REASONS) {
  test(`value: why ${name} refuses ${text}`, () => {
    const result = check(name, text)
    assert.equal(result.valid ? undefined : result.reason, reason)
  })
}

test('value: the error-app-tag of a range or pattern comes along', () => {
  const range = check('ir', '15')
  const pattern = check('sx', 'x')
  assert.equal(range.valid ? undefined : range.appTag, 'too-far')
  assert.equal(range.valid ? undefined : range.errorMessage, 'Choose a nearer one')
  assert.equal(pattern.valid ? undefined : pattern.appTag, 'no-x')
})

test('value: a union says which member took it', () => {
  const bases = ['5', 'auto', 'hello'].map((text) => {
    const result = check('un', text)
    return result.valid ? result.type.base : undefined
  })
  assert.deepEqual(bases, ['uint8', 'enumeration', 'string'])
})

test('value: a member that demands an instance takes only what is there', () => {
  const there = check('uni', 'one', {
    refersTo: (type, canonical) => type.base === 'leafref' && canonical === 'one',
  })
  assert.equal(there.valid && there.type.base, 'leafref')
  assert.equal(check('uni', 'one', { refersTo: () => false }).valid, false)
})

test('value: without a default namespace, an identity needs its prefix', () => {
  assert.equal(check('id', 'a', { resolvePrefix: () => undefined }).valid, false)
})

const POSSIBLE: readonly (readonly [leaf: string, values: readonly string[]])[] = [
  ['en', ['one', 'two words']],
  ['bi', ['c', 'a', 'b']],
  ['bo', ['true', 'false']],
  ['id', ['v:a', 'v:b', 'v:both']],
  ['idb', ['v:both']],
  ['un', ['auto']],
  ['uni', ['v:a', 'v:b', 'v:both', 'true', 'false', 'one', 'two words']],
  ['u8', []],
]

for (const [name, values] of POSSIBLE) {
  test(`possible values of ${name}`, () => {
    const node = leaf(name)
    assert.ok(node.type)
    const found = possibleValues(node.type, node)
    assert.deepEqual(found.map(({ value }) => value).sort(), [...values].sort())
  })
}

test('possible values carry descriptions and identities', () => {
  const [one] = possibleValues(leaf('en').type!, leaf('en'))
  assert.equal(one?.description, 'The first')
  const identity = possibleValues(leaf('idb').type!, leaf('idb'))[0]?.identity
  assert.equal(identity?.module.namespace, 'urn:v')
})
