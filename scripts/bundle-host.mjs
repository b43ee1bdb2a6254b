// Builds what runs in VS Code's extension host: `dist/extension.cjs`, and parts in `dist/host/` that load when first needed.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { context, transform } from 'esbuild'

/** Output → source. A further entry, such as a worker, shares its parts with the others. */
const ENTRIES = {
  extension: 'src/extension.ts',
}
const PARTS = 'host'

const { values: options } = parseArgs({
  options: {
    outdir: { type: 'string', default: 'dist' },
    /** Where to write esbuild's account of what is in which file. */
    metafile: { type: 'string' },
    watch: { type: 'boolean', default: false },
  },
})

/**
 * esbuild splits ES modules alone, at each `import()`, and VS Code wants CommonJS: so each part is turned into that afterwards.
 * Its `import()` becomes a `require()`, by which a part finds `vscode`.
 */
async function toCommonJs({ path: file, text }) {
  const { code } = await transform(text, {
    loader: 'js',
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    minify: true,
    sourcemap: 'inline',
    sourcefile: path.basename(file),
  })
  return { file, code }
}

/** Writes the parts, and takes away those of an earlier build. */
async function write({ outputFiles, metafile }) {
  const outdir = path.resolve(options.outdir)
  const scripts = outputFiles.filter((file) => file.path.endsWith('.cjs'))
  const parts = await Promise.all(scripts.map(toCommonJs))
  mkdirSync(path.join(outdir, PARTS), { recursive: true })
  for (const { file, code } of parts) writeWithMap(file, code)
  const kept = new Set(parts.flatMap(({ file }) => [path.basename(file), `${path.basename(file)}.map`]))
  for (const name of readdirSync(path.join(outdir, PARTS))) {
    if (!kept.has(name)) rmSync(path.join(outdir, PARTS, name))
  }
  if (options.metafile !== undefined) writeFileSync(options.metafile, JSON.stringify(metafile))
}
