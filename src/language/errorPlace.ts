// Finds the element of a text that an rpc-error complains about.

import { elementsOf, textOf, type XmlElement } from '../xml/tree.ts'
import { readErrorPath, type PathStep } from './errorPath.ts'
import { readFragment } from './fragment.ts'
import { WRAPPER_NAMES, isWrapper } from './netconfNames.ts'
import { attributeRange, nameRange, type TextRange } from './problem.ts'

/** What an rpc-error says about its place (RFC 6241 §4.3, appendix A). */
export interface ErrorPlace {
  readonly path?: string | undefined
  /** Prefix → namespace URI in force where `path` stood. */
  readonly pathNamespaces?: Readonly<Record<string, string>> | undefined
  readonly info: readonly { readonly name: string; readonly value: string }[]
}

/**
 * Where to underline: the name in the start tag of the deepest element that the error's path leads to, else of the
 * bad-element, else of the first element; for a bad-attribute its name. The text may hold the whole message, or less.
 */
export function placeOfError(text: string, error: ErrorPlace): TextRange {
  const { roots } = readFragment(text)
  const [root] = roots
  if (root === undefined) return { start: 0, end: 0 }
  const info = (name: string): string | undefined =>
    error.info
      .find((item) => item.name === name)
      ?.value.trim()
      .replace(/^.*:/, '')

  const steps = error.path === undefined ? [] : readErrorPath(error.path)
  const found = followPath(roots, steps, error.pathNamespaces ?? {})
  const element = badElement(found === undefined ? roots : [found], info('bad-element')) ?? found ?? root

  const last = steps.at(-1)
  const attributeName = info('bad-attribute') ?? (last?.isAttribute === true ? last.local : undefined)
  const attribute = element.attributes.find(({ local }) => local === attributeName)
  return attribute === undefined ? nameRange(element) : attributeRange(text, element, attribute.name).name
}

/** The nearest element of that name at or below `start`. */
function badElement(start: readonly XmlElement[], name: string | undefined): XmlElement | undefined {
  if (name === undefined) return undefined
  for (let level = start; level.length > 0; level = level.flatMap(elementsOf)) {
    const found = level.find((element) => element.local === name)
    if (found !== undefined) return found
  }
  return undefined
}

interface Match {
  readonly element: XmlElement
  /** How many steps of the path lead to it. */
  readonly depth: number
}

/**
 * The deepest element on the path. The server's path and the text may begin at different wrappers (rpc, edit-config,
 * config), so each beginning of one is tried with each of the other. Namespaces decide; where they lead nowhere (servers
 * bind prefixes wrongly, people leave xmlns out) local names do.
 */
function followPath(
  roots: readonly XmlElement[],
  steps: readonly PathStep[],
  namespaces: Readonly<Record<string, string>>,
): XmlElement | undefined {
  const path = steps.filter((step) => !step.isAttribute)
  let best: (Match & { remaining: number }) | undefined
  for (const strict of [true, false]) {
    for (const level of levelsOf(roots)) {
      for (let skip = 0; skip < path.length; skip += 1) {
        const match = descend(level, path.slice(skip), strict ? namespaces : undefined)
        const remaining = path.length - skip - (match?.depth ?? 0)
        if (match !== undefined && (best === undefined || remaining < best.remaining)) {
          best = { ...match, remaining }
        }
        if (!WRAPPER_NAMES.has(path[skip]?.local ?? '')) break
      }
    }
    if (best?.remaining === 0) break
  }
  return best?.element
}

/** The top elements, then what is inside them as long as they are wrappers. */
function levelsOf(roots: readonly XmlElement[]): XmlElement[][] {
  const levels: XmlElement[][] = []
  for (let level = [...roots]; level.length > 0; level = level.filter(isWrapper).flatMap(elementsOf)) {
    levels.push(level)
  }
  return levels
}

/** `namespaces` absent: local names alone decide. */
function descend(
  elements: readonly XmlElement[],
  steps: readonly PathStep[],
  namespaces: Readonly<Record<string, string>> | undefined,
): Match | undefined {
  const [step, ...rest] = steps
  if (step === undefined) return undefined
  const uri = step.prefix === '' ? undefined : namespaces?.[step.prefix]
  const named = elements.filter(
    (element) =>
      (step.local === '*' || element.local === step.local) && (uri === undefined || element.uri === uri),
  )
  const fitting =
    step.position === undefined ? named : named.slice(step.position - 1, Math.max(step.position, 0))
  let best: Match | undefined
  for (const element of fitting.filter((candidate) => mayHaveValues(candidate, step.values))) {
    const deeper = descend(elementsOf(element), rest, namespaces)
    const depth = 1 + (deeper?.depth ?? 0)
    if (best === undefined || depth > best.depth) best = { element: deeper?.element ?? element, depth }
  }
  return best
}

/** A key that the text does not have yet contradicts nothing. */
function mayHaveValues(element: XmlElement, values: PathStep['values']): boolean {
  return values.every(([name, value]) => {
    if (name === '.') return textOf(element).trim() === value
    const leaf = elementsOf(element).find((child) => child.local === name)
    return leaf === undefined || sameValue(textOf(leaf).trim(), value)
  })
}

/** Prefixes of identities differ from side to side: `ap:red` is `acme-plant:red`. */
function sameValue(written: string, reported: string): boolean {
  const bare = (value: string): string => value.replace(/^[\w.-]+:(?=[A-Za-z_])/, '')
  return written === reported || bare(written) === bare(reported)
}
