// Our own verdict on a document, and whether it is yanglint's.

import { parseXml } from '../../src/xml/parse.ts'
import type { Schema } from '../../src/yang/schema.ts'
import type { SchemaNode } from '../../src/yang/schemaNode.ts'
import { validate } from '../../src/yang/validate.ts'
import type { ValidateMemory } from '../../src/yang/validateMemory.ts'
import type { ValidationProblem } from '../../src/yang/validation.ts'
import { elementChildren } from './documentRepair.ts'
import type { Trial } from './validationTrials.ts'
import type { YanglintVerdict } from './yanglintSession.ts'

export interface Findings {
  readonly trial: Trial
  readonly errors: readonly ValidationProblem[]
  readonly warnings: readonly ValidationProblem[]
}

export function judgeOurselves(schema: Schema, trial: Trial, memory: ValidateMemory): Findings {
  const { roots } = parseXml(trial.text, { fragment: true })
  const [operation] = roots
  const { problems } = validate(schema, trial.kind === 'reply' ? roots.flatMap(elementChildren) : roots, {
    kind: trial.kind,
    memory,
    // yanglint takes a datastore that it was not given for an empty one.
    datastore: [],
    ...(trial.kind === 'reply' && operation !== undefined ? { operation } : {}),
  })
  return {
    trial,
    errors: problems.filter(({ severity }) => severity === 'error'),
    warnings: problems.filter(({ severity }) => severity === 'warning'),
  }
}

/** The verdict is equal; where both refuse, yanglint's failing node is one of ours, or the parent that it names instead. */
export function sameFinding({ errors, trial }: Findings, verdict: YanglintVerdict): boolean {
  if (verdict.accepted !== (errors.length === 0)) return false
  if (verdict.accepted) return true
  return errors.some((problem) => sameNode(problem, verdict, trial.text))
}

function sameNode(problem: ValidationProblem, verdict: YanglintVerdict, document: string): boolean {
  const { pathKind } = verdict
  // A key that is there twice is twice in the path.
  const path = verdict.path?.replace(/(\[[^\]]*\])\1/g, '$1')
  const lines = linesOf(problem, document)
  const inside = verdict.line !== undefined && verdict.line >= lines.first && verdict.line <= lines.last
  if (path === undefined) return inside
  if (
    choiceOf(verdict.text, problem) &&
    (pathKind === 'schema' || barePath(problem.path).startsWith(`${barePath(path)}/`))
  ) {
    return true
  }
  if (pathKind === 'schema') return problem.node !== undefined && schemaPath(problem.node) === path
  const ours = problem.path
  if (ours === path || parentOf(ours) === path) return true
  // Entries of leaf-lists that are state are counted.
  if (ours.replace(/\[\.=.*\]$/s, '') === path.replace(/\[\d+\]$/, '')) return true
  const stray = /inside an inner node "([^"]+)"/.exec(verdict.text)?.[1]
  if (stray !== undefined && inside && problem.fault === 'text' && problem.node?.name === stray) return true
  if (inside && namesStranger(verdict.text, problem)) return true
  // Every element begins on a line of its own.
  if (lines.first === verdict.line && barePath(ours).startsWith(`${barePath(path)}/`)) return true
  const twice = /Duplicate instance of "([^"]+)"/.exec(verdict.text)?.[1]
  if (twice !== undefined && problem.node?.name === twice && isPart(barePath(ours), barePath(path)))
    return true
  const absent = /(?:Mandatory node|missing its key) "([^"]+)"/.exec(verdict.text)?.[1]
  if (
    absent !== undefined &&
    problem.node?.name === absent &&
    barePath(ours).startsWith(`${barePath(path)}/`)
  )
    return true
  // yanglint names nodes while they are being read: keys are not all there yet, or the parents are left out; then it says the line.
  return inside && [ours, parentOf(ours)].some((each) => isPart(barePath(each), barePath(path)))
}

/** In a list whose keys were not read yet, yanglint names the node above; but the stranger itself, too. */
function namesStranger(text: string, { element, node }: ValidationProblem): boolean {
  if (element === undefined || node !== undefined) return false
  return (
    /Node "([^"]+)" not found as a child/.exec(text)?.[1] === element.local ||
    /No module with namespace "([^"]+)"/.exec(text)?.[1] === element.uri
  )
}

/** The lines, from 1, of the element and what is in it. */
function linesOf({ element }: ValidationProblem, document: string): { first: number; last: number } {
  const lineAt = (offset: number): number => document.slice(0, offset).split('\n').length
  return { first: lineAt(element?.start ?? 0), last: lineAt(element?.end ?? 0) }
}

/** Of a choice in a container that is not there, yanglint names an ancestor, but the choice too. */
function choiceOf(text: string, { node, fault }: ValidationProblem): boolean {
  const missing = /Mandatory choice "([^"]+)"/.exec(text)
  if (missing !== null) return fault === 'missing-choice' && node?.name === missing[1]
  const cases = /Data for both cases "([^"]+)" and "([^"]+)"/.exec(text)
  if (cases === null || fault !== 'several-cases') return false
  let at = node?.parent
  while (at?.kind === 'choice' || (at?.kind === 'case' && !cases.includes(at.name))) at = at.parent
  return at?.kind === 'case' || cases.includes(node?.name ?? '')
}

/** The same last step, and the others of `part` in their order. */
function isPart(path: string, part: string): boolean {
  const names = (each: string): string[] => each.split('/').map((step) => step.replace(/^.*:/, ''))
  const [steps, wanted] = [names(path), names(part)]
  if (steps.at(-1) !== wanted.at(-1)) return false
  let found = 0
  for (const step of steps) if (step === wanted[found]) found += 1
  return found === wanted.length
}

/** Without predicates. */
function barePath(path: string): string {
  return path.replace(PREDICATE, '')
}

/** A value in a predicate may hold a slash or a bracket. */
const PREDICATE = /\[(?:\d+|[^\]=]*=(?:'[^']*'|"[^"]*"))\]/g

export function parentOf(path: string): string {
  const bare = path.replace(PREDICATE, (predicate) => 'x'.repeat(predicate.length))
  return path.slice(0, bare.lastIndexOf('/'))
}

/** As libyang writes it: choices and cases named, the module where it changes. */
export function schemaPath(node: SchemaNode): string {
  const { parent } = node
  const name = parent?.module.name === node.module.name ? node.name : `${node.module.name}:${node.name}`
  return `${parent === undefined ? '' : schemaPath(parent)}/${name}`
}
