import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkStatements } from '../../../src/yang/checkStatements.ts'
import { GRAMMAR, allowedIn } from '../../../src/yang/grammar.ts'
import { parseYang } from '../../../src/yang/parseYang.ts'
import { SAMPLE } from './sampleModule.ts'

const inModule = (body: string, version = '1.1'): string =>
  `module a { yang-version ${version}; namespace "urn:a"; prefix a; ${body} }`

const found = (text: string): string[] => checkStatements(parseYang(text)).map(({ message }) => message)

test('nothing is wrong with a module that has a bit of everything', () => {
  assert.deepEqual(found(SAMPLE), [])
})

const WRONG: Record<string, [text: string, message: string]> = {
  'no namespace': ['module a { prefix a; }', 'module needs a namespace.'],
  'two prefixes': ['module a { namespace n; prefix a; prefix b; }', 'module takes one prefix only.'],
  'no belongs-to': ['submodule a { }', 'submodule needs a belongs-to.'],
  'a namespace in a submodule': [
    'submodule a { namespace n; belongs-to b { prefix b; } }',
    'namespace has no place in submodule.',
  ],
  'a leaf without a type': [inModule('leaf x;'), 'leaf needs a type.'],
  'a leaf in a leaf': [inModule('leaf x { type int8; leaf y { type int8; } }'), 'leaf has no place in leaf.'],
  'no keyword of YANG': [inModule('leav x;'), 'leav is no statement of YANG.'],
  'a keyword that is a property of objects': [
    inModule('constructor x;'),
    'constructor is no statement of YANG.',
  ],
  'anydata in YANG 1': [inModule('anydata x;', '1'), 'anydata in module needs yang-version 1.1.'],
  'an action in YANG 1': [
    inModule('container c { action x; }', '1'),
    'action in container needs yang-version 1.1.',
  ],
  'two defaults in YANG 1': [
    inModule('leaf-list x { type int8; default 1; }', '1'),
    'default in leaf-list needs yang-version 1.1.',
  ],
  'no argument': [inModule('container;'), 'container needs an argument.'],
  'an argument too many': [
    inModule('rpc r { input x { leaf y { type int8; } } }'),
    'input takes no argument.',
  ],
  'no boolean': [
    inModule('leaf x { type int8; config yes; }'),
    'The argument of config must be true or false.',
  ],
  'no date': [inModule('revision 2024-13-01;'), 'The argument of revision must be a date: YYYY-MM-DD.'],
  'no name': [
    inModule('container "a b";'),
    'The argument of container must be a name: letters, digits, _ - and . , the first a letter or _.',
  ],
  'no deviate': [
    inModule('deviation /a:x { deviate remove; }'),
    'The argument of deviate must be not-supported, add, replace or delete.',
  ],
  'two modules in a text': [
    `${inModule('')} module b { namespace n; prefix b; }`,
    'A text holds one module or submodule.',
  ],
  'no module': ['container x;', 'A text begins with module or submodule.'],
}

for (const [name, [text, message]] of Object.entries(WRONG)) {
  test(`found: ${name}`, () => {
    assert.deepEqual(found(text), [message])
  })
}

test('extensions and what is in them are left alone', () => {
  assert.deepEqual(found(inModule('x:y "z" { leaf; nonsense; }')), [])
})

test('problems have ranges: the keyword with its argument', () => {
  const text = inModule('leaf x { description "…"; }')
  const [problem] = checkStatements(parseYang(text))
  assert.equal(problem && text.slice(problem.start, problem.end), 'leaf x')
  assert.equal(problem?.module, 'a')
})

test('the table names statements of the table only, each once', () => {
  for (const [keyword, rule] of Object.entries(GRAMMAR)) {
    const written = rule.substatements.split(' ').filter((word) => word !== '')
    assert.equal(allowedIn(rule).size, written.length, keyword)
    for (const name of allowedIn(rule).keys())
      assert.ok(Object.hasOwn(GRAMMAR, name), `${name} in ${keyword}`)
  }
})
