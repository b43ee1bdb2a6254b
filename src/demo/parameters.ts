// Reads the parameters of an operation, and says what is wrong with them as RFC 6241 appendix A has it.

import { elementsOf, textOf, type XmlElement } from '../xml/tree.ts'
import { DATASTORES, type DatastoreName } from './datastores.ts'
import { invalidValue, missingElement, unknownElement, unknownNamespace } from './fault.ts'

export type Parameters = ReadonlyMap<string, XmlElement>

/**
 * The children of an operation by local name. Those in `names` must be in the operation's namespace; `foreign` are
 * parameters that another module adds, with its namespace. Throws for any other child and for one that comes twice.
 */
export function readParameters(
  operation: XmlElement,
  names: readonly string[],
  foreign: Readonly<Record<string, string>> = {},
): Parameters {
  const parameters = new Map<string, XmlElement>()
  for (const child of elementsOf(operation)) {
    const own = child.uri === operation.uri && names.includes(child.local)
    const added = foreign[child.local] === child.uri
    if (!own && !added && child.uri !== operation.uri && !Object.values(foreign).includes(child.uri)) {
      throw unknownNamespace('protocol', child)
    }
    if ((!own && !added) || parameters.has(child.local)) throw unknownElement('protocol', child)
    parameters.set(child.local, child)
  }
  return parameters
}

export function required(parameters: Parameters, name: string): XmlElement {
  const found = parameters.get(name)
  if (found !== undefined) return found
  throw missingElement('protocol', name, `The parameter ${name} is missing.`)
}

/** The datastore that stands in a source or target. Throws for one that is not in `allowed`. */
export function readDatastore(
  parameters: Parameters,
  name: 'source' | 'target',
  allowed: readonly DatastoreName[] = DATASTORES,
): DatastoreName {
  const found = readDatastoreOrConfig(parameters, name)
  if (typeof found !== 'string') throw unknownElement('protocol', found)
  if (allowed.includes(found)) return found
  throw invalidValue('protocol', `This operation works on ${allowed.join(' and ')}, not on ${found}.`)
}

/** The same where a whole configuration may stand in place of a datastore's name. */
export function readDatastoreOrConfig(
  parameters: Parameters,
  name: 'source' | 'target',
): DatastoreName | XmlElement {
  const parameter = required(parameters, name)
  const [choice, second] = elementsOf(parameter)
  if (choice === undefined) {
    throw missingElement('protocol', name, `${name} is empty: it must hold ${DATASTORES.join(', ')}.`)
  }
  if (second !== undefined) throw unknownElement('protocol', second)
  if (choice.uri !== parameter.uri) throw unknownNamespace('protocol', choice)
  if (choice.local === 'config') return choice
  const datastore = DATASTORES.find((known) => known === choice.local)
  if (datastore === undefined) throw unknownElement('protocol', choice)
  return datastore
}

/** The text of a parameter, one of `allowed`; `fallback` where it is absent. */
export function readChoice<T extends string>(
  parameters: Parameters,
  name: string,
  allowed: readonly T[],
  fallback: T,
): T {
  const value = readText(parameters, name)
  if (value === undefined) return fallback
  const known = allowed.find((each) => each === value)
  if (known !== undefined) return known
  throw invalidValue('protocol', `${name} must be one of ${allowed.join(', ')}, not "${value.slice(0, 60)}".`)
}

export function readText(parameters: Parameters, name: string): string | undefined {
  const parameter = parameters.get(name)
  return parameter === undefined ? undefined : textOf(parameter).trim()
}

/** A whole number from 1; `undefined` where the parameter is absent. */
export function readNumber(parameters: Parameters, name: string): number | undefined {
  const value = readText(parameters, name)
  if (value === undefined) return undefined
  const number = /^\d{1,10}$/.test(value) ? Number(value) : 0
  if (number >= 1 && number <= 4_294_967_295) return number
  throw invalidValue('protocol', `${name} must be a whole number from 1, not "${value.slice(0, 60)}".`)
}
