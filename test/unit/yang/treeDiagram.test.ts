import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema } from '../../../src/yang/schema.ts'
import { treeDiagram, treeOfNode } from '../../../src/yang/treeDiagram.ts'

const TARGET = `module t { yang-version 1.1; namespace "urn:t"; prefix t; feature f1; feature f2;
  container top { leaf own { type string; }
    list l { key "k2 k1"; leaf a { type string; } leaf k1 { type string; } leaf k2 { type string; }
      action act { input { leaf i { type string; } } } notification nn { leaf q { type string; } } leaf last { type int8; } }
    choice ch { if-feature "f1 or f2"; leaf sh { if-feature f1; type string; }
      case c2 { leaf cc { type leafref { path "../own"; } } } list li { key x; leaf x { type string; } } }
    container gone { status deprecated; presence p; leaf old { type string; status obsolete; } } }
  augment /top { leaf self1 { type string; } } augment /top { leaf self2 { type string; } }
  augment /top { leaf self3 { type string; } } augment /top { leaf self4 { type string; } }
  rpc r { input { leaf x { type string; } } output { anydata d; } } rpc r2; notification n { leaf v { type int8; } } }`

const OTHER = `module za { namespace "urn:za"; prefix za; import t { prefix t; } grouping g { leaf gg { type string; } }
  augment /t:top { leaf z1 { type string; } } augment /t:top { uses g; leaf z2 { type string; config false; } }
  augment /t:top/t:ch { leaf z3 { type string; } container z4 { leaf z5 { type string; mandatory true; } } } }`

/** As yanglint 2.1.30 prints both: `-i -f tree`. */
const TARGET_TREE = `module: t
  +--rw top
     +--rw own?     string
     +--rw l* [k2 k1]
     |  +--rw k2      string
     |  +--rw k1      string
     |  +--rw a?      string
     |  +--rw last?   int8
     |  +---x act
     |  |  +---w input
     |  |     +---w i?   string
     |  +---n nn
     |     +---- q?   string
     +--rw (ch)? {f1 or f2}?
     |  +--:(sh)
     |  |  +--rw sh?   string {f1}?
     |  +--:(c2)
     |  |  +--rw cc?   -> ../own
     |  +--:(li)
     |  |  +--rw li* [x]
     |  |     +--rw x    string
     |  +--:(za:z3)
     |  |  +--rw za:z3?   string
     |  +--:(za:z4)
     |     +--rw za:z4
     |        +--rw za:z5    string
     x--rw gone!
     |  o--rw old?   string
     +--rw self1?   string
     +--rw self4?   string
     +--rw self3?   string
     +--rw self2?   string
     +--rw za:gg?    string
     +--ro za:z2?    string
     +--rw za:z1?    string

  rpcs:
    +---x r
    |  +---w input
    |  |  +---w x?   string
    |  +--ro output
    |     +--ro d?   anydata
    +---x r2

  notifications:
    +---n n
       +---- v?   int8
`

const OTHER_TREE = `module: za

  augment /t:top:
    +--rw z1?   string
  augment /t:top:
    +---u g
    +--ro z2?   string
  augment /t:top/t:ch:
    +--rw z3?   string
    +--rw z4
       +--rw z5    string
`

const schema = buildSchema({ texts: [TARGET, OTHER] })
const drawn = (name: string): string => {
  const module = schema.module(name)
  assert.ok(module)
  return treeDiagram(schema, module)
}

test('a module with what others add to it', () => {
  assert.equal(drawn('t'), TARGET_TREE)
})

test('augments of another module as they are written', () => {
  assert.equal(drawn('za'), OTHER_TREE)
})

test('one node, with those above it', () => {
  const path = ['top', 'l', 'act'].map((name) => ({ namespace: 'urn:t', name }))
  const node = schema.find(path)
  assert.ok(node)
  assert.equal(
    treeOfNode(schema, node),
    `module: t
  +--rw top
     +--rw l* [k2 k1]
        +---x act
           +---w input
              +---w i?   string
`,
  )
})

test('a choice in an augment: its nodes stand in line with each other, below cases of their own', () => {
  const texts = [
    'module t { namespace "urn:t"; prefix t; container top; }',
    `module a { namespace "urn:a"; prefix a; import t { prefix t; } augment /t:top { choice c { mandatory true;
      leaf short { type int8; } container longer-name { leaf x { type int8; } } list l { key k; leaf k { type int8; } } } } }`,
  ]
  const other = buildSchema({ texts })
  const module = other.module('a')
  assert.equal(
    module && treeDiagram(other, module),
    `module: a

  augment /t:top:
    +--rw (c)
       +--:(short)?
       |  +--rw short?         int8
       +--:(longer-name)
       |  +--rw longer-name
       |  |  +--rw x?   int8
       +--rw l* [k]
          +--rw k    int8
`,
  )
})

const LONG = `module l { yang-version 1.1; namespace "urn:l"; prefix l; feature feature-name;
  container top { leaf a-rather-long-name { if-feature "feature-name"; type leafref { path "/l:top/l:some-long-name"; } }
    leaf some-long-name { type string; } } }`

const WIDTHS: Record<number, string> = {
  30: `     +--rw a-rather-long-name?
     |       leafref
     |       {feature-name}?
     +--rw some-long-name?
             string`,
  50: `     +--rw a-rather-long-name?
     |       -> /l:top/l:some-long-name
     |       {feature-name}?
     +--rw some-long-name?       string`,
  90: `     +--rw a-rather-long-name?   -> /l:top/l:some-long-name {feature-name}?
     +--rw some-long-name?       string`,
}

for (const [lineLength, lines] of Object.entries(WIDTHS)) {
  test(`lines of at most ${lineLength} characters`, () => {
    const long = buildSchema({ texts: [LONG] })
    const module = long.module('l')
    const text = module && treeDiagram(long, module, { lineLength: Number(lineLength) })
    assert.equal(text, `module: l\n  +--rw top\n${lines}\n`)
  })
}

test('structures by keyword with no flags, yang-data with empty ones', () => {
  const texts = [
    'module ietf-yang-structure-ext { namespace "urn:sx"; prefix sx; extension structure { argument name; } }',
    'module ietf-restconf { namespace "urn:rc"; prefix rc; extension yang-data { argument name; } }',
    `module a { namespace "urn:a"; prefix a; import ietf-yang-structure-ext { prefix sx; } import ietf-restconf { prefix rc; }
      sx:structure one { leaf x { type int8; } container c; } rc:yang-data two { container d { leaf y { type int8; } } } }`,
  ]
  const other = buildSchema({ texts })
  const module = other.module('a')
  assert.equal(
    module && treeDiagram(other, module),
    `module: a

  structure one:
    +-- c
    +-- x?   int8

  yang-data two:
    +---- d
       +---- y?   int8
`,
  )
})
