// What became of loading a device's schema, for people: a sentence, and a document with the details.

import type { MissingModule } from './schemaAssembly.ts'
import type { ModuleFacts, SchemaProblem } from './schemaRequests.ts'

export interface SchemaOutcome {
  readonly modules: readonly Pick<ModuleFacts, 'name' | 'revision' | 'implemented'>[]
  readonly missing: readonly MissingModule[]
  readonly notes: readonly string[]
}

/** "312 modules loaded, 3 missing" */
export function outcomeSentence({ modules, missing }: SchemaOutcome): string {
  const loaded = `${counted(modules.length, 'module')} loaded`
  return missing.length === 0 ? loaded : `${loaded}, ${missing.length} missing`
}

/** Plain text: what is missing and why, what was odd, what is wrong in the texts, and the modules. */
export function outcomeText(
  device: string,
  outcome: SchemaOutcome,
  problems: readonly SchemaProblem[],
): string {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  const sections = [
    section(`Missing (${outcome.missing.length})`, missingLines(outcome.missing)),
    section(
      `Notes (${outcome.notes.length})`,
      outcome.notes.map((note) => `  ${note}`),
    ),
    section(`Errors in the modules (${errors.length})`, errors.map(problemLine)),
    section(`Warnings about the modules (${warnings.length})`, warnings.map(problemLine)),
    section(`Modules (${outcome.modules.length})`, outcome.modules.map(moduleLine)),
  ]
  return [
    `YANG modules of ${device}: ${outcomeSentence(outcome)}.\n`,
    ...sections.filter((text) => text !== ''),
  ].join('\n')
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${[title, ...lines].join('\n')}\n`
}

/** Those with the same reason together: a session that ended has one for hundreds. */
function missingLines(missing: readonly MissingModule[]): string[] {
  const byReason = new Map<string, string[]>()
  for (const module of missing) {
    byReason.set(module.why, [...(byReason.get(module.why) ?? []), missingWords(module)])
  }
  return [...byReason].flatMap(([why, [first = '', ...others]]) =>
    others.length === 0
      ? [`  ${first}: ${why}`]
      : [`  ${why}`, ...[first, ...others].map((words) => `    ${words}`)],
  )
}

/** `acme-types@2020-01-01 (needed by acme-plant and 2 others)` */
export function missingWords({ name, revision, neededBy }: MissingModule): string {
  const label = moduleLabel(name, revision ?? '')
  const [first, second] = neededBy
  if (first === undefined) return label
  if (second === undefined) return `${label} (needed by ${first})`
  const others = neededBy.length === 2 ? second : `${neededBy.length - 1} others`
  return `${label} (needed by ${first} and ${others})`
}

function problemLine({ module, line, column, message }: SchemaProblem): string {
  return `  ${module ?? '?'}:${line}:${column}: ${message}`
}

function moduleLine({ name, revision, implemented }: SchemaOutcome['modules'][number]): string {
  return `  ${moduleLabel(name, revision)}${implemented ? '' : ' (import only)'}`
}

export const moduleLabel = (name: string, revision: string): string =>
  revision === '' ? name : `${name}@${revision}`

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
