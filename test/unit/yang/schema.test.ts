import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkSchema } from '../../../src/yang/checkSchema.ts'
import { buildSchema } from '../../../src/yang/schema.ts'
import type { Schema, SchemaOptions } from '../../../src/yang/schema.ts'
import type { SchemaNode } from '../../../src/yang/schemaNode.ts'
import { searchSchema } from '../../../src/yang/search.ts'
import { dataPath } from '../../../src/yang/dataPath.ts'

const module = (name: string, body: string, header = ''): string =>
  `module ${name} { yang-version 1.1; namespace "urn:${name}"; prefix ${name}; ${header} ${body} }`
const importing = (...names: string[]): string =>
  names.map((name) => `import ${name} { prefix ${name}; }`).join(' ')

const build = (texts: readonly string[], options: Omit<SchemaOptions, 'texts'> = {}): Schema =>
  buildSchema({ texts, ...options })

/** `a/b:c/d`: a prefix is a module's name, kept for what follows. */
function at(schema: Schema, path: string): SchemaNode {
  let namespace = ''
  const names = path.split('/').map((step) => {
    const [first = '', second] = step.split(':')
    if (second !== undefined) namespace = `urn:${first}`
    return { namespace, name: second ?? first }
  })
  const node = schema.find(names)
  assert.ok(node, `${path} is missing`)
  return node
}

const names = (nodes: readonly SchemaNode[]): string =>
  nodes
    .map(({ module: { name }, name: own, kind, children }) => {
      const inside = kind === 'choice' || kind === 'case' ? `(${names(children)})` : ''
      return `${name}:${own}${inside}`
    })
    .join(' ')

const problems = (schema: Schema): string =>
  checkSchema(schema)
    .map(({ module: name, message }) => `${name ?? ''}: ${message}`)
    .join('\n')

test('uses, refine and augment inside uses, the outer ones over the inner ones', () => {
  const schema = build([
    module(
      'a',
      `grouping in { container c { leaf x { type string; default 1; } leaf y { type string; } must "in"; } }
       grouping mid { uses in { refine c/x { default 2; description mid; } augment c { leaf z { type string; } } } }
       container top { uses mid { refine c/x { default 3; } refine c/z { mandatory true; } refine c { must "out"; presence p; } } }`,
    ),
  ])
  assert.equal(names(at(schema, 'a:top/c').children), 'a:x a:y a:z')
  assert.deepEqual(at(schema, 'a:top/c/x').defaults, ['3'])
  assert.equal(at(schema, 'a:top/c/x').description, 'mid')
  assert.equal(at(schema, 'a:top/c/z').mandatory, true)
  assert.deepEqual(
    at(schema, 'a:top/c').musts.map(({ expression }) => expression),
    ['in', 'out'],
  )
  assert.equal(at(schema, 'a:top/c').presence, 'p')
  assert.equal(problems(schema), '')
})

test('augments across modules, of augments too, with shorthand cases', () => {
  const schema = build([
    module('c', 'augment "/a:top/b:bb" { leaf cc { type string; } }', importing('a', 'b')),
    module(
      'b',
      'augment "/a:top" { container bb { } } augment "/a:top/a:ch" { leaf short { type string; } }',
      importing('a'),
    ),
    module(
      'a',
      'container top { leaf own { type string; } choice ch { case one { leaf p { type string; } } container q { } } }',
    ),
  ])
  assert.equal(names(at(schema, 'a:top').children), 'a:own a:ch(a:one(a:p) a:q(a:q) b:short(b:short)) b:bb')
  assert.equal(names(at(schema, 'a:top/b:bb').children), 'c:cc')
  assert.equal(at(schema, 'a:top/b:short').parent?.kind, 'case')
  assert.equal(dataPath(at(schema, 'a:top/b:bb/c:cc')), '/a:top/b:bb/c:cc')
  assert.equal(problems(schema), '')
})

test('whens: of the node, of uses and augment around it', () => {
  const schema = build([
    module(
      'b',
      'grouping g { leaf x { type string; when "self"; } } augment /a:top { when "aug"; uses g { when "uses"; } }',
      importing('a'),
    ),
    module('a', 'container top { }'),
  ])
  assert.deepEqual(
    at(schema, 'a:top/b:x').whens.map(({ expression, context }) => `${expression} ${context}`),
    ['self self', 'uses parent', 'aug parent'],
  )
})

test('deviations: add, replace, delete, not-supported', () => {
  const schema = build([
    module(
      'a',
      `container c { leaf x { type string; default d; units u; } leaf gone { type string; }
      list l { key k; unique x; leaf k { type string; } leaf x { type string; } must "one"; must "two"; } leaf n { type int8; } }`,
    ),
    module(
      'dev',
      `deviation /a:c/a:x { deviate replace { type int8; default 5; } deviate delete { units u; } }
      deviation /a:c/a:gone { deviate not-supported; }
      deviation /a:c/a:l { deviate add { max-elements 4; must "three"; } deviate delete { unique x; must "one"; } }
      deviation /a:c/a:n { deviate add { config false; mandatory true; } }`,
      importing('a'),
    ),
  ])
  const x = at(schema, 'a:c/x')
  assert.deepEqual([x.type?.base, x.defaults, x.units], ['int8', ['5'], undefined])
  assert.equal(names(at(schema, 'a:c').children), 'a:x a:l a:n')
  const list = at(schema, 'a:c/l')
  assert.deepEqual(
    [list.maxElements, list.uniques, list.musts.map(({ expression }) => expression)],
    [4, [], ['two', 'three']],
  )
  assert.deepEqual([at(schema, 'a:c/n').config, at(schema, 'a:c/n').mandatory], [false, true])
  assert.equal(problems(schema), '')
})

test('config is inherited; operations and what is in them have none', () => {
  const schema = build([
    module(
      'a',
      `container s { config false; container t { config true; leaf x { type string; } action go { input { leaf i { type string; } } } } }
      rpc r { input { leaf i { type string; config false; } } } notification n { leaf v { type string; } } container w { leaf x { type string; } }`,
    ),
  ])
  assert.deepEqual(
    ['a:s/t/x', 'a:s/t/go/input/i', 'a:r/input/i', 'a:r/output', 'a:n/v', 'a:w/x'].map(
      (path) => at(schema, path).config,
    ),
    [false, undefined, undefined, undefined, undefined, true],
  )
})

test('keys come first, in their order; actions and notifications last', () => {
  const schema = build([
    module(
      'a',
      `list l { key "k2 a:k1"; notification n; leaf x { type string; } leaf k1 { type string; } action go; leaf k2 { type string; } }`,
    ),
  ])
  assert.equal(names(at(schema, 'a:l').children), 'a:k2 a:k1 a:x a:go a:n')
  assert.deepEqual(at(schema, 'a:l').keys, ['k2', 'k1'])
})

const FEATURES: Record<string, [on: string[] | undefined, left: string]> = {
  'all on': [undefined, 'a:either a:nested'],
  none: [[], 'a:neither'],
  one: [['one'], 'a:either a:neither'],
  'one that needs another': [['needs'], 'a:neither'],
  'one with what it needs': [['needs', 'one'], 'a:either a:neither a:nested'],
}

for (const [name, [on, left]] of Object.entries(FEATURES)) {
  test(`features: ${name}`, () => {
    const text = module(
      'a',
      `feature one; feature two; feature needs { if-feature one; }
      leaf either { if-feature "one or two"; type string; }
      leaf neither { if-feature "not (one and two)"; type string; }
      leaf nested { if-feature "needs and not not one"; type string; }`,
    )
    const schema = build([text], on && { features: new Map([['a', new Set(on)]]) })
    assert.equal(names(schema.roots), left)
  })
}

test('submodules belong to their module, with prefixes of their own', () => {
  const schema = build([
    'submodule sub { belongs-to a { prefix x; } import b { prefix p; } container c { leaf l { type p:t; must "p:q"; } uses x:g; } }',
    module('a', 'include sub; grouping g { leaf y { type string; } }'),
    module('b', 'typedef t { type int8; }'),
  ])
  assert.equal(names(at(schema, 'a:c').children), 'a:l a:y')
  const leaf = at(schema, 'a:c/l')
  assert.deepEqual(
    [leaf.type?.base, leaf.musts[0]?.resolvePrefix('p')?.name, leaf.origin.module],
    ['int8', 'b', 'sub'],
  )
})

test('imports by revision, else the newest; only one revision is implemented', () => {
  const old = module('b', 'revision 2020-01-01; typedef t { type int8; } leaf old { type t; }')
  const young = module('b', 'revision 2021-01-01; typedef t { type string; } leaf young { type t; }')
  const schema = build([
    old,
    young,
    module(
      'a',
      'leaf x { type o:t; } leaf y { type n:t; }',
      'import b { prefix o; revision-date 2020-01-01; } import b { prefix n; }',
    ),
  ])
  assert.deepEqual([at(schema, 'a:x').type?.base, at(schema, 'a:y').type?.base], ['int8', 'string'])
  assert.equal(names(schema.roots), 'b:young a:x a:y')
  assert.equal(schema.module('b')?.revision, '2021-01-01')
  assert.equal(schema.module('b', '2020-01-01')?.implemented, false)
  assert.equal(names(build([old, young], { implemented: ['b@2020-01-01'] }).roots), 'b:old')
})

test('identities with their derived sets, over modules', () => {
  const schema = build([
    module('a', 'identity base; identity one { base base; }'),
    module('b', 'identity two { base a:one; } identity both { base a:base; base two; }', importing('a')),
  ])
  const base = schema.module('a')?.identities.get('base')
  assert.deepEqual([...(base?.derived ?? [])].map(({ name }) => name).sort(), ['both', 'one', 'two'])
  assert.deepEqual(
    [...(schema.module('b')?.identities.get('two')?.derived ?? [])].map(({ name }) => name),
    ['both'],
  )
})

const WRONG: Record<string, [texts: string[], message: RegExp]> = {
  'a missing module': [[module('a', '', importing('zz'))], /Module zz is missing/],
  'a missing revision': [
    [module('a', '', 'import b { prefix b; revision-date 2000-01-01; }'), module('b', '')],
    /b@2000-01-01 is missing/,
  ],
  'a missing submodule': [[module('a', 'include sub;')], /Submodule sub is missing/],
  'a missing grouping': [[module('a', 'uses g;')], /Grouping g is not defined/],
  'a missing type': [[module('a', 'leaf x { type t; }')], /Type t is not defined/],
  'a missing identity': [[module('a', 'identity x { base y; }')], /Identity y is not defined/],
  'a missing feature': [[module('a', 'leaf x { if-feature f; type int8; }')], /Feature f is not defined/],
  'a grouping that uses itself': [
    [module('a', 'grouping g { container c { uses h; } } grouping h { uses g; } uses g;')],
    /uses itself/,
  ],
  'a type defined by itself': [
    [module('a', 'typedef t { type u; } typedef u { type t; } leaf x { type t; }')],
    /is defined by itself/,
  ],
  'an identity derived from itself': [
    [module('a', 'identity x { base y; } identity y { base x; }')],
    /derived from itself/,
  ],
  'an augment of nothing': [[module('a', 'augment /a:x { leaf y { type int8; } }')], /no node a:x/],
  'a leafref to nothing': [[module('a', 'leaf x { type leafref { path "../y"; } }')], /leads to no node/],
  'two nodes of a name': [[module('a', 'leaf x { type int8; } container x;')], /two nodes x/],
  'a prefix twice': [
    [module('a', '', 'import b { prefix p; } import c { prefix p; }'), module('b', ''), module('c', '')],
    /Prefix p is taken/,
  ],
  'an unknown prefix in a path': [
    [module('a', 'augment /q:x { leaf y { type int8; } }')],
    /Prefix q means no module/,
  ],
  'an odd if-feature': [
    [module('a', 'feature f; leaf x { if-feature "f and"; type int8; }')],
    /no if-feature expression/,
  ],
}

for (const [name, [texts, message]] of Object.entries(WRONG)) {
  test(`reported and survived: ${name}`, () => {
    assert.match(problems(build(texts)), message)
  })
}

test('modules that import each other are linked all the same', () => {
  const schema = build([
    module('a', 'leaf x { type b:t; } typedef t { type int8; }', importing('b')),
    module('b', 'leaf y { type a:t; } typedef t { type string; }', importing('a')),
  ])
  assert.deepEqual([at(schema, 'a:x').type?.base, at(schema, 'b:y').type?.base], ['string', 'int8'])
})

test('groupings made to explode are cut', () => {
  const stack = Array.from(
    { length: 60 },
    (_, n) => `grouping g${n} { container a { uses g${n + 1}; } uses g${n + 1}; }`,
  ).join(' ')
  const schema = build([
    module('a', `${stack} grouping g60 { leaf x { type int8; } } container top { uses g0; }`),
  ])
  assert.ok(at(schema, 'a:top').children.length < 100)
})

test('features made to explode cost no more than others; those that need themselves are reported', () => {
  const stack = Array.from(
    { length: 60 },
    (_, n) => `feature f${n} { if-feature "f${n + 1} and f${n + 1}"; }`,
  )
  const schema = build([
    module(
      'a',
      `${stack.join(' ')} feature f60; feature x { if-feature "y and y"; } feature y { if-feature "x and x"; }`,
    ),
  ])
  assert.equal(schema.module('a')?.features.get('f0'), true)
  assert.match(problems(schema), /Feature \w needs itself/)
})

test('structures and yang-data, augment-structure', () => {
  const schema = build([
    module('ietf-yang-structure-ext', 'extension structure { argument name; }'),
    module(
      'a',
      `sx:structure s { leaf x { type int8; } container c; } sx:augment-structure /a:s/a:c { leaf z { type int8; } }`,
      'import ietf-yang-structure-ext { prefix sx; }',
    ),
  ])
  const [tree] = schema.extensionTrees
  assert.equal(names(tree?.node.children ?? []), 'a:x a:c')
  assert.equal(names(tree?.node.children[1]?.children ?? []), 'a:z')
  assert.equal(tree?.node.children[0]?.config, undefined)
})

test('a schema path names choices and cases', () => {
  const schema = build([module('a', 'container c { choice ch { leaf x { type int8; } } }')])
  const path = ['c', 'ch', 'x', 'x'].map((name) => ({ namespace: 'urn:a', name }))
  assert.equal(schema.findSchemaNode(path)?.kind, 'leaf')
  assert.equal(schema.findSchemaNode(path.slice(0, 3))?.kind, 'case')
})

test('modules that import each other are reported, once for each circle, and stay linked', () => {
  const module = (name: string, ...imports: string[]): string =>
    `module ${name} { namespace "urn:${name}"; prefix ${name}; ${imports
      .map((other) => `import ${other} { prefix ${other}; }`)
      .join(' ')} typedef t { type string; } leaf ${name} { type ${imports[0] ?? name}:t; } }`
  const schema = buildSchema({
    texts: [module('a', 'b', 'd'), module('b', 'c'), module('c', 'a'), module('d', 'c')],
  })
  assert.deepEqual(
    schema.problems.map(({ severity, message, module: of }) => [severity, message, of]),
    [['error', 'Modules import each other: a → b → c → a.', 'c']],
  )
  assert.equal(schema.roots[0]?.type?.base, 'string')
  const itself = buildSchema({ texts: [module('e', 'e')] }).problems.map(({ message }) => message)
  assert.ok(itself.includes('Modules import each other: e → e.'))
})

test('a data path names the module of what was augmented into a choice', () => {
  const schema = buildSchema({
    texts: [
      'module a { namespace "urn:a"; prefix a; container top { choice way { case one { leaf x { type string; } } } } }',
      'module b { namespace "urn:b"; prefix b; import a { prefix a; } augment "/a:top/a:way" { case two { leaf y { type string; } } } }',
    ],
  })
  const y = schema.find([
    { namespace: 'urn:a', name: 'top' },
    { namespace: 'urn:b', name: 'y' },
  ])
  assert.equal(y && dataPath(y), '/a:top/b:y')
  assert.equal(searchSchema(schema, 'y')[0]?.path, '/a:top/b:y')
})
