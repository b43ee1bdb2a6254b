// Downloading modules: what a device calls them never leads out of the folder, and one error does not end it.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'
import { readArguments } from '../../../src/cli/arguments.ts'
import { PartialFailure } from '../../../src/cli/failures.ts'
import { schemaCommand } from '../../../src/cli/schemaCommands.ts'
import { schemaFileName } from '../../../src/cli/schemaFile.ts'
import { openFake } from '../fakes/fakeServer.ts'
import { fakeConsole } from './fakeConsole.ts'

const MONITORING = 'urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring'

describe('schemaFileName', () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['ietf-interfaces', '2018-02-20', 'ietf-interfaces@2018-02-20.yang'],
    ['acme_plant.v2', '', 'acme_plant.v2.yang'],
    ['../../x', '', undefined],
    ['x', '../../2018-02-20', undefined],
    ['/etc/passwd', '', undefined],
    ['a\\b', '', undefined],
    ['a\0b', '', undefined],
    ['..', '', undefined],
    ['.hidden', '', undefined],
    ['CON', '', undefined],
    ['a'.repeat(300), '', undefined],
    ['', '', undefined],
  ]
  for (const [identifier, version, file] of cases) {
    test(`${JSON.stringify(identifier.slice(0, 20))} ${version}`, () =>
      assert.equal(schemaFileName({ identifier, version, format: 'yang' }), file))
  }
})

const NAMES = ['good', '../../evil', 'refused', 'other']

async function download(words: readonly string[]): Promise<{
  readonly failure: unknown
  readonly told: readonly string[]
  readonly written: string
  readonly mostAtOnce: number
}> {
  const { server, session } = await openFake({ capabilities: [MONITORING] })
  const list = NAMES.map(
    (name) =>
      `<schema><identifier>${name}</identifier><version>2026-01-01</version><format>yang</format><namespace>urn:${name.replace(/\W/g, '')}</namespace></schema>`,
  )
  let underWay = 0
  let mostAtOnce = 0
  const serve = async (): Promise<never> => {
    for (;;) {
      const rpc = await server.nextRpc()
      const name = /<identifier>([^<]*)</.exec(rpc.operation)?.[1]
      if (name === undefined) {
        server.reply(
          rpc,
          `<data><netconf-state xmlns="${MONITORING}"><schemas>${list.join('')}</schemas></netconf-state></data>`,
        )
        continue
      }
      underWay += 1
      mostAtOnce = Math.max(mostAtOnce, underWay)
      setImmediate(() => {
        underWay -= 1
        if (name === 'refused')
          server.reply(
            rpc,
            '<rpc-error><error-type>application</error-type><error-tag>invalid-value</error-tag><error-severity>error</error-severity></rpc-error>',
          )
        else server.reply(rpc, `<data xmlns="${MONITORING}">module ${name} { /* &lt; */ }</data>`)
      })
    }
  }
  void serve()
  const args = readArguments(words, schemaCommand.options.concat({ name: 'json', help: '' }))
  const console = fakeConsole()
  const work = await schemaCommand.prepare(args, console)
  const failure: unknown = await work({ session, args, console, hello: '' }).catch((error: unknown) => error)
  await session.close()
  return { failure, told: console.told, written: console.out.text, mostAtOnce }
}

describe('schema download', () => {
  test('writes what may be written, goes on, and sums up', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-schemas-'))
    try {
      const into = path.join(folder, 'a/b')
      const { failure, told, written, mostAtOnce } = await download([
        'download',
        into,
        '--json',
        '--jobs',
        '2',
      ])
      assert.ok(failure instanceof PartialFailure)
      assert.match(failure.message, /^2 of 4 modules are in .*; 2 failed\.$/)
      assert.deepEqual(readdirSync(into).sort(), ['good@2026-01-01.yang', 'other@2026-01-01.yang'])
      assert.equal(readFileSync(path.join(into, 'good@2026-01-01.yang'), 'utf8'), 'module good { /* < */ }')
      assert.ok(!existsSync(path.join(folder, 'evil@2026-01-01.yang')))
      assert.equal(told.length, 2)
      assert.match(told.join('\n'), /\.\.\/\.\.\/evil@2026-01-01: This is no name for a module/)
      const summary = JSON.parse(written) as { written: string[]; failed: { name: string }[] }
      assert.deepEqual(summary.failed.map(({ name }) => name).sort(), [
        '../../evil@2026-01-01',
        'refused@2026-01-01',
      ])
      assert.ok(mostAtOnce <= 2)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('list', async () => {
    const { written, failure } = await download(['list'])
    assert.equal(failure, undefined)
    assert.match(written, /^good@2026-01-01\turn:good$/m)
  })
})
