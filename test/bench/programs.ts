// Makes the bench's own clients into programs for plain Node, whose memory is theirs alone.

import path from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import { NATIVE_PROGRAM, PROGRAMS } from './clients.ts'

/** ssh2 is CommonJS, and asks for this where it is a part of the bundle. */
const REQUIRE = `import { createRequire as benchRequire } from 'node:module'
import { dirname as benchDirname } from 'node:path'
const require = benchRequire(import.meta.url)
const __dirname = benchDirname(new URL(import.meta.url).pathname)`

/** Into `folder`, which must lie below the repository: one of them loads ssh2 as it is installed there. */
export async function buildPrograms(folder: string): Promise<void> {
  const common: BuildOptions = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    banner: { js: REQUIRE },
    logLevel: 'warning',
  }
  const source = (name: string): string => path.join(import.meta.dirname, 'clients', `${name}.ts`)
  const target = (name: string): string => path.join(folder, `${name}.mjs`)
  const native = ['*.node', 'cpu-features', 'vscode']
  await Promise.all([
    ...PROGRAMS.map((name) =>
      build({ ...common, entryPoints: [source(name)], outfile: target(name), external: native }),
    ),
    build({
      ...common,
      entryPoints: [source('bareSsh2')],
      outfile: target(NATIVE_PROGRAM),
      external: ['ssh2'],
    }),
  ])
}
