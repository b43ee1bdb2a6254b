// Instance-identifier values (RFC 7950 §9.13): read, held against the schema, written in canonical form.

import type { QName, SchemaNode } from './schemaNode.ts'
import type { InstanceIdentifierType } from './type.ts'
import type { ValueContext } from './value.ts'
import { invalid, quoted, valid } from './valueResult.ts'
import type { ValueCheck } from './valueResult.ts'

/** One step of a path to one instance. */
export interface InstanceStep extends QName {
  readonly node: SchemaNode
  readonly keys: readonly (QName & { readonly value: string })[]
  /** Of a leaf-list entry: `[.='value']`. */
  readonly value: string | undefined
  /** Of an entry of a list without keys, from 1. */
  readonly position: number | undefined
}

interface InstanceContext extends Pick<ValueContext, 'resolvePrefix' | 'schema'> {
  /** Checks the value of a key or leaf-list entry. */
  readonly check: (node: SchemaNode, value: string) => ValueCheck
}

export type ReadInstanceIdentifier =
  { readonly steps: readonly InstanceStep[]; readonly reason?: undefined } | { readonly reason: string }

export function checkInstanceIdentifier(
  type: InstanceIdentifierType,
  text: string,
  context: InstanceContext,
): ValueCheck {
  const read = readInstanceIdentifier(text, context)
  return read.reason === undefined ? valid(type, instanceIdentifierText(read.steps)) : invalid(read.reason)
}

/** `/module:a/b[key='1']`: a module's name where it changes (RFC 7951 §6.11). */
function instanceIdentifierText(steps: readonly InstanceStep[]): string {
  let before: string | undefined
  return steps
    .map((step) => {
      const module = step.node.module.name
      const name = module === before ? step.name : `${module}:${step.name}`
      before = module
      const keys = step.keys.map((key) => `[${key.name}=${literal(key.value)}]`).join('')
      const value = step.value === undefined ? '' : `[.=${literal(step.value)}]`
      return `/${name}${keys}${value}${step.position === undefined ? '' : `[${step.position}]`}`
    })
    .join('')
}

const literal = (value: string): string => (value.includes("'") ? `"${value}"` : `'${value}'`)

const STEP = /\s*\/\s*(?:([\p{L}_][\w.-]*):)?([\p{L}_][\w.-]*)/uy
const PREDICATE =
  /\s*\[\s*(?:(\d+)|(?:(\.)|(?:([\p{L}_][\w.-]*):)?([\p{L}_][\w.-]*))\s*=\s*(?:'([^']*)'|"([^"]*)"))\s*\]/uy

interface Predicate {
  readonly position: number | undefined
  /** '' for `.`; undefined for a position. */
  readonly key: { readonly prefix: string | undefined; readonly name: string } | undefined
  readonly value: string
}

/** Reads and resolves the path. In XML every name needs its prefix; in JSON, one without is in the module of the step before. */
export function readInstanceIdentifier(text: string, context: InstanceContext): ReadInstanceIdentifier {
  const whole = text.trim()
  const steps: InstanceStep[] = []
  let at = 0
  while (at < whole.length) {
    const match = matchAt(STEP, whole, at)
    if (match === undefined) break
    at += match[0].length
    const predicates: Predicate[] = []
    for (
      let predicate = readPredicate(whole, at);
      predicate !== undefined;
      predicate = readPredicate(whole, at)
    ) {
      at = predicate.end
      predicates.push(predicate.predicate)
    }
    const step = resolveStep(match[1], match[2] ?? '', predicates, steps.at(-1), context)
    if (typeof step === 'string') return { reason: `${quoted(text)} leads nowhere: ${step}.` }
    steps.push(step)
  }
  if (at >= whole.length && steps.length > 0) return { steps }
  return {
    reason: `${quoted(text)} is not an instance-identifier, as /if:interfaces/if:interface[if:name='e0'] is.`,
  }
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | undefined {
  const sticky = new RegExp(expression)
  sticky.lastIndex = at
  return sticky.exec(text) ?? undefined
}

function readPredicate(text: string, at: number): { predicate: Predicate; end: number } | undefined {
  const match = matchAt(PREDICATE, text, at)
  if (match === undefined) return undefined
  const [, position, dot, prefix, name = '', single, double] = match
  const predicate: Predicate = {
    position: position === undefined ? undefined : Number(position),
    key: position === undefined ? { prefix, name: dot === undefined ? name : '' } : undefined,
    value: single ?? double ?? '',
  }
  return { predicate, end: at + match[0].length }
}

/** The step, or what is wrong with it. */
function resolveStep(
  prefix: string | undefined,
  name: string,
  predicates: readonly Predicate[],
  parent: InstanceStep | undefined,
  context: InstanceContext,
): InstanceStep | string {
  const namespace = namespaceOf(prefix, parent?.namespace, context)
  if (namespace === undefined) {
    return prefix === undefined ? `"${name}" needs a prefix` : `the prefix "${prefix}" is not declared`
  }
  const node = context.schema.dataChild(parent?.node, namespace, name)
  if (node === undefined) {
    return `there is no "${name}" ${parent === undefined ? 'at the top' : `in "${parent.name}"`}`
  }
  const step = { namespace, name, node, keys: [], value: undefined, position: undefined }
  if (node.kind === 'list')
    return node.keys.length > 0 ? withKeys(step, predicates, context) : withPosition(step, predicates)
  if (node.kind === 'leaf-list') return withValue(step, predicates, context)
  return predicates.length === 0 ? step : `"${name}" takes no predicate`
}

function namespaceOf(
  prefix: string | undefined,
  inherited: string | undefined,
  { resolvePrefix, schema }: InstanceContext,
): string | undefined {
  if (prefix !== undefined) return resolvePrefix(prefix)
  // JSON's prefixes are names of modules; XML's own prefix for the same namespace is another word, or happens to be the same one.
  const module = inherited === undefined ? undefined : schema.moduleOfNamespace(inherited)
  return module !== undefined && resolvePrefix(module.name) === inherited ? inherited : undefined
}

function withKeys(
  step: InstanceStep,
  predicates: readonly Predicate[],
  context: InstanceContext,
): InstanceStep | string {
  const keys: { namespace: string; name: string; value: string }[] = []
  for (const { key, value } of predicates) {
    const namespace = key === undefined ? undefined : namespaceOf(key.prefix, step.namespace, context)
    if (key === undefined || !step.node.keys.includes(key.name) || namespace !== step.namespace) {
      return `"${step.name}" wants ${step.node.keys.map((name) => `"${name}"`).join(', ')} as its keys`
    }
    if (keys.some(({ name }) => name === key.name)) return `the key "${key.name}" is there twice`
    const leaf = context.schema.dataChild(step.node, namespace, key.name)
    const result = leaf === undefined ? undefined : context.check(leaf, value)
    if (result?.valid === false) return `the key "${key.name}": ${result.reason.replace(/\.$/, '')}`
    keys.push({ namespace, name: key.name, value: result?.canonical ?? value })
  }
  const missing = step.node.keys.find((name) => !keys.some((key) => key.name === name))
  return missing === undefined ? { ...step, keys } : `the key "${missing}" of "${step.name}" is missing`
}

function withPosition(step: InstanceStep, predicates: readonly Predicate[]): InstanceStep | string {
  const position = predicates[0]?.position
  if (predicates.length === 1 && position !== undefined && position > 0) return { ...step, position }
  return `"${step.name}" has no keys and wants a position, as [1]`
}

function withValue(
  step: InstanceStep,
  predicates: readonly Predicate[],
  context: InstanceContext,
): InstanceStep | string {
  const [predicate] = predicates
  if (predicates.length === 1 && predicate?.key?.name === '') {
    const result = context.check(step.node, predicate.value)
    return result.valid ? { ...step, value: result.canonical } : result.reason.replace(/\.$/, '')
  }
  if (predicates.length === 1 && predicate?.position !== undefined && step.node.config === false) {
    return predicate.position > 0 ? { ...step, position: predicate.position } : 'positions begin at 1'
  }
  return `"${step.name}" is a leaf-list and wants the value of its entry, as [.='value']`
}
