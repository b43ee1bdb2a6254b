// The library as a program sees it: the built bundle and its types, from outside, against netconfd.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { serversObstacle, startServers, type Servers } from './servers.ts'

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..')
const run = promisify(execFile)

/** What the README shows, with a device that is there. */
const PROGRAM = `
import { readFileSync } from 'node:fs'
import { connect, RpcError } from 'netconf-explorer/netconf'

const [host = '', port = '', username = '', keyFile = '', sha256 = ''] = process.argv.slice(2)
const session = await connect({
  transport: 'ssh', host, port: Number(port), username,
  privateKey: readFileSync(keyFile, 'utf8'), hostKey: { sha256 }, profile: 'netconfd',
})
const hasCandidate: boolean = session.capabilities.has(':candidate')
const reply = await session.rpc('<get-config><source><running/></source></get-config>', { timeoutMs: 10_000 })
const filter = '<plant xmlns="urn:acme:plant"><name/></plant>'
const part = await session.getConfig({ source: 'running', filter })
const edited = await session.locked('candidate', async () => {
  await session.editConfig({ target: 'candidate', config: '<plant xmlns="urn:acme:plant"><name>by-program</name></plant>' })
  return (await session.rpc('<discard-changes/>')).isOk
})
const tags: string[] = []
try {
  await session.rpc('<nonsense/>')
} catch (error) {
  if (!(error instanceof RpcError)) throw error
  tags.push(...error.errors.map(({ tag }) => tag))
}
const notifications = session.notifications()
await session.rpc('<create-subscription xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"><startTime>2020-01-01T00:00:00Z</startTime></create-subscription>')
let event = ''
for await (const { xml, eventTime } of notifications) {
  event = \`\${eventTime?.text ?? ''} \${xml.length}\`
  break
}
await session.close()
console.log(JSON.stringify({
  id: session.id, hasCandidate, xml: reply.xml.length, data: reply.data.local, part: part.xml,
  warnings: part.warnings.length, edited, tags, event,
}))
`

let running: Servers | undefined
let project = ''

function declareTests(): void {
  before(async () => {
    running = await startServers()
    // A program of its own, with the package among its dependencies.
    project = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-library-'))
    mkdirSync(path.join(project, 'node_modules/@types'), { recursive: true })
    symlinkSync(ROOT, path.join(project, 'node_modules/netconf-explorer'))
    for (const name of ['@types/node', 'undici-types']) {
      symlinkSync(path.join(ROOT, 'node_modules', name), path.join(project, 'node_modules', name))
    }
    writeFileSync(path.join(project, 'package.json'), '{ "type": "module" }')
    writeFileSync(path.join(project, 'program.ts'), PROGRAM)
  })
  after(async () => {
    await running?.stop()
    rmSync(project, { recursive: true, force: true })
  })

  test('a program compiles against the types, and runs', async () => {
    const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
    const strictly = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node']
    await run(process.execPath, [tsc, ...strictly, '--preserveSymlinks', 'program.ts'], {
      cwd: project,
    }).catch((error: unknown) => {
      const { stdout } = error as { stdout: string }
      assert.fail(stdout)
    })
    assert.ok(running)
    const { host, user, keys, hostKeys, instances } = running
    const args = [
      host,
      String(instances.candidate.port),
      user,
      keys.ed25519.file,
      hostKeys[0]?.fingerprint ?? '',
    ]
    const { stdout } = await run(process.execPath, ['program.js', ...args], { cwd: project })
    const told = JSON.parse(stdout) as Record<string, unknown>
    assert.deepEqual(
      {
        ...told,
        id: typeof told['id'],
        xml: Number(told['xml']) > 500,
        part: /north-one/.test(String(told['part'])),
      },
      {
        ...{
          id: 'number',
          hasCandidate: true,
          xml: true,
          data: 'data',
          part: true,
          warnings: 0,
          edited: true,
        },
        ...{ tags: told['tags'], event: told['event'] },
      },
    )
    assert.ok((told['tags'] as string[]).length > 0)
    assert.match(String(told['event']), /^\d{4}-\d\d-\d\dT\S+ \d+$/)
  })

  test('neither bundle knows the editor', () => {
    for (const bundle of ['dist/netconf.mjs', 'dist/cli.js']) {
      assert.doesNotMatch(
        readFileSync(path.join(ROOT, bundle), 'utf8'),
        /(?:from|import|require\()\s*["']vscode["']/,
      )
    }
  })
}

const obstacle = serversObstacle()
if (obstacle === undefined) declareTests()
else if (process.env['CI'] === undefined) console.log(`skipped: library: ${obstacle}`)
else throw new Error(obstacle)
