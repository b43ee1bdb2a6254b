// Which lines of an ssh config apply to a host: blocks, order, the first value that counts (ssh_config(5)).

import type { MatchCriterion, SshConfig } from './sshConfig.ts'
import { KEYWORDS } from './sshConfigKeywords.ts'
import { matchesPatterns } from './wildcard.ts'

/** Keyword in lower case → its values, as written. */
export type RawOptions = ReadonlyMap<string, readonly string[]>

export interface MatchQuestion {
  /** The name as a person gave it. */
  readonly alias: string
  /** User named beside the host, which counts before any line. */
  readonly user?: string
  /** Who asks, where no user is named. */
  readonly localUser: string
}

/** What the config says of one host. */
export function optionsFor(config: SshConfig, question: MatchQuestion): RawOptions {
  const search = new Search(question)
  search.walk(config, question.alias, true, false)
  // "Match final" asks for a second reading, in which the host has the name that the first one gave it.
  if (search.wantsFinal) search.walk(config, search.hostName, true, true)
  return search.found
}

/** Names that the config itself gives to hosts: patterns of Host lines without wildcards, each once, in order. */
export function hosts(config: SshConfig): string[] {
  const names = config.statements.flatMap((statement) => {
    if (statement.kind === 'include') return statement.files.flatMap(hosts)
    if (statement.kind !== 'host') return []
    return statement.patterns.filter(
      (pattern) => !/[*?!]/.test(pattern) && matchesPatterns(pattern, statement.patterns),
    )
  })
  return [...new Set(names)]
}

class Search {
  readonly found = new Map<string, readonly string[]>()
  wantsFinal = false
  readonly #question: MatchQuestion

  constructor(question: MatchQuestion) {
    this.#question = question
    if (question.user !== undefined) this.found.set('user', [question.user])
  }

  /** The real name so far. */
  get hostName(): string {
    const { alias } = this.#question
    const name = this.found.get('hostname')?.[0]
    return name === undefined ? alias : hostNameOf(name, alias)
  }

  /** `applies`: false in a file that is included from a block for other hosts, where no block can apply again. */
  walk({ statements }: SshConfig, host: string, applies: boolean, final: boolean): void {
    let active = applies
    for (const statement of statements) {
      switch (statement.kind) {
        case 'host':
          active = applies && matchesPatterns(host, statement.patterns)
          break
        case 'match':
          active = this.#matches(statement.criteria, host, final) && applies
          break
        case 'include':
          for (const file of statement.files) this.walk(file, host, active, final)
          break
        case 'option':
          if (active) this.#take(statement.keyword, statement.values)
      }
    }
  }

  #take(keyword: string, values: readonly string[]): void {
    const before = this.found.get(keyword)
    if (KEYWORDS[keyword]?.accumulates === true) {
      this.found.set(keyword, [...new Set([...(before ?? []), ...values])])
    } else if (before === undefined && !this.#excluded(keyword)) {
      this.found.set(keyword, values)
    }
  }

  /** ProxyJump and ProxyCommand exclude each other; the one that comes first counts, unless it is "ProxyJump none". */
  #excluded(keyword: string): boolean {
    if (keyword === 'proxyjump') return this.found.has('proxycommand')
    return keyword === 'proxycommand' && (this.found.get('proxyjump')?.[0] ?? 'none').toLowerCase() !== 'none'
  }

  #matches(criteria: readonly MatchCriterion[], host: string, final: boolean): boolean {
    if (criteria.some(({ name }) => name === 'final')) this.wantsFinal = true
    return criteria.every((criterion) => {
      const met = this.#meets(criterion, host, final)
      return criterion.name === 'never' ? false : met !== criterion.negated
    })
  }

  #meets({ name, patterns }: MatchCriterion, host: string, final: boolean): boolean {
    const { alias, localUser } = this.#question
    switch (name) {
      case 'all':
        return true
      case 'canonical':
      case 'final':
        return final
      case 'host':
        return matchesHost(this.found.has('hostname') ? this.hostName : host, patterns)
      case 'originalhost':
        return matchesHost(alias, patterns)
      case 'user':
        return matchesPatterns(this.found.get('user')?.[0] ?? localUser, patterns)
      case 'localuser':
        return matchesPatterns(localUser, patterns)
      case 'never':
        return false
    }
  }
}

function matchesHost(host: string, patterns: readonly string[]): boolean {
  return matchesPatterns(
    host,
    patterns.map((pattern) => pattern.toLowerCase()),
  )
}

/** HostName knows two tokens, `%h` for the name given and `%%`. */
export function hostNameOf(name: string, alias: string): string {
  return name.replace(/%[h%]/g, (token) => (token === '%h' ? alias : '%'))
}
