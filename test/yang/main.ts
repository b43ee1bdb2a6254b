// `npm run test:yang`: holds src/yang against yanglint on folders of modules; the last line is the sum.

import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readCorpus } from './corpus.ts'
import { compareTrees } from './trees.ts'
import { compareValidations } from './validations.ts'
import { yanglintIsThere } from './yanglint.ts'

/** Where Debian's packages libyuma-base, libyang2 and frr put modules. */
const PACKAGED = ['/usr/share/yuma/modules', '/usr/share/yang/modules', '/usr/share/yang']

/** What the files that cannot be parsed, the trees and the validations that differ may amount to. */
const TREES_EQUAL = 0.995
const VALIDATIONS_EQUAL = 0.99

interface Difference {
  readonly kind: 'parse' | 'tree' | 'validation' | 'json'
  readonly what: string
  readonly ours: string
  readonly theirs: string
  readonly cause: string
}

interface Report {
  readonly corpus: string
  readonly modules: number
  readonly parsed: number
  readonly treesCompared: number
  readonly treesEqual: number
  readonly validationsCompared: number
  readonly validationsEqual: number
  /** Ours, then yanglint's. */
  readonly seconds: number
  readonly yanglintSeconds: number
  readonly differences: readonly Difference[]
}

async function compare(folder: string): Promise<Report> {
  const corpus = await readCorpus(folder)
  const trees = await compareTrees(corpus)
  const validations = await compareValidations(corpus)
  console.log(
    `${corpus.name}: ${trees.refused} modules refused by yanglint, ${trees.crashed} runs that it died of (not compared)`,
  )
  return {
    corpus: corpus.name,
    modules: corpus.files.length,
    parsed: corpus.files.length - corpus.unread.length,
    treesCompared: trees.compared,
    treesEqual: trees.equal,
    validationsCompared: validations.compared,
    validationsEqual: validations.equal,
    seconds: corpus.seconds + trees.seconds + validations.seconds - validations.yanglintSeconds,
    yanglintSeconds: trees.yanglintSeconds + validations.yanglintSeconds,
    differences: [
      ...corpus.unread.map(({ file, why }) => ({
        kind: 'parse' as const,
        what: file,
        ours: why,
        theirs: '',
        cause: why,
      })),
      ...trees.differences,
      ...validations.differences.map(({ trial, yanglint, ours, cause }) => ({
        kind: 'validation' as const,
        what: trial,
        ours,
        theirs: yanglint,
        cause,
      })),
      ...validations.jsonDifferences.map(({ trial, what, ours, other }) => ({
        kind: 'json' as const,
        what: `${trial} (${what})`,
        ours,
        theirs: other,
        cause: 'unexplained',
      })),
    ],
  }
}

function tell(report: Report): boolean {
  const { corpus, modules, parsed, treesCompared, treesEqual, validationsCompared, validationsEqual } = report
  for (const { kind, what, ours, theirs, cause } of report.differences) {
    console.log(`  ${kind}: ${what}\n    ours:     ${ours}\n    yanglint: ${theirs}\n    cause:    ${cause}`)
  }
  console.log(
    `${corpus}: ${modules} modules, ${parsed} parsed, trees ${treesEqual}/${treesCompared} equal, ` +
      `validations ${validationsEqual}/${validationsCompared} equal, ` +
      `${report.seconds.toFixed(1)} s (yanglint ${report.yanglintSeconds.toFixed(1)} s)`,
  )
  return (
    modules > 0 &&
    parsed === modules &&
    treesEqual >= treesCompared * TREES_EQUAL &&
    validationsEqual >= validationsCompared * VALIDATIONS_EQUAL
  )
}

async function main(): Promise<number> {
  const asked = process.env.YANG_CORPUS
  const folders =
    asked === undefined ? packagedFolders() : asked.split(path.delimiter).filter((one) => one !== '')
  if (!yanglintIsThere() || folders.length === 0) {
    const missing = yanglintIsThere()
      ? 'a folder of modules (YANG_CORPUS)'
      : 'yanglint (Debian: libyang2-tools)'
    console.log(`skipped: ${missing} is missing`)
    console.log(process.env.CI === undefined ? '0 passed, 0 failed' : '0 passed, 1 failed')
    return process.env.CI === undefined ? 0 : 1
  }
  const reports: Report[] = []
  let failed = 0
  for (const folder of folders) {
    const report = await compare(folder)
    reports.push(report)
    if (!tell(report)) failed++
  }
  const file = process.env.YANG_REPORT
  if (file !== undefined) await writeFile(file, `${JSON.stringify(reports, undefined, 2)}\n`)
  console.log(`${folders.length - failed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

/** A folder inside another one of the list is read with that. */
function packagedFolders(): string[] {
  const there = PACKAGED.filter((folder) => existsSync(folder))
  return there.filter((folder) => !there.some((other) => folder.startsWith(`${other}/`)))
}

process.exitCode = await main()
