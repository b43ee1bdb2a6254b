// Holds our validation against yanglint's: the same documents, the same verdict, the same failing node.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseYang } from '../../src/yang/parseYang.ts'
import { buildSchema, type Schema } from '../../src/yang/schema.ts'
import type { YangText } from '../../src/yang/statement.ts'
import { createValidateMemory } from '../../src/yang/validateMemory.ts'
import type { Corpus, CorpusFile } from './corpus.ts'
import { causeOf } from './validationCauses.ts'
import { judgeOurselves, sameFinding } from './validationFindings.ts'
import { compareJson, type JsonDifference } from './validationJson.ts'
import { makeRandom } from './random.ts'
import { makeTrials, type Trial } from './validationTrials.ts'
import {
  builtInModules,
  startYanglint,
  type YanglintJob,
  type YanglintModules,
  type YanglintSession,
  type YanglintVerdict,
} from './yanglintSession.ts'

export interface ValidationDifference {
  /** Root, kind, what was changed; enough to make it again with the same seed. */
  readonly trial: string
  readonly kind: string
  readonly yanglint: string
  readonly ours: string
  /** From the table of causes; 'unexplained' where none fits. */
  readonly cause: string
  readonly document: string
}

export interface ValidationComparison {
  readonly compared: number
  readonly equal: number
  readonly accepted: number
  readonly mutants: number
  readonly differences: readonly ValidationDifference[]
  /** Accepted documents turned to JSON and back. */
  readonly jsonCompared: number
  readonly jsonDifferences: readonly JsonDifference[]
  readonly seconds: number
  readonly yanglintSeconds: number
}

export interface ValidationOptions {
  readonly seed?: number
  /** At least so many mutants, as far as the schema has room for them. */
  readonly mutants?: number
}

/** Compares data and edits with all modules of the corpus at once; operations and notifications with each module alone. */
export async function compareValidations(
  corpus: Corpus,
  options: ValidationOptions = {},
): Promise<ValidationComparison> {
  const start = performance.now()
  const builtIn = await builtInModules()
  const files = newestModules(corpus)
  const run: Run = {
    scratch: mkdtempSync(join(tmpdir(), 'validations-')),
    folders: [...new Set(corpus.files.map(({ file }) => dirname(join(corpus.folder, file))))],
    texts: corpus.texts,
    compared: 0,
    equal: 0,
    accepted: 0,
    mutants: 0,
    differences: [],
    yanglintSeconds: 0,
    jsonCompared: 0,
    jsonDifferences: [],
  }
  const seed = options.seed ?? 1
  const pathOf = ({ file }: CorpusFile): string => join(corpus.folder, file)
  try {
    // A second revision of what yanglint brings along would leave open which one is meant.
    const loaded = files.filter(({ name }) => !builtIn.has(name))
    await compareWith(run, loaded.map(pathOf), (schema) =>
      makeTrials(schema, { seed, mutants: options.mutants ?? 2_000, part: 'data' }),
    )
    for (const file of makeRandom(seed).some(loaded.filter(hasOperations), MOST_OPERATION_MODULES)) {
      await compareWith(run, [pathOf(file)], (schema) =>
        makeTrials(schema, { seed, mutants: 20, part: 'operations', module: file.name }),
      )
    }
  } finally {
    rmSync(run.scratch, { recursive: true })
  }
  const { compared, equal, accepted, mutants, differences, yanglintSeconds, jsonCompared, jsonDifferences } =
    run
  const seconds = (performance.now() - start) / 1000
  return {
    compared,
    equal,
    accepted,
    mutants,
    differences,
    jsonCompared,
    jsonDifferences,
    yanglintSeconds,
    seconds,
  }
}

function newestModules({ files }: Corpus): CorpusFile[] {
  const newest = new Map<string, CorpusFile>()
  for (const file of files) {
    const before = newest.get(file.name)
    if (file.kind === 'module' && (before === undefined || before.revision < file.revision))
      newest.set(file.name, file)
  }
  return importedFirst(newest)
}

/** libyang loses derived identities of modules that it implements after they were imported. */
function importedFirst(modules: ReadonlyMap<string, CorpusFile>): CorpusFile[] {
  const sorted = new Set<CorpusFile>()
  const visiting = new Set<CorpusFile>()
  const visit = (file: CorpusFile | undefined): void => {
    if (file === undefined || visiting.has(file)) return
    visiting.add(file)
    const imports = file.text.statements[0]?.children.filter(({ keyword }) => keyword === 'import') ?? []
    for (const { argument } of imports) visit(modules.get(argument ?? ''))
    sorted.add(file)
  }
  for (const name of [...modules.keys()].sort()) visit(modules.get(name))
  return [...sorted]
}

/** What a corpus leaves out because everybody has it; yanglint has it, too. */
async function missingTexts(texts: readonly YangText[], session: YanglintSession): Promise<YangText[]> {
  const known = new Set(texts.map(({ statements }) => statements[0]?.argument))
  const missing = [...session.modules.revisions.keys()].filter((name) => !known.has(name))
  return (await session.print(missing)).map((text) => parseYang(text))
}

interface Run {
  /** For the documents. */
  readonly scratch: string
  /** Where modules are imported from. */
  readonly folders: readonly string[]
  readonly texts: readonly YangText[]
  compared: number
  equal: number
  accepted: number
  mutants: number
  readonly differences: ValidationDifference[]
  yanglintSeconds: number
  jsonCompared: number
  readonly jsonDifferences: JsonDifference[]
}

async function compareWith(
  run: Run,
  files: readonly string[],
  trialsOf: (schema: Schema) => Trial[],
): Promise<void> {
  const session = await startYanglint(run.folders, files)
  try {
    const { implemented, features } = session.modules
    const texts = run.texts.filter((text) => isLoaded(text, session.modules))
    const schema = buildSchema({
      texts: [...texts, ...(await missingTexts(texts, session))],
      implemented,
      features,
    })
    await compareTrials(run, session, schema, trialsOf(schema))
  } finally {
    session.end()
    run.yanglintSeconds += session.seconds()
  }
}

async function compareTrials(
  run: Run,
  session: YanglintSession,
  schema: Schema,
  trials: readonly Trial[],
): Promise<void> {
  const memory = createValidateMemory(schema)
  const jobs = trials.map(({ kind, text }, index) => {
    const file = join(run.scratch, `${index}.xml`)
    writeFileSync(file, text)
    return { file, kind: kind === 'notification' ? ('notif' as const) : kind }
  })
  const verdicts = await session.judge(jobs)
  await compareAsJson(run, session, schema, trials, jobs, verdicts)
  trials.forEach((trial, index) => {
    const verdict = verdicts[index]
    if (verdict !== undefined) compareTrial(run, schema, trial, verdict, memory)
  })
}

/** The documents as they were made, where yanglint accepts them. */
async function compareAsJson(
  run: Run,
  session: YanglintSession,
  schema: Schema,
  trials: readonly Trial[],
  jobs: readonly YanglintJob[],
  verdicts: readonly YanglintVerdict[],
): Promise<void> {
  const chosen = trials.flatMap(({ kind, change }, index) =>
    (kind === 'config' || kind === 'data') && change === undefined && verdicts[index]?.accepted === true
      ? [index]
      : [],
  )
  await session.convert(chosen.flatMap((index) => jobs[index] ?? []))
  for (const index of chosen) {
    const [trial, job] = [trials[index], jobs[index]]
    if (trial === undefined || job === undefined) continue
    run.jsonCompared += 1
    run.jsonDifferences.push(...compareJson(schema, trial.name, trial.text, `${job.file}.json`))
  }
}

function compareTrial(
  run: Run,
  schema: Schema,
  trial: Trial,
  verdict: YanglintVerdict,
  memory: ReturnType<typeof createValidateMemory>,
): void {
  const findings = judgeOurselves(schema, trial, memory)
  run.compared += 1
  if (trial.change !== undefined) run.mutants += 1
  if (verdict.accepted) run.accepted += 1
  if (sameFinding(findings, verdict)) {
    run.equal += 1
    return
  }
  run.differences.push({
    trial: trial.name,
    kind: trial.kind,
    yanglint: verdict.crashed ? `crashed; ${verdict.text}` : verdict.text === '' ? 'accepted' : verdict.text,
    ours:
      findings.errors.map(({ path, fault, message }) => `${path}: ${fault}: ${message}`).join('\n') ||
      'accepted',
    cause: causeOf(findings, verdict) ?? 'unexplained',
    document: trial.text,
  })
}

/** yanglint has modules of its own, in the revisions that it was built with; where they differ from the corpus, they count. */
function isLoaded(text: YangText, { revisions }: YanglintModules): boolean {
  const [module] = text.statements
  const known = module?.keyword === 'module' ? revisions.get(module.argument ?? '') : undefined
  if (module === undefined || known === undefined) return true
  const dates = module.children
    .filter(({ keyword }) => keyword === 'revision')
    .map(({ argument }) => argument ?? '')
  return known.has(dates.sort().at(-1) ?? '')
}

/** Each takes a context of its own. */
const MOST_OPERATION_MODULES = 120

function hasOperations({ text }: CorpusFile): boolean {
  const [module] = text.statements
  return (module?.children ?? []).some(({ keyword }) => keyword === 'rpc' || keyword === 'notification')
}
