// ~/.ssh/config as written: its lines in order, Include files in their place (ssh_config(5)).

import { KEYWORDS } from './sshConfigKeywords.ts'
import { configLine, configWords, type ConfigLine } from './sshConfigWords.ts'

export interface SshConfig {
  readonly statements: readonly SshConfigStatement[]
}

export type SshConfigStatement =
  | { readonly kind: 'host'; readonly patterns: readonly string[] }
  | { readonly kind: 'match'; readonly criteria: readonly MatchCriterion[] }
  | { readonly kind: 'include'; readonly files: readonly SshConfig[] }
  | { readonly kind: 'option'; readonly keyword: string; readonly values: readonly string[] }

/** `never` stands for a criterion that is not evaluated here; its line applies to nothing. */
export interface MatchCriterion {
  readonly name: 'all' | 'canonical' | 'final' | 'host' | 'originalhost' | 'user' | 'localuser' | 'never'
  readonly negated: boolean
  readonly patterns: readonly string[]
}

export interface SshConfigProblem {
  /** '' for the text itself, where it has no name. */
  readonly file: string
  readonly line: number
  readonly message: string
}

export interface SshConfigFile {
  readonly file: string
  readonly text: string
}

export interface ReadSshConfig {
  /** Name of the text's file, for problems. */
  readonly file?: string
  /** The files that an Include pattern names, in order; a pattern that fits nothing names none. */
  readonly readInclude?: (pattern: string) => readonly SshConfigFile[]
}

/** OpenSSH's own limit. */
const MAX_DEPTH = 16

/** Never throws: what cannot be used is a problem, and all else counts. Keywords that we do not act upon are passed over. */
export function parseSshConfig(
  text: string,
  { file = '', readInclude = () => [] }: ReadSshConfig = {},
): { readonly value: SshConfig; readonly problems: readonly SshConfigProblem[] } {
  const problems: SshConfigProblem[] = []
  const value = new Reader(readInclude, problems).read({ file, text }, [file])
  return { value, problems }
}

class Reader {
  readonly #readInclude: NonNullable<ReadSshConfig['readInclude']>
  readonly #problems: SshConfigProblem[]

  constructor(readInclude: NonNullable<ReadSshConfig['readInclude']>, problems: SshConfigProblem[]) {
    this.#readInclude = readInclude
    this.#problems = problems
  }

  /** `within`: the files that include this one, itself last. */
  read({ file, text }: SshConfigFile, within: readonly string[]): SshConfig {
    const statements: SshConfigStatement[] = []
    for (const [index, raw] of text.split('\n').entries()) {
      const line = configLine(raw)
      if (line === undefined) continue
      const report = (message: string): void => void this.#problems.push({ file, line: index + 1, message })
      const statement =
        line.keyword === 'include' ? this.#include(line, within, report) : statementOf(line, report)
      if (statement !== undefined) statements.push(statement)
    }
    return { statements }
  }

  #include(
    { rest }: ConfigLine,
    within: readonly string[],
    report: (message: string) => void,
  ): SshConfigStatement | undefined {
    const patterns = configWords(rest)
    if (patterns === undefined || patterns.length === 0) {
      report('Include: the file is missing or a quote is not closed.')
      return undefined
    }
    if (within.length > MAX_DEPTH) {
      report(`Include: more than ${MAX_DEPTH} files within one another.`)
      return undefined
    }
    const files: SshConfig[] = []
    for (const included of patterns.flatMap((pattern) => this.#readInclude(pattern))) {
      if (within.includes(included.file)) report(`Include: ${included.file} includes itself.`)
      else files.push(this.read(included, [...within, included.file]))
    }
    return { kind: 'include', files }
  }
}

function statementOf(
  { keyword, rest }: ConfigLine,
  report: (message: string) => void,
): SshConfigStatement | undefined {
  const form = KEYWORDS[keyword]
  if (form?.takes === 'line') {
    if (rest === '') report(`${keyword}: the value is missing.`)
    return rest === '' ? undefined : { kind: 'option', keyword, values: [rest] }
  }
  if (form === undefined && keyword !== 'host' && keyword !== 'match') return undefined
  const words = configWords(rest)
  if (words?.[0] === undefined || words.includes('')) {
    report(
      words === undefined
        ? `${keyword}: a quote is not closed.`
        : `${keyword}: the value is missing or empty.`,
    )
    // A block whose head cannot be read must not lend its lines to the block before.
    return form === undefined ? { kind: 'host', patterns: [] } : undefined
  }
  if (keyword === 'host') return { kind: 'host', patterns: words }
  if (keyword === 'match') return { kind: 'match', criteria: criteriaOf(rest, report) }
  if (form?.takes === 'word' && words.length > 1) report(`${keyword}: only one value is expected.`)
  const wrong = form?.check?.(words[0])
  if (wrong !== undefined) report(`${keyword}: ${wrong}.`)
  if (wrong !== undefined) return undefined
  return { kind: 'option', keyword, values: form?.takes === 'words' ? words : [words[0]] }
}

const NEVER: readonly MatchCriterion[] = [{ name: 'never', negated: false, patterns: [] }]

function criteriaOf(rest: string, report: (message: string) => void): readonly MatchCriterion[] {
  const criteria: MatchCriterion[] = []
  // `host=a` is the same as `host a`; only the first `=` after a criterion is meant so.
  const words = (configWords(rest) ?? []).flatMap((word) =>
    /^!?[a-z]+=/i.test(word) ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] : [word],
  )
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const negated = word.startsWith('!')
    const name = word.replace(/^!/, '').toLowerCase()
    switch (name) {
      case 'all':
      case 'canonical':
      case 'final':
        criteria.push({ name, negated, patterns: [] })
        break
      case 'host':
      case 'originalhost':
      case 'user':
      case 'localuser': {
        const list = words.shift()
        if (list === undefined || list === '') {
          report(`Match ${name}: the patterns are missing; the block is passed over.`)
          return NEVER
        }
        criteria.push({ name, negated, patterns: list.split(',') })
        break
      }
      case 'exec':
        report('Match exec: no command is run from here; the block is passed over.')
        return NEVER
      default:
        report(`Match ${name}: not known here; the block is passed over.`)
        return NEVER
    }
  }
  return criteria
}
