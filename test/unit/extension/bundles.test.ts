// What the build scripts make: activation loads little, and nothing that only a connection, a command or a panel needs.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const out = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-bundle-'))
after(() => rmSync(out, { recursive: true }))

const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}

interface Output {
  readonly bytes: number
  readonly entryPoint?: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly imports: readonly { readonly path: string; readonly kind: string }[]
}

describe('the extension host', () => {
  const folder = path.join(out, 'dist')
  const metafile = path.join(out, 'dist.json')
  const old = path.join(folder, 'host', 'part-OF1BUILD.cjs')
  mkdirSync(path.dirname(old), { recursive: true })
  writeFileSync(old, '')
  assert.equal(scripts['build:host'], 'node scripts/bundle-host.mjs')
  const options = [`--outdir=${folder}`, `--metafile=${metafile}`]
  execFileSync(process.execPath, ['scripts/bundle-host.mjs', ...options], { cwd: ROOT })
  const { outputs } = JSON.parse(readFileSync(metafile, 'utf8')) as {
    readonly outputs: Readonly<Record<string, Output>>
  }
  const named = (source: string): string =>
    Object.keys(outputs).find((name) => outputs[name]?.entryPoint === source) ?? assert.fail(source)

  /** The files that are loaded with this one. */
  function loadedWith(name: string, seen = new Set<string>()): Set<string> {
    if (seen.has(name) || outputs[name] === undefined) return seen
    seen.add(name)
    for (const { path: other, kind } of outputs[name].imports) {
      if (kind === 'import-statement') loadedWith(other, seen)
    }
    return seen
  }
  const loaded = loadedWith(named('src/extension.ts'))
  const sources = [...loaded].flatMap((name) => Object.keys(outputs[name]?.inputs ?? {}))

  it('loads less than 120 kB to activate', () => {
    const bytes = [...loaded].reduce((sum, name) => sum + (outputs[name]?.bytes ?? 0), 0)
    assert.ok(bytes > 20_000 && bytes < 120_000, `${bytes} bytes in ${loaded.size} files`)
    assert.ok(sources.includes('src/app/devices.ts'))
  })

  const later: readonly (readonly [what: string, source: RegExp])[] = [
    ['a package, such as ssh2 or an XML parser', /^node_modules\//],
    ['the demo device', /^src\/demo\//],
    ['YANG', /^src\/yang\//],
    ['what an editor knows of a text', /^src\/language\//],
    ['profiles', /^src\/profiles\//],
    [
      'SSH, TLS, sockets, programs',
      /^src\/transport\/(?:ssh(?!Auth)|tls|unixSocket|childProcess|callHome\.)/,
    ],
    ['sessions and operations', /^src\/netconf\/(?:session|operations|framing|monitoring|reply)\.ts$/],
    ['a handler of a command', /^src\/commands\/(?:\w+Commands|table|perform|steps)\.ts$/],
    ['a panel', /^src\/panels\//],
    ['XML but for the redaction of the trace', /^src\/xml\/(?!redact|secretNames|walkTags|tags)/],
  ]
  for (const [what, source] of later) {
    it(`does not load ${what} to activate: await import() is for that`, () => {
      assert.deepEqual(
        sources.filter((name) => source.test(name)),
        [],
      )
      const all = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs))
      assert.ok(what === 'YANG' || all.some((name) => source.test(name)), 'but it is in the build')
    })
  }

  it('has every part that a file asks for, in CommonJS', () => {
    const files = Object.keys(outputs)
      .filter((name) => name.endsWith('.cjs'))
      .map((name) => path.resolve(ROOT, name))
    assert.ok(files.length > 20)
    for (const file of files) {
      const text = readFileSync(file, 'utf8')
      assert.doesNotMatch(text, /^import[ {]|[^.\w$]import\(/m, file)
      for (const [, part = ''] of text.matchAll(/require\("(\.[^"]+)"\)/g)) {
        assert.ok(createRequire(file).resolve(part).startsWith(folder), `${part} in ${file}`)
      }
    }
  })

  it('takes away the parts of an earlier build, which would go into the package', () => {
    const parts = readdirSync(path.join(folder, 'host')).sort()
    const built = Object.keys(outputs).filter((name) => path.basename(path.dirname(name)) === 'host')
    assert.deepEqual(parts, built.map((name) => path.basename(name)).sort())
    assert.ok(!parts.includes(path.basename(old)))
    assert.ok(parts.length < 200, 'vsce warns of too many files')
  })

  it('is below 1.5 MB in all', () => {
    const bytes = Object.keys(outputs)
      .filter((name) => name.endsWith('.cjs'))
      .reduce((sum, name) => sum + statSync(path.resolve(ROOT, name)).size, 0)
    assert.ok(bytes < 1_500_000, `${bytes} bytes`)
  })
})

describe('the webviews', () => {
  const folder = path.join(out, 'webview')
  const [command, ...args] = (scripts['build:webview'] ?? '').split(' ')
  assert.equal(command, 'esbuild')
  const elsewhere = args
    .filter((arg) => arg !== '--sourcemap')
    .map((arg) => arg.replace(/^--outdir=dist\/webview/, `--outdir=${folder}`))
  execFileSync(path.join(ROOT, 'node_modules/.bin/esbuild'), elsewhere, { cwd: ROOT })
  const bundles = readdirSync(folder).filter((file) => file.endsWith('.js'))
  assert.ok(bundles.length > 0)
  for (const bundle of bundles) {
    it(`${bundle} is below 350 kB`, () => {
      const { size } = statSync(path.join(folder, bundle))
      assert.ok(size <= 350_000, `${size} bytes`)
    })
  }
})
