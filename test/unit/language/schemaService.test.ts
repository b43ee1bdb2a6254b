// What the thread of the schemas answers.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { QuestionKind, SchemaQuestions, SchemaRequest } from '../../../src/language/schemaRequests.ts'
import { SchemaService } from '../../../src/language/schemaService.ts'

const BASE = `module base {
  namespace "urn:base"; prefix b;
  feature fast;
  container net {
    list port {
      key name;
      leaf name { type string; }
      choice speed { case fixed { leaf mbit { type uint32; units mbit; description "How fast it is."; } } leaf auto { type empty; } }
      leaf turbo { if-feature fast; type boolean; }
    }
  }
  rpc reset { input { leaf port { type string; mandatory true; } } }
}`
const EXTRA = `module extra {
  namespace "urn:extra"; prefix e;
  import base { prefix b; }
  augment /b:net/b:port { leaf colour { type enumeration { enum red; } } leaf bad { type nonsense; } }
}`

class Thread {
  readonly service = new SchemaService()
  #id = 0

  ask<Kind extends QuestionKind>(
    type: Kind,
    asks: SchemaQuestions[Kind]['asks'],
  ): SchemaQuestions[Kind]['answer'] {
    this.#id += 1
    // As the real one is asked: what cannot be cloned cannot be asked, nor answered.
    const request = structuredClone({ type, ...asks }) as unknown as SchemaRequest
    const back = structuredClone(this.service.answer({ id: this.#id, request }))
    assert.equal(back.id, this.#id)
    if (back.outcome !== 'answer') throw new Error(`${back.outcome}: ${back.message}`)
    return back.answer as SchemaQuestions[Kind]['answer']
  }
}

function loaded(features: 'all' | Record<string, readonly string[]> = 'all'): Thread {
  const thread = new Thread()
  thread.ask('texts', {
    texts: [
      { hash: 'b', text: BASE },
      { hash: 'e', text: EXTRA },
    ],
  })
  thread.ask('load', { key: 'k', texts: ['b', 'e'], implemented: ['base', 'extra'], features })
  return thread
}

describe('SchemaService', () => {
  it('wants the texts that it does not have', () => {
    const thread = new Thread()
    thread.ask('texts', { texts: [{ hash: 'b', text: BASE }] })
    assert.deepEqual(thread.ask('offer', { hashes: ['b', 'e'] }), ['e'])
  })

  it('tells modules, and problems with their lines', () => {
    const thread = loaded()
    const { modules } = thread.ask('load', { key: 'k', texts: [], implemented: [], features: 'all' })
    assert.deepEqual(modules, [
      { name: 'base', revision: '', namespace: 'urn:base', prefix: 'b', implemented: true },
      { name: 'extra', revision: '', namespace: 'urn:extra', prefix: 'e', implemented: true },
    ])
    const problems = thread.ask('problems', { key: 'k' }).filter(({ severity }) => severity === 'error')
    assert.deepEqual(
      problems.map(({ module, line }) => [module, line]),
      [['extra', 4]],
    )
    assert.match(problems[0]?.message ?? '', /nonsense/)
  })

  it('draws a module, and what is at a path', () => {
    const thread = loaded()
    assert.match(
      thread.ask('tree', { key: 'k', module: 'base' }),
      /^module: base\n {2}\+--rw net\n[^]*e:colour\?/,
    )
    const part = thread.ask('tree', { key: 'k', path: '/base:net/port' })
    assert.match(part, /^module: base\n {2}\+--rw port\* \[name\]\n/)
    assert.doesNotMatch(part, /reset/)
  })

  it('has the features that are on', () => {
    assert.match(loaded().ask('tree', { key: 'k', module: 'base' }), /turbo/)
    assert.doesNotMatch(loaded({ base: [] }).ask('tree', { key: 'k', module: 'base' }), /turbo/)
  })

  it('finds by name, path and description, the best first', () => {
    const paths = (words: string, limit = 9): string[] =>
      loaded()
        .ask('find', { key: 'k', words, limit })
        .map(({ path }) => path)
    assert.deepEqual(paths('mbit'), ['/base:net/port/mbit'])
    assert.deepEqual(paths('how FAST'), ['/base:net/port/mbit'])
    assert.deepEqual(paths('net extra colour'), ['/base:net/port/extra:colour'])
    assert.equal(paths('port')[0], '/base:net/port')
    assert.equal(paths('port', 2).length, 2)
    assert.deepEqual([paths('zebra'), paths('  ')], [[], []])
  })

  it('tells of a node what there is to say', () => {
    const thread = loaded()
    const port = thread.ask('node', { key: 'k', path: '/base:net/port' })
    assert.deepEqual(
      [port?.kind, port?.keys, port?.config, port?.children.map(({ name, module }) => `${module}:${name}`)],
      [
        'list',
        ['name'],
        true,
        ['base:name', 'base:mbit', 'base:auto', 'base:turbo', 'extra:colour', 'extra:bad'],
      ],
    )
    const leaf = thread.ask('node', { key: 'k', path: "/b:net/port[name='a/b']/mbit" })
    assert.deepEqual([leaf?.type, leaf?.units, leaf?.description], ['uint32', 'mbit', 'How fast it is.'])
    assert.equal(thread.ask('node', { key: 'k', path: '/base:nowhere' }), undefined)
  })

  it('holds data against the schema', () => {
    const xml = '<net xmlns="urn:base"><port><name>a</name><mbit>x</mbit></port><zebra/></net>'
    const problems = loaded().ask('validate', { key: 'k', kind: 'config', xml })
    assert.deepEqual(
      problems.map(({ start, end, path, severity }) => [xml.slice(start, end), path, severity]),
      [
        ['mbit', "/base:net/port[name='a']/mbit", 'error'],
        ['zebra', '/base:net/zebra', 'error'],
      ],
    )
  })

  const wrong: readonly (readonly [string, (thread: Thread) => unknown, RegExp])[] = [
    ['no such schema', (thread) => thread.ask('tree', { key: 'other', module: 'a' }), /^Error: gone: /],
    [
      'no such text',
      (thread) => thread.ask('load', { key: 'x', texts: ['z'], implemented: [], features: 'all' }),
      /gone: /,
    ],
    [
      'no such module',
      (thread) => thread.ask('tree', { key: 'k', module: 'zebra' }),
      /error: There is no module zebra/,
    ],
    [
      'no such path',
      (thread) => thread.ask('tree', { key: 'k', path: '/base:zebra' }),
      /error: There is nothing at/,
    ],
    ['a path without module', (thread) => thread.ask('tree', { key: 'k', path: '/net' }), /needs its module/],
    ['a path that is none', (thread) => thread.ask('tree', { key: 'k', path: 'net' }), /begins with/],
  ]
  for (const [what, ask, message] of wrong) {
    it(`says so: ${what}`, () => assert.throws(() => ask(loaded()), message))
  }

  it('forgets a schema, and the texts that no other one has', () => {
    const thread = loaded()
    thread.ask('load', { key: 'two', texts: ['b'], implemented: ['base'], features: 'all' })
    thread.ask('dispose', { key: 'k' })
    assert.deepEqual(thread.ask('offer', { hashes: ['b', 'e'] }), ['e'])
    assert.throws(() => thread.ask('tree', { key: 'k', module: 'base' }), /gone/)
    assert.match(thread.ask('tree', { key: 'two', module: 'base' }), /net/)
  })
})
