// Gathering texts: imports and includes followed, names checked, what cannot be had told with its reason.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  assembleSchema,
  type AnnouncedText,
  type AssemblyProgress,
  type SchemaAssembly,
  type TextSource,
} from '../../../src/language/schemaAssembly.ts'

const announced = (name: string, fields: Partial<AnnouncedText> = {}): AnnouncedText => ({
  ...{ name, revision: '', submodules: [], deviations: [], implemented: true },
  ...fields,
})

/** By `name@revision`, the revision that of the text; asked for none, it gives the newest. */
function library(texts: Readonly<Record<string, string>>): TextSource & { readonly asked: string[] } {
  const asked: string[] = []
  const source = (name: string, revision: string | undefined): Promise<string | undefined> => {
    asked.push(`${name}@${revision ?? ''}`)
    const keys = Object.keys(texts)
      .filter((key) => key.startsWith(`${name}@`))
      .sort()
    const key = revision === undefined ? keys.at(-1) : `${name}@${revision}`
    return Promise.resolve(key === undefined ? undefined : texts[key])
  }
  return Object.assign(source, { asked })
}

const yang = (name: string, ...content: readonly string[]): string =>
  `module ${name} { namespace "urn:${name}"; prefix p; ${content.join(' ')} }`
const needs = (name: string, date?: string): string =>
  `import ${name} { prefix ${name}; ${date === undefined ? '' : `revision-date ${date};`} }`
const dated = (date: string): string => `revision ${date};`

const names = ({ texts }: SchemaAssembly): string[] =>
  texts.map(({ name, revision, implemented }) => `${name}@${revision}${implemented ? '' : ' import'}`)

describe('assembleSchema', () => {
  it('follows imports and includes to the end, each once', async () => {
    const source = library({
      'a@': yang('a', needs('b'), needs('c'), 'include a-sub;'),
      'a-sub@': 'submodule a-sub { belongs-to a { prefix a; } import d { prefix d; } }',
      'b@': yang('b', needs('d')),
      'c@': yang('c', needs('a')),
      'd@2020-01-01': yang('d', dated('2020-01-01')),
    })
    const assembly = await assembleSchema({ modules: [announced('a')], sources: [source] })
    assert.deepEqual(names(assembly), [
      'a-sub@ import',
      'a@',
      'b@ import',
      'c@ import',
      'd@2020-01-01 import',
    ])
    assert.deepEqual([assembly.missing, assembly.notes], [[], []])
    assert.deepEqual(source.asked.sort(), ['a-sub@', 'a@', 'b@', 'c@', 'd@'])
  })

  it('takes the submodules and deviations that are announced', async () => {
    const source = library({
      'a@': yang('a'),
      'a-sub@2020-01-01': 'submodule a-sub { belongs-to a { prefix a; } revision 2020-01-01; }',
      'a-dev@': yang('a-dev'),
    })
    const modules = [
      announced('a', { submodules: [{ name: 'a-sub', revision: '2020-01-01' }], deviations: ['a-dev'] }),
    ]
    const assembly = await assembleSchema({ modules, sources: [source] })
    assert.deepEqual(names(assembly), ['a-dev@', 'a-sub@2020-01-01 import', 'a@'])
  })

  it('an import by revision is another module than the one announced', async () => {
    const source = library({
      'a@': yang('a', needs('t', '2019-01-01'), needs('t')),
      't@2019-01-01': yang('t', dated('2019-01-01')),
      't@2020-01-01': yang('t', dated('2019-01-01'), dated('2020-01-01')),
    })
    const modules = [announced('a'), announced('t', { revision: '2020-01-01' })]
    assert.deepEqual(names(await assembleSchema({ modules, sources: [source] })), [
      'a@',
      't@2019-01-01 import',
      't@2020-01-01',
    ])
  })

  it('asks the sources in their order, and the next one where one has nothing, or something else', async () => {
    const first = library({ 'a@': yang('a', needs('b')) })
    const failing: TextSource = (name) => Promise.reject(new Error(`No ${name} today.`))
    const wrong: TextSource = () => Promise.resolve(yang('other'))
    const last = library({ 'b@': yang('b') })
    const assembly = await assembleSchema({
      modules: [announced('a')],
      sources: [first, failing, wrong, last],
    })
    assert.deepEqual(names(assembly), ['a@', 'b@ import'])
    assert.deepEqual(last.asked, ['b@'])
  })

  it('the revision that is asked for comes before another one of an earlier source', async () => {
    const stubborn: TextSource = () => Promise.resolve(yang('a', dated('2018-01-01')))
    const right = library({ 'a@2020-01-01': yang('a', dated('2020-01-01')) })
    const modules = [announced('a', { revision: '2020-01-01' })]
    assert.deepEqual(names(await assembleSchema({ modules, sources: [stubborn, right] })), ['a@2020-01-01'])
    const only = await assembleSchema({ modules, sources: [stubborn] })
    assert.deepEqual(names(only), ['a@2018-01-01'])
    assert.deepEqual(only.notes, ['a@2020-01-01 was asked for; what came is 2018-01-01.'])
  })

  const troubles: readonly (readonly [string, TextSource, RegExp])[] = [
    ['nobody has it', () => Promise.resolve(undefined), /nowhere to be had/],
    ['the source fails', () => Promise.reject(new Error('Out of order.')), /^Out of order\.$/],
    ['something else comes', () => Promise.resolve('<html>'), /no YANG module/],
    ['another module comes', () => Promise.resolve(yang('evil')), /is the module evil/],
    ['nothing comes', () => Promise.resolve(''), /no YANG module/],
  ]
  for (const [what, source, why] of troubles) {
    it(`is missing with its reason: ${what}`, async () => {
      const { texts, missing } = await assembleSchema({ modules: [announced('a')], sources: [source] })
      assert.equal(texts.length, 0)
      assert.deepEqual(
        missing.map(({ name, revision, neededBy }) => [name, revision, neededBy]),
        [['a', undefined, []]],
      )
      assert.match(missing[0]?.why ?? '', why)
    })
  }

  it('says who needs what is missing', async () => {
    const source = library({
      'a@': yang('a', needs('gone')),
      'b@': yang('b', needs('gone'), needs('old', '2001-01-01')),
    })
    const { missing } = await assembleSchema({ modules: [announced('a'), announced('b')], sources: [source] })
    assert.deepEqual(
      missing.map(({ name, revision, neededBy }) => [name, revision, neededBy]),
      [
        ['gone', undefined, ['a', 'b']],
        ['old', '2001-01-01', ['b']],
      ],
    )
  })

  it('asks nobody for what is no name', async () => {
    const asked: string[] = []
    const source: TextSource = (name) => {
      asked.push(name)
      return Promise.resolve(
        name === 'a' ? yang('a', 'import "../../etc" { prefix x; }', 'include "b\\nc";') : undefined,
      )
    }
    const modules = [announced('a'), announced('../../passwd'), announced(''), announced('x'.repeat(300))]
    const { missing } = await assembleSchema({ modules, sources: [source] })
    assert.deepEqual(asked, ['a'])
    assert.deepEqual(
      missing.map(({ name }) => name.slice(0, 12)),
      ['', '../../etc', '../../passwd', 'b\nc', 'xxxxxxxxxxxx'],
    )
    assert.ok(missing.every(({ why }) => /no name that a YANG module can have/.test(why)))
  })

  it('asks without a revision that is no date', async () => {
    const source = library({ 'a@': yang('a') })
    const modules = [announced('a', { revision: '../1' })]
    const { texts, notes } = await assembleSchema({ modules, sources: [source] })
    assert.deepEqual([texts.length, source.asked], [1, ['a@']])
    assert.match(notes.join(), /\.\.\/1 of a is no date/)
  })

  it('a device that invents imports for ever comes to an end', async () => {
    let last = 0
    const source: TextSource = (name) =>
      Promise.resolve(yang(name, ...Array.from({ length: 20 }, () => needs(`m${(last += 1)}`))))
    const { texts, missing } = await assembleSchema({
      modules: [announced('m0')],
      sources: [source],
      mostModules: 500,
    })
    assert.ok(texts.length <= 501)
    assert.equal(missing.length, 1)
    assert.match(missing[0]?.why ?? '', /more than 500 modules/)
  })

  it('tells how far it is', async () => {
    const source = library({ 'a@': yang('a', needs('b')), 'b@': yang('b') })
    const told: AssemblyProgress[] = []
    await assembleSchema({
      modules: [announced('a')],
      sources: [source],
      onProgress: (progress) => told.push(progress),
    })
    assert.deepEqual(told, [
      { done: 1, total: 1, name: 'a' },
      { done: 2, total: 2, name: 'b' },
    ])
  })

  it('ends with the reason of its signal', async () => {
    const abort = new AbortController()
    const source: TextSource = () => {
      abort.abort(new Error('enough'))
      return Promise.resolve(yang('a'))
    }
    await assert.rejects(
      assembleSchema({ modules: [announced('a')], sources: [source], signal: abort.signal }),
      /enough/,
    )
  })

  it('lets others have their turn while it reads many texts', async () => {
    const body = 'leaf x { type string; description "word"; } '.repeat(500)
    const source: TextSource = (name) => Promise.resolve(yang(name, body))
    const modules = Array.from({ length: 300 }, (_, at) => announced(`m${at}`))
    let turns = 0
    const count = (): void => void (turns += 1)
    const timer = setInterval(count, 1)
    const began = performance.now()
    await assembleSchema({ modules, sources: [source] })
    clearInterval(timer)
    // Each of its turns is 8 ms and one text at most, so there must be many.
    assert.ok(turns >= (performance.now() - began) / 100, `${turns} turns`)
  })
})
