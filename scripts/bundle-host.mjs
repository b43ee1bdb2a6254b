// Builds what runs in VS Code's extension host: `dist/extension.cjs`, which activation loads, and `dist/host/`, loaded when needed.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { context, transform } from 'esbuild'

/** Output → source. A further entry, such as that of a worker, shares its parts with the others. */
const ENTRIES = {
  extension: 'src/extension.ts',
  schemaWorker: 'src/schemaWorker.ts',
}
/** Where the parts go that are loaded by `import()`, and what several of them share. */
const PARTS = 'host'

const { values: options } = parseArgs({
  options: {
    outdir: { type: 'string', default: 'dist' },
    /** File for esbuild's account of what went where, which the tests read. */
    metafile: { type: 'string' },
    watch: { type: 'boolean', default: false },
  },
})
const outdir = path.resolve(options.outdir)

/**
 * esbuild splits ES modules alone, and VS Code wants CommonJS: so each part is turned into that afterwards. `import()` becomes a
 * `require`, since that is how a part finds `vscode`.
 */
async function writeAsCommonJs({ path: file, text }, map) {
  const comment = `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}\n`
  const result = await transform(text + comment, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    minify: true,
    sourcemap: 'external',
    sourcesContent: false,
    // The first pass has warned of the sources; this one would warn of minified text.
    logLevel: 'error',
  })
  writeFileSync(file, `${result.code}//# sourceMappingURL=${path.basename(file)}.map\n`)
  writeFileSync(`${file}.map`, result.map)
}

/** Those of an earlier build would go into the package. A window that watches is still running them. */
function removeOthers(files) {
  const kept = new Set(files.flatMap((file) => [path.basename(file), `${path.basename(file)}.map`]))
  for (const name of readdirSync(path.join(outdir, PARTS))) {
    if (!kept.has(name)) rmSync(path.join(outdir, PARTS, name))
  }
}

async function write({ outputFiles = [], metafile }) {
  mkdirSync(path.join(outdir, PARTS), { recursive: true })
  const maps = new Map(outputFiles.map((file) => [file.path, file.text]))
  const scripts = outputFiles.filter((file) => file.path.endsWith('.cjs'))
  await Promise.all(scripts.map((file) => writeAsCommonJs(file, maps.get(`${file.path}.map`) ?? '')))
  if (!options.watch) removeOthers(scripts.map((file) => file.path))
  if (options.metafile !== undefined) writeFileSync(options.metafile, JSON.stringify(metafile))
}

const building = await context({
  entryPoints: ENTRIES,
  outdir,
  outExtension: { '.js': '.cjs' },
  chunkNames: `${PARTS}/[name]-[hash]`,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Optional native parts of ssh2, which does without them.
  external: ['vscode', '*.node', 'cpu-features'],
  minify: true,
  sourcemap: 'external',
  metafile: true,
  write: false,
  logLevel: 'warning',
  plugins: [
    {
      name: 'write as CommonJS',
      setup: ({ onEnd }) => onEnd((result) => (result.errors.length === 0 ? write(result) : undefined)),
    },
  ],
})

if (options.watch) await building.watch()
else {
  // What is wrong is on the screen already.
  const failed = await building.rebuild().then(
    () => false,
    () => true,
  )
  await building.dispose()
  process.exitCode = failed ? 1 : 0
}
