// Finds what YANG's grammar forbids in a text: substatements, how many, arguments (RFC 7950 §14).

import { GRAMMAR, allowedIn } from './grammar.ts'
import type { Allowed, ArgumentKind } from './grammar.ts'
import type { Statement, YangProblem, YangText } from './statement.ts'
import { argumentOf } from './statementQuery.ts'

const IDENTIFIER = /^[A-Za-z_][\w.-]*$/
const PATH = /^\s*\/?\s*[\w.-]+(:[\w.-]+)?(\s*\/\s*[\w.-]+(:[\w.-]+)?)*\s*$/

const ARGUMENTS: Readonly<Record<Exclude<ArgumentKind, 'none' | 'text'>, RegExp>> = {
  identifier: IDENTIFIER,
  reference: /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/,
  boolean: /^(true|false)$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  status: /^(current|deprecated|obsolete)$/,
  version: /^1(\.1)?$/,
  integer: /^-?(0|[1-9]\d*)$/,
  count: /^(0|[1-9]\d*)$/,
  maximum: /^(unbounded|[1-9]\d*)$/,
  ordering: /^(user|system)$/,
  schemaPath: PATH,
  deviate: /^(not-supported|add|replace|delete)$/,
  digits: /^([1-9]|1[0-8])$/,
  modifier: /^invert-match$/,
}

const EXPECTED: Readonly<Record<Exclude<ArgumentKind, 'none' | 'text'>, string>> = {
  identifier: 'a name: letters, digits, _ - and . , the first a letter or _',
  reference: 'a name, a prefix and a colon in front where it is another module’s',
  boolean: 'true or false',
  date: 'a date: YYYY-MM-DD',
  status: 'current, deprecated or obsolete',
  version: '1 or 1.1',
  integer: 'a whole number',
  count: 'a number from 0',
  maximum: 'a number from 1, or unbounded',
  ordering: 'user or system',
  schemaPath: 'a path of node names',
  deviate: 'not-supported, add, replace or delete',
  digits: 'a number from 1 to 18',
  modifier: 'invert-match',
}

/** Problems in the order of the text. Uses of extensions are left alone, with all that is in them. */
export function checkStatements(text: YangText): readonly YangProblem[] {
  const problems: YangProblem[] = []
  const [root] = text.statements
  const module = root?.argument
  const report = (statement: Statement, message: string): void => {
    const end = Math.max(statement.argumentEnd, statement.start + statement.keyword.length)
    problems.push({ severity: 'error', message, module, start: statement.start, end })
  }
  if (text.statements.length > 1) {
    for (const extra of text.statements.slice(1)) report(extra, 'A text holds one module or submodule.')
  }
  if (!root) return problems
  if (root.prefix !== undefined || (root.keyword !== 'module' && root.keyword !== 'submodule')) {
    report(root, 'A text begins with module or submodule.')
  }
  new Checker(argumentOf(root, 'yang-version') === '1.1', report).check(root)
  return problems.sort((a, b) => a.start - b.start)
}

class Checker {
  readonly #is11: boolean
  readonly #report: (statement: Statement, message: string) => void
  readonly #allowed = new Map<string, ReadonlyMap<string, Allowed>>()

  constructor(is11: boolean, report: (statement: Statement, message: string) => void) {
    this.#is11 = is11
    this.#report = report
  }

  check(root: Statement): void {
    const waiting = [root]
    for (let statement = waiting.pop(); statement; statement = waiting.pop()) {
      if (statement.prefix !== undefined) continue
      const rule = Object.hasOwn(GRAMMAR, statement.keyword) ? GRAMMAR[statement.keyword] : undefined
      if (!rule) {
        this.#report(statement, `${statement.keyword} is no statement of YANG.`)
        continue
      }
      this.#checkArgument(statement, rule.argument)
      this.#checkSubstatements(statement)
      for (const child of statement.children) waiting.push(child)
    }
  }

  #checkArgument(statement: Statement, kind: ArgumentKind): void {
    const { keyword, argument } = statement
    if (kind === 'none') {
      if (argument !== undefined) this.#report(statement, `${keyword} takes no argument.`)
    } else if (argument === undefined) this.#report(statement, `${keyword} needs an argument.`)
    else if (kind !== 'text' && !ARGUMENTS[kind].test(argument)) {
      this.#report(statement, `The argument of ${keyword} must be ${EXPECTED[kind]}.`)
    }
  }

  #checkSubstatements(statement: Statement): void {
    const allowed = this.#allowedIn(statement.keyword)
    const counts = new Map<string, number>()
    for (const child of statement.children) {
      if (child.prefix !== undefined || !Object.hasOwn(GRAMMAR, child.keyword)) continue
      const { keyword } = child
      const rule = allowed.get(keyword)
      const count = (counts.get(keyword) ?? 0) + 1
      counts.set(keyword, count)
      if (!rule) this.#report(child, `${keyword} has no place in ${statement.keyword}.`)
      else if (rule.since11 && !this.#is11) {
        this.#report(child, `${keyword} in ${statement.keyword} needs yang-version 1.1.`)
      } else if (count > rule.most) this.#report(child, `${statement.keyword} takes one ${keyword} only.`)
    }
    for (const [keyword, { least }] of allowed) {
      if (least > (counts.get(keyword) ?? 0))
        this.#report(statement, `${statement.keyword} needs a ${keyword}.`)
    }
  }

  #allowedIn(keyword: string): ReadonlyMap<string, Allowed> {
    const known = this.#allowed.get(keyword)
    if (known) return known
    const rule = GRAMMAR[keyword]
    const allowed = rule ? allowedIn(rule) : new Map<string, Allowed>()
    this.#allowed.set(keyword, allowed)
    return allowed
  }
}
