import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema } from '../../../src/yang/schema.ts'
import type { SchemaNode } from '../../../src/yang/schemaNode.ts'
import type { Type } from '../../../src/yang/type.ts'

/** The type of leaf `x` in a module with `body`, and what was wrong with it. */
function typeOf(type: string, body = ''): { type: Type; problems: string } {
  const schema = buildSchema({
    texts: [`module a { yang-version 1.1; namespace "urn:a"; prefix a; ${body} leaf x { type ${type} } }`],
  })
  const found = schema.find([{ namespace: 'urn:a', name: 'x' }])?.type
  assert.ok(found)
  return { type: found, problems: schema.problems.map(({ message }) => message).join('\n') }
}

const parts = (type: Type): string => {
  const restriction = 'range' in type ? type.range : 'length' in type ? type.length : undefined
  return (
    restriction?.parts.map(({ min, max }) => (min === max ? `${min}` : `${min}..${max}`)).join('|') ?? 'any'
  )
}

const RESTRICTED: Record<string, [type: string, body: string, expected: string]> = {
  'an integer’s own bounds': ['int8;', '', '-128..127'],
  'min and max': ['uint8 { range "min..3 | 7 | 9..max"; }', '', '0..3|7|9..255'],
  'min and max of a typedef': [
    't { range "min..5|max"; }',
    'typedef t { type int8 { range "2..10"; } }',
    '2..5|10',
  ],
  'a typedef’s range': ['t;', 'typedef t { type u; } typedef u { type int32 { range "1..2"; } }', '1..2'],
  'white space and signs': ['int16 { range " -5 .. +5 "; }', '', '-5..5'],
  'hexadecimal bounds': ['uint16 { range "0x10..0xff"; }', '', '16..255'],
  'scaled decimals': ['decimal64 { fraction-digits 2; range "-1.5..3 | 4.25"; }', '', '-150..300|425'],
  'a decimal typedef': [
    't { range "1..max"; }',
    'typedef t { type decimal64 { fraction-digits 1; range "0..9.5"; } }',
    '10..95',
  ],
  'no decimal range': ['decimal64 { fraction-digits 2; }', '', 'any'],
  'a length': ['string { length "1..10 | 20"; }', '', '1..10|20'],
  'a length to the end': ['binary { length "4..max"; }', '', '4..18446744073709551615'],
  'a length in a length': ['t { length "min..3"; }', 'typedef t { type string { length "2..4"; } }', '2..3'],
}

for (const [name, [type, body, expected]] of Object.entries(RESTRICTED)) {
  test(`restriction: ${name}`, () => {
    const found = typeOf(type, body)
    assert.equal(parts(found.type), expected)
    assert.equal(found.problems, '')
  })
}

const WRONG: Record<string, [type: string, message: RegExp, body?: string]> = {
  'ends swapped': ['int8 { range "5..1"; }', /ascend/],
  'parts out of order': ['int8 { range "5..6|1..2"; }', /ascend/],
  'no number': ['int8 { range "a..b"; }', /no range/],
  'too wide for the base': ['uint8 { range "0..256"; }', /not inside/],
  'wider than the typedef': [
    't { range "0..9"; }',
    /not inside/,
    'typedef t { type int8 { range "1..5"; } }',
  ],
  'no fraction-digits': ['decimal64;', /fraction-digits/],
  'an enum that the base has not': [
    't { enum z; }',
    /z is not in the type/,
    'typedef t { type enumeration { enum a; } }',
  ],
  'an enumeration of nothing': ['enumeration;', /no enum/],
  'a leafref without a path': ['leafref;', /needs a path/],
  'an unknown base': ['identityref { base z; }', /Identity z/],
  'an unknown prefix': ['z:t;', /Type z:t is not defined/],
}

for (const [name, [type, message, body]] of Object.entries(WRONG)) {
  test(`reported: ${name}`, () => {
    assert.match(typeOf(type, body).problems, message)
  })
}

const values = (type: Type): string => {
  const listed = type.base === 'enumeration' ? type.enums : type.base === 'bits' ? type.bits : []
  return listed.map(({ name, value }) => `${name}=${value}`).join(' ')
}

const VALUES: Record<string, [type: string, body: string, expected: string]> = {
  'numbers follow the highest': [
    'enumeration { enum a; enum b { value 7; } enum c; enum d { value -3; } enum e; }',
    '',
    'a=0 b=7 c=8 d=-3 e=9',
  ],
  positions: ['bits { bit a { position 3; } bit b; bit c { position 0; } }', '', 'a=3 b=4 c=0'],
  'a restricted one keeps its numbers': [
    't { enum c; enum a; }',
    'typedef t { type enumeration { enum a { value 5; } enum b; enum c; } }',
    'c=7 a=5',
  ],
  'an enum with a feature that is on': [
    'enumeration { enum a; enum b { if-feature f; } enum c; }',
    'feature f;',
    'a=0 b=1 c=2',
  ],
}

for (const [name, [type, body, expected]] of Object.entries(VALUES)) {
  test(`values: ${name}`, () => {
    assert.equal(values(typeOf(type, body).type), expected)
  })
}

test('an enum whose feature is off is left out, its number stays taken', () => {
  const texts = [
    'module a { yang-version 1.1; namespace "urn:a"; prefix a; feature f; leaf x { type enumeration { enum a { if-feature f; } enum b; } } }',
  ]
  const type = buildSchema({ texts, features: new Map() }).roots[0]?.type
  assert.equal(type && values(type), 'b=1')
})

test('patterns of the whole chain, with their messages', () => {
  const { type } = typeOf(
    't { pattern "b" { modifier invert-match; error-message "no b"; } }',
    'typedef t { type string { pattern "a"; } }',
  )
  assert.deepEqual(
    type.base === 'string' &&
      type.patterns.map(({ text, invertMatch, errorMessage }) => [text, invertMatch, errorMessage]),
    [
      ['a', false, undefined],
      ['b', true, 'no b'],
    ],
  )
})

test('the typedefs passed through, the nearest default and units', () => {
  const schema = buildSchema({
    texts: [
      'module a { namespace "urn:a"; prefix a; typedef t { type u; } typedef u { type int8; default 4; units s; } leaf x { type t; } leaf y { type a:t; mandatory true; } leaf-list z { type t; } }',
    ],
  })
  const [x, y, z] = schema.roots
  assert.deepEqual(
    {
      typedefs: x?.type?.typedefs.map(({ name }) => name),
      names: [x?.type?.name, y?.type?.name],
      units: x?.units,
      defaults: [x?.defaults, y?.defaults, z?.defaults],
    },
    { typedefs: ['t', 'u'], names: ['t', 'a:t'], units: 's', defaults: [['4'], [], ['4']] },
  )
})

test('a local typedef hides a module’s; unions keep their order', () => {
  const schema = buildSchema({
    texts: [
      'module a { namespace "urn:a"; prefix a; typedef t { type int8; } container c { typedef t { type string; } leaf x { type union { type t; type boolean; } } } leaf y { type t; } }',
    ],
  })
  const type = schema.roots[0]?.children[0]?.type
  assert.deepEqual(type?.base === 'union' && type.members.map(({ base }) => base), ['string', 'boolean'])
  assert.equal(schema.roots[1]?.type?.base, 'int8')
})

const LEAFREF_BODY = `
  container top { list l { key k; leaf k { type string; } leaf v { type int8; } choice ch { case one { leaf inch { type string; } } } container in { REF } }
    leaf n { type string; } }
  container other { leaf ref { type leafref { path "/a:top/a:l/a:k"; } } }
  rpc r { input { leaf i { type string; } leaf x { type leafref { path "../i"; } } leaf y { type leafref { path "/a:top/a:n"; } } } output { leaf i { type int8; } } }`

const LEAFREFS: Record<string, [path: string, target: string | undefined]> = {
  absolute: ['/a:top/a:l/a:v', 'v'],
  'absolute without prefixes': ['/top/l/v', 'v'],
  relative: ['../../v', 'v'],
  'out of a choice': ['../../inch', 'inch'],
  'with predicates': ['/a:top/a:l[a:k = current()/../../a:k]/a:v', 'v'],
  'with current()': ['current()/../../k', 'k'],
  'with deref()': ['deref(/a:other/a:ref)/../v', 'v'],
  'broken over lines': ['../../\n   v', 'v'],
  'too many steps up': ['../../../../../../v', undefined],
  'by itself': ['deref(../here)/../../v', undefined],
  'too many derefs': ['deref('.repeat(20_000), undefined],
  'to nothing': ['../../zz', undefined],
}

function nodeNamed(nodes: readonly SchemaNode[], name: string): SchemaNode | undefined {
  for (const node of nodes) {
    const found = node.name === name && node.kind === 'leaf' ? node : nodeNamed(node.children, name)
    if (found) return found
  }
  return undefined
}

for (const [name, [path, target]] of Object.entries(LEAFREFS)) {
  test(`leafref: ${name}`, () => {
    const body = LEAFREF_BODY.replace('REF', `leaf here { type leafref { path "${path}"; } }`)
    const schema = buildSchema({ texts: [`module a { namespace "urn:a"; prefix a; ${body} }`] })
    const node = nodeNamed(schema.roots, 'here')
    assert.ok(node?.type?.base === 'leafref')
    assert.equal(node.type.target(node)?.name, target)
  })
}

test('leafrefs inside an operation stay on their side of it', () => {
  const schema = buildSchema({
    texts: [`module a { namespace "urn:a"; prefix a; ${LEAFREF_BODY.replace('REF', '')} }`],
  })
  const leaf = (name: string): SchemaNode | undefined =>
    schema.find(['r', 'input', name].map((step) => ({ namespace: 'urn:a', name: step })))
  const target = (name: string): SchemaNode | undefined => {
    const node = leaf(name)
    return node?.type?.base === 'leafref' ? node.type.target(node) : undefined
  }
  assert.equal(target('x')?.type?.base, 'string')
  assert.equal(target('y')?.name, 'n')
})
