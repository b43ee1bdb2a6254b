// Builds what runs in plain Node: the command line `dist/cli.js`, the library `dist/netconf.mjs` with its types.

import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { build } from 'esbuild'

/** ssh2 is CommonJS and asks for these; the names are long because minified ones stand beside them. */
const COMMON_JS = `import { createRequire as createRequireOfBundle } from 'node:module'
import { dirname as dirnameOfBundle } from 'node:path'
import { fileURLToPath as pathOfBundle } from 'node:url'
const require = createRequireOfBundle(import.meta.url)
const __filename = pathOfBundle(import.meta.url)
const __dirname = dirnameOfBundle(__filename)`

const bundle = (entry, outfile, options) =>
  build({
    ...options,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // Optional native parts of ssh2, which does without them.
    external: ['*.node', 'cpu-features'],
    banner: { js: COMMON_JS },
    sourcemap: true,
    logLevel: 'warning',
  })

await Promise.all([
  bundle('src/cli.ts', 'dist/cli.js', { minify: true }),
  // Readable in the stack traces of the programs that use it.
  bundle('src/library.ts', 'dist/netconf.mjs', {}),
])

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.library.json'], { stdio: 'inherit' })
process.exitCode = status ?? 1
