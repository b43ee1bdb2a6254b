// Parameters of vendor operations as data, so that a form, a pick or a command line can ask for them; and their values.

import { checkedMarkup, type Markup } from '../xml/build.ts'
import { checkWellFormed } from '../xml/parse.ts'

interface Described {
  readonly name: string
  readonly description: string
  /** Default false. */
  readonly required?: boolean
}

export type Parameter =
  | (Described & { readonly type: 'text' | 'lines' | 'xml' | 'file'; readonly default?: string })
  | (Described & { readonly type: 'choice'; readonly choices: readonly string[]; readonly default?: string })
  | (Described & {
      readonly type: 'number'
      readonly minimum?: number
      readonly maximum?: number
      readonly default?: number
    })
  | (Described & { readonly type: 'flag' })

/** `lines` may come as a list or as one text; numbers and flags also as text, as a command line has them. */
export type ParameterValue = string | number | boolean | readonly string[] | undefined
export type ParameterValues = Readonly<Record<string, ParameterValue>>

/** Why the value cannot be sent, as a sentence; undefined when it can. Fits an input box. */
export function valueProblem(parameter: Parameter, value: ParameterValue): string | undefined {
  const name = parameter.name
  const text = textOfValue(value)
  if (text === undefined || text === '') {
    return parameter.required === true && parameterDefault(parameter) === undefined
      ? `${name} is required.`
      : undefined
  }
  switch (parameter.type) {
    case 'text':
    case 'file':
      return /[\r\n]/.test(text) ? `${name} must be a single line.` : undefined
    case 'lines':
      return undefined
    case 'choice':
      return parameter.choices.includes(text)
        ? undefined
        : `${name} must be one of ${parameter.choices.join(', ')}.`
    case 'number':
      return numberProblem(parameter, text)
    case 'flag':
      return text === 'true' || text === 'false' ? undefined : `${name} must be true or false.`
    case 'xml': {
      const problem = checkWellFormed(withoutDeclaration(text), { fragment: true })
      return problem && `${name} is not well-formed XML (line ${problem.line}): ${problem.message}`
    }
  }
}

/** A file has an XML declaration; inside a message it has no place. */
function withoutDeclaration(xml: string): string {
  return xml.replace(/^\s*<\?xml\s[^>]*\?>/, '')
}

function numberProblem(parameter: Extract<Parameter, { type: 'number' }>, text: string): string | undefined {
  const { name, minimum = 0, maximum = 0xffff_ffff } = parameter
  const fits = /^\d{1,10}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum
  return fits ? undefined : `${name} must be a whole number from ${minimum} to ${maximum}.`
}

function textOfValue(value: ParameterValue): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'object' ? value.join('\n') : String(value)
}

function parameterDefault(parameter: Parameter): string | undefined {
  return parameter.type === 'flag' ? undefined : textOfValue(parameter.default)
}

/** Checked values under their names, defaults filled in. An empty text is an absent value. */
export class GivenValues {
  readonly #texts: ReadonlyMap<string, string>

  /** Throws SyntaxError with a sentence for a value that does not fit, or that no parameter takes. */
  constructor(operation: string, parameters: readonly Parameter[], values: ParameterValues) {
    const unknown = Object.keys(values).find((name) => !parameters.some((known) => known.name === name))
    if (unknown !== undefined) throw new SyntaxError(`${operation} has no parameter ${unknown}.`)
    const texts = new Map<string, string>()
    for (const parameter of parameters) {
      const value = Object.hasOwn(values, parameter.name) ? values[parameter.name] : undefined
      const problem = valueProblem(parameter, value)
      if (problem !== undefined) throw new SyntaxError(`${operation}: ${problem}`)
      const given = textOfValue(value)
      const used = given === undefined || given === '' ? parameterDefault(parameter) : given
      if (used !== undefined) texts.set(parameter.name, used)
    }
    this.#texts = texts
  }

  text(name: string): string | undefined {
    return this.#texts.get(name)
  }

  /** A required value, or one with a default. Throws SyntaxError where other values make it required and it is absent. */
  required(name: string): string {
    const value = this.#texts.get(name)
    if (value === undefined) throw new SyntaxError(`${name} is required with these values.`)
    return value
  }

  /** Blank lines are left out. */
  lines(name: string): readonly string[] {
    const lines = this.#texts.get(name)?.split(/\r?\n/) ?? []
    return lines.filter((line) => line.trim() !== '')
  }

  flag(name: string): boolean {
    return this.#texts.get(name) === 'true'
  }

  markup(name: string): Markup | undefined {
    return this.#texts.has(name) ? this.requiredMarkup(name) : undefined
  }

  requiredMarkup(name: string): Markup {
    return checkedMarkup(withoutDeclaration(this.required(name)).trim())
  }
}
