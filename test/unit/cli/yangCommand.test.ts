// yang tree, lint, find and validate on folders, from the words of the command line to the exit code.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { main } from '../../../src/cli/main.ts'
import { fakeConsole, type FakeConsole } from './fakeConsole.ts'

const BASE = `module base {
  namespace "urn:base"; prefix b; revision 2020-01-01; include base-sub;
  feature fast; feature slow;
  container net { list port { key name; leaf name { type string; }
    leaf mbit { if-feature fast; type uint32; } leaf old { if-feature slow; type uint8; } } }
}`
const SUB =
  'submodule base-sub { belongs-to base { prefix b; } container extra-top { leaf x { type string; } } }'
const EXTRA = `module extra {
  namespace "urn:extra"; prefix e; import base { prefix b; }
  augment /b:net/b:port { leaf colour { description "Of the cable."; type string; } }
}`
const NEEDY =
  'module needy { namespace "urn:needy"; prefix n; import gone { prefix g; } leaf y { type string; } }'
const WRONG =
  'module wrong {\n  namespace "urn:wrong";\n  prefix w;\n  leaf x { type nonsense; }\n  leaf y { type string;\n}\n'

let folder = ''
const at = (...names: readonly string[]): string => path.join(folder, ...names)

async function yang(...words: readonly string[]): Promise<{ code: number; out: string; told: string }> {
  return run(fakeConsole(), words)
}

async function run(
  console: FakeConsole,
  words: readonly string[],
): Promise<{ code: number; out: string; told: string }> {
  const code = await main(['yang', ...words], () => console)
  return { code, out: console.out.text, told: console.told.join('\n') }
}

before(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-yang-'))
  mkdirSync(at('yang/more'), { recursive: true })
  mkdirSync(at('bad'))
  mkdirSync(at('empty'))
  writeFileSync(at('yang/base@2020-01-01.yang'), BASE)
  writeFileSync(at('yang/base-sub.yang'), SUB)
  writeFileSync(at('yang/more/extra.yang'), EXTRA)
  writeFileSync(at('bad/needy.yang'), NEEDY)
  writeFileSync(at('bad/wrong.yang'), WRONG)
  writeFileSync(at('good.xml'), '<config><net xmlns="urn:base"><port><name>a</name></port></net></config>')
  writeFileSync(
    at('bad.xml'),
    '<config>\n  <net xmlns="urn:base"><port><name>a</name><mbit>x</mbit></port></net>\n</config>',
  )
})
after(() => rmSync(folder, { recursive: true, force: true }))

describe('yang tree', () => {
  it('of a module: what it is with what it includes, without what others add', async () => {
    const { code, out } = await yang('tree', 'base', '--path', at('yang'))
    assert.equal(code, 0)
    assert.match(
      out,
      /^module: base\n {2}\+--rw net\n[^]*\+--rw mbit\? +uint32 \{fast\}\?\n[^]*\+--rw extra-top\n/,
    )
    assert.doesNotMatch(out, /colour/)
  })

  it('of several: with what they add to each other', async () => {
    const { out } = await yang('tree', 'base@2020-01-01', 'extra', '--path', at('yang'))
    assert.match(out, /^module: base\n[^]*e:colour\?[^]*\n\nmodule: extra\n/)
  })

  it('of all', async () => {
    const { out } = await yang('tree', '--path', at('yang'))
    assert.deepEqual(out.match(/^module: .*/gm), ['module: base', 'module: extra'])
  })

  it('of a file, its folder being looked at too', async () => {
    assert.match((await yang('tree', at('yang/base@2020-01-01.yang'))).out, /^module: base\n/)
  })

  it('of a path', async () => {
    const { out } = await yang('tree', '/base:net/port', '--path', at('yang'))
    assert.match(out, /^module: base\n {2}\+--rw port\* \[name\]\n {5}\+--rw name +string\n/)
  })

  it('with the features that are named, and no others of that module', async () => {
    const tree = async (...features: readonly string[]): Promise<string> =>
      (await yang('tree', 'base', '--path', at('yang'), ...features)).out
    assert.match(await tree(), /mbit[^]*old/)
    const fast = await tree('--features', 'base:fast')
    assert.match(fast, /mbit/)
    assert.doesNotMatch(fast, /old/)
    assert.doesNotMatch(await tree('--features', 'base:'), /mbit|old/)
  })

  it('as JSON', async () => {
    const { out } = await yang('tree', 'base', '/base:net', '--path', at('yang'), '--json')
    const trees = JSON.parse(out) as { module?: string; path?: string; tree: string }[]
    assert.deepEqual(
      trees.map(({ module, path: where }) => module ?? where),
      ['base', '/base:net'],
    )
    assert.ok(trees.every(({ tree }) => tree.startsWith('module: base')))
  })

  it('goes on without what is missing, and says so', async () => {
    const { code, out, told } = await yang('tree', 'needy', '--path', at('bad'))
    assert.equal(code, 0)
    assert.match(out, /^module: needy/)
    assert.match(told, /warning: gone \(needed by needy\) is missing: It is nowhere to be had\./)
  })
})

describe('yang lint', () => {
  it('writes a line for each problem, and ends with 12', async () => {
    const { code, out, told } = await yang('lint', at('bad'))
    assert.equal(code, 12)
    const lines = out.trim().split('\n')
    assert.ok(
      lines.every((line) => /^\S+\.yang:\d+:\d+: (error|warning): .+/.test(line)),
      out,
    )
    assert.ok(lines.includes(`${at('bad/needy.yang')}:1:49: error: Module gone is missing.`), out)
    assert.ok(
      lines.some((line) => line.startsWith(`${at('bad/wrong.yang')}:4:12: error:`)),
      out,
    )
    assert.match(told, /2 files: \d+ errors, \d+ warnings?\./)
  })

  it('finds imports in --path and beside the file', async () => {
    const { code, out, told } = await yang('lint', at('yang/more/extra.yang'), '--path', at('yang'))
    assert.deepEqual([code, out, told], [0, '', '1 file: 0 errors, 0 warnings.'])
  })

  it('as JSON', async () => {
    const { code, out } = await yang('lint', at('bad/needy.yang'), '--json')
    assert.equal(code, 12)
    assert.deepEqual(JSON.parse(out), [
      {
        ...{ file: at('bad/needy.yang'), line: 1, column: 49 },
        ...{ severity: 'error', message: 'Module gone is missing.' },
      },
    ])
  })
})

describe('yang find', () => {
  it('writes path, kind and type', async () => {
    const { code, out } = await yang('find', 'colour', '--path', at('yang'))
    assert.deepEqual([code, out], [0, '/base:net/port/extra:colour\tleaf\tstring\n'])
    assert.match((await yang('find', 'of', 'the', 'cable', '--path', at('yang'))).out, /colour/)
  })

  it('says that there is more, or nothing', async () => {
    assert.match((await yang('find', 'o', '--limit', '1', '--path', at('yang'))).told, /There are more/)
    const { code, out, told } = await yang('find', 'zebra', '--path', at('yang'))
    assert.deepEqual([code, out], [0, ''])
    assert.match(told, /Nothing is found for zebra/)
  })

  it('as JSON', async () => {
    const [hit] = JSON.parse((await yang('find', 'colour', '--path', at('yang'), '--json')).out) as unknown[]
    assert.deepEqual(hit, {
      ...{ path: '/base:net/port/extra:colour', kind: 'leaf', type: 'string' },
      description: 'Of the cable.',
    })
  })
})

describe('yang validate', () => {
  it('says that data is valid', async () => {
    const { code, out, told } = await yang(
      'validate',
      at('good.xml'),
      '--type',
      'config',
      '--path',
      at('yang'),
    )
    assert.deepEqual([code, out, told], [0, '', `${at('good.xml')} is valid.`])
  })

  it('writes a line for each problem, and ends with 12', async () => {
    const { code, out, told } = await yang(
      'validate',
      at('bad.xml'),
      '--type',
      'config',
      '--path',
      at('yang'),
    )
    assert.equal(code, 12)
    assert.match(out, /bad\.xml:2:\d+: \/base:net\/port\[name='a'\]\/mbit: .+\n$/)
    assert.match(told, /1 error in /)
  })

  it('from standard input, as JSON', async () => {
    const console = fakeConsole({ input: '<net xmlns="urn:base"><zebra/></net>' })
    const { code, out } = await run(console, [
      'validate',
      '-',
      '--type',
      'edit',
      '--path',
      at('yang'),
      '--json',
    ])
    assert.equal(code, 12)
    const [problem] = JSON.parse(out) as Record<string, unknown>[]
    assert.deepEqual(
      [problem?.['file'], problem?.['line'], problem?.['column'], problem?.['path'], problem?.['tag']],
      ['standard input', 1, 24, '/base:net/zebra', 'unknown-element'],
    )
  })
})

describe('what is wrong with the words is said, with what to do', () => {
  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no action', [], /there are tree, lint, find, validate/],
    ['an unknown action', ['tre'], /Did you mean tree\?/],
    ['no place', ['tree', 'base'], /--path DIR, or a device with --device/],
    [
      'a folder that is none',
      ['tree', 'base', '--path', '/nowhere/at/all'],
      /\/nowhere\/at\/all cannot be read/,
    ],
    [
      'a module that is nowhere',
      ['tree', 'bse', '--path', '{yang}'],
      /bse is missing.*--path.*Did you mean base\?/,
    ],
    [
      'another revision',
      ['tree', 'base@2001-01-01', '--path', '{yang}'],
      /There are the revisions 2020-01-01/,
    ],
    ['a path into nothing', ['tree', '/base:zebra', '--path', '{yang}'], /nothing at \/base:zebra/],
    [
      'a feature that is none',
      ['tree', 'base', '--path', '{yang}', '--features', 'base:x'],
      /no feature x\. It has fast, slow/,
    ],
    [
      'features without a module',
      ['tree', 'base', '--path', '{yang}', '--features', 'fast'],
      /MODULE:FEATURE/,
    ],
    ['features of nobody', ['tree', 'base', '--path', '{yang}', '--features', 'x:y'], /no module x/],
    ['nothing to lint', ['lint'], /needs files or folders/],
    ['a folder without modules', ['lint', '{empty}'], /no YANG file in/],
    ['lint on a device', ['lint', 'x', '--device', 'y'], /looks at files/],
    ['nothing to find', ['find', '--path', '{yang}'], /needs words/],
    ['data of no kind', ['validate', '{good}', '--path', '{yang}'], /--type is one of config, data, edit/],
    ['a reply to nothing', ['validate', '{good}', '--type', 'reply', '--path', '{yang}'], /--rpc FILE/],
    ['no data', ['validate', '--type', 'config'], /needs one file, or -/],
    [
      'data that is not there',
      ['validate', '/none.xml', '--type', 'config', '--path', '{yang}'],
      /\/none\.xml cannot be read/,
    ],
  ]
  for (const [what, words, says] of wrong) {
    it(what, async () => {
      const places: Readonly<Record<string, string>> = {
        '{yang}': at('yang'),
        '{empty}': at('empty'),
        '{good}': at('good.xml'),
      }
      const { code, out, told } = await yang(...words.map((word) => places[word] ?? word))
      assert.deepEqual([code, out], [2, ''], told)
      assert.match(told, says)
    })
  }
})
