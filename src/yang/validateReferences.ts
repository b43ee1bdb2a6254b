// Finds what leafrefs (instance-identifiers, too) refer to: by hash, so that many references into a long list stay linear.

import type { Instance } from './instanceBuild.ts'
import { readLeafrefPath, type LeafrefPath, type LeafrefPredicate } from './leafrefPath.ts'
import type { QName, SchemaNode } from './schemaNode.ts'
import type { LeafrefType } from './type.ts'
import type { InstanceStep } from './valueInstance.ts'

export interface References {
  /** Does the path lead from `instance` to a node with that value? Undefined where the path is of a form that is not known. */
  readonly leafref: (instance: Instance, type: LeafrefType, value: string) => boolean | undefined
  /** Is there what these steps name? */
  readonly identifier: (steps: readonly InstanceStep[]) => boolean
}

/** One for each document: it keeps what it found. */
export function makeReferences(root: Instance): References {
  const paths = new Map<SchemaNode, Map<LeafrefType, LeafrefPath | undefined>>()
  const values = new Map<LeafrefPath, Map<Instance, ReadonlySet<string>>>()
  const indexes: Indexes = new Map()

  const pathOf = (node: SchemaNode, type: LeafrefType): LeafrefPath | undefined => {
    const ofNode = entryOf(paths, node, () => new Map<LeafrefType, LeafrefPath | undefined>())
    if (!ofNode.has(type)) ofNode.set(type, readLeafrefPath(type, node.module.namespace))
    return ofNode.get(type)
  }

  const leafref = (instance: Instance, type: LeafrefType, value: string): boolean | undefined => {
    const path = instance.schema === undefined ? undefined : pathOf(instance.schema, type)
    if (path === undefined) return undefined
    const start = path.up === undefined ? root : climb(instance, path.up)
    if (start === undefined) return false
    start.look()
    if (path.steps.some(({ predicates }) => predicates.length > 0)) {
      return follow(indexes, instance, start, path).some((node) => node.value === value)
    }
    const found = entryOf(
      entryOf(values, path, () => new Map<Instance, ReadonlySet<string>>()),
      start,
      () => new Set(follow(indexes, instance, start, path).map((node) => node.value)),
    )
    return found.has(value)
  }
  return { leafref, identifier: (steps) => findInstance(indexes, root, steps) !== undefined }
}

function findInstance(
  indexes: Indexes,
  root: Instance,
  steps: readonly InstanceStep[],
): Instance | undefined {
  let at: Instance | undefined = root
  for (const step of steps) {
    if (at === undefined) return undefined
    const [first, ...others]: readonly (QName & { value: string })[] = step.keys
    const entries: readonly Instance[] =
      first === undefined
        ? childrenNamed(at, step)
        : (indexOf(indexes, at, step, first).get(first.value) ?? []).filter((entry) =>
            others.every((key) => childrenNamed(entry, key).some(({ value }) => value === key.value)),
          )
    at =
      step.value === undefined
        ? entries[(step.position ?? 1) - 1]
        : entries.find(({ value }) => value === step.value)
  }
  return at
}

/** Instances below a parent, by name and by the value of one of their leaves. */
type Indexes = Map<Instance, Map<string, ReadonlyMap<string, readonly Instance[]>>>

function follow(indexes: Indexes, from: Instance, start: Instance, path: LeafrefPath): Instance[] {
  let nodes = [start]
  for (const step of path.steps) {
    const [first, ...others] = step.predicates
    const next: Instance[] = []
    for (const node of nodes) {
      let found =
        first === undefined ? childrenNamed(node, step) : entriesWhere(indexes, from, node, step, first)
      for (const other of others) {
        const wanted = predicateValues(from, other)
        found = found.filter((entry) =>
          childrenNamed(entry, other.key).some(({ value }) => wanted.has(value)),
        )
      }
      for (const each of found) next.push(each)
    }
    nodes = next
  }
  return nodes
}

function entriesWhere(
  indexes: Indexes,
  from: Instance,
  parent: Instance,
  step: QName,
  predicate: LeafrefPredicate,
): readonly Instance[] {
  const index = indexOf(indexes, parent, step, predicate.key)
  return [...predicateValues(from, predicate)].flatMap((value) => index.get(value) ?? [])
}

function indexOf(
  indexes: Indexes,
  parent: Instance,
  step: QName,
  key: QName,
): ReadonlyMap<string, readonly Instance[]> {
  const ofParent = entryOf(indexes, parent, () => new Map<string, ReadonlyMap<string, readonly Instance[]>>())
  const name = JSON.stringify([step.namespace, step.name, key.namespace, key.name])
  return entryOf(ofParent, name, () => indexBy(childrenNamed(parent, step), key))
}

function indexBy(entries: readonly Instance[], key: QName): Map<string, Instance[]> {
  const index = new Map<string, Instance[]>()
  for (const entry of entries) {
    for (const { value } of childrenNamed(entry, key)) entryOf(index, value, () => []).push(entry)
  }
  return index
}

/** The values of `current()/../…` seen from the leafref. */
function predicateValues(from: Instance, { up, steps }: LeafrefPredicate): ReadonlySet<string> {
  const start = climb(from, up)
  let nodes: readonly Instance[] = start === undefined ? [] : [start]
  for (const step of steps) nodes = nodes.flatMap((node) => childrenNamed(node, step))
  return new Set(nodes.map(({ value }) => value))
}

function climb(instance: Instance, levels: number): Instance | undefined {
  let at: Instance | undefined = instance
  for (let level = 0; level < levels; level += 1) at = at?.parent
  return at
}

/** What the document says, and only in lack of that what exists by default: most nodes then need no defaults at all. */
function childrenNamed(parent: Instance, { namespace, name }: QName): readonly Instance[] {
  const isNamed = (child: Instance): boolean => child.name === name && child.namespace === namespace
  parent.look()
  const said = parent.explicit.filter(isNamed)
  return said.length > 0 ? said : parent.children.filter(isNamed)
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
