// A command line, read: its options by name, its operands in order.

import { parseArgs } from 'node:util'
import type { Option } from './options.ts'
import { didYouMean } from './suggestion.ts'
import { UsageError } from './failures.ts'

export class Arguments {
  readonly operands: readonly string[]
  readonly #values: ReadonlyMap<string, readonly string[]>

  constructor(operands: readonly string[], values: ReadonlyMap<string, readonly string[]>) {
    this.operands = operands
    this.#values = values
  }

  has(name: string): boolean {
    return this.#values.has(name)
  }

  value(name: string): string | undefined {
    return this.#values.get(name)?.at(-1)
  }

  list(name: string): readonly string[] {
    return this.#values.get(name) ?? []
  }

  number(name: string): number | undefined {
    const value = this.value(name)
    return value === undefined ? undefined : Number(value)
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    return choices.find((choice) => choice === this.value(name))
  }

  /** The same without one of the options. */
  without(name: string): Arguments {
    return new Arguments(this.operands, new Map([...this.#values].filter(([key]) => key !== name)))
  }

  /** The same options before other operands. */
  withOperands(operands: readonly string[]): Arguments {
    return new Arguments(operands, this.#values)
  }
}

/** Names under which people try to hand over secrets. */
const SECRET_NAME = /^(?:pas|pw|secret|token|credential)/i

/** Throws UsageError; no message repeats a value that may be a secret. */
export function readArguments(
  words: readonly string[],
  options: readonly Option[],
  command?: string,
): Arguments {
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(options.map((option) => [option.name, parseOption(option)])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const operands: string[] = []
  const values = new Map<string, readonly string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const option = options.find(({ name }) => name === token.name)
    if (option === undefined) throw unknownOption(token.rawName, options, command)
    const value = checkedValue(option, token.rawName, token.value, token.inlineValue, command)
    const before = values.get(option.name)
    if (before !== undefined && option.repeats !== true && option.value !== undefined) {
      throw new UsageError(`${token.rawName} is given twice.`, command)
    }
    values.set(option.name, [...(before ?? []), value])
  }
  return new Arguments(operands, values)
}

function parseOption({ value, short }: Option): { type: 'string' | 'boolean'; short?: string } {
  return { type: value === undefined ? 'boolean' : 'string', ...(short !== undefined && { short }) }
}

function checkedValue(
  option: Option,
  written: string,
  value: string | undefined,
  inline: boolean | undefined,
  command: string | undefined,
): string {
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${written} takes no value.`, command)
    return ''
  }
  // What looks like the next option was hardly meant as a value; --name=VALUE says it clearly.
  if (value === undefined || (inline !== true && /^-./.test(value))) {
    throw new UsageError(`${written} needs a value: ${written} ${option.value}`, command)
  }
  if (option.choices?.includes(value) === false) {
    const known = option.choices.join(', ')
    throw new UsageError(
      `${written} ${value} is not known; there are ${known}.${didYouMean(value, option.choices)}`,
      command,
    )
  }
  const problem = option.check?.(value)
  if (problem !== undefined) throw new UsageError(`${written} ${value}: ${problem}`, command)
  return value
}

function unknownOption(written: string, options: readonly Option[], command: string | undefined): UsageError {
  if (SECRET_NAME.test(written.replace(/^-+/, ''))) {
    return new UsageError(
      `${written} is refused: arguments can be read by everybody on this machine. ` +
        'Answer the prompt, use an SSH agent, or set NETCONF_PASSWORD or NETCONF_PASSPHRASE in the environment.',
      command,
    )
  }
  const known = options.map(({ name }) => `--${name}`)
  return new UsageError(`There is no option ${written}.${didYouMean(written, known)}`, command)
}
