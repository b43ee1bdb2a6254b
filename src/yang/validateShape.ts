// Checks the nodes below one parent against each other: duplicates, keys, choices, min-elements with max-elements, unique.

import type { DataElement } from './dataElement.ts'
import type { Instance } from './instanceBuild.ts'
import { isEmpty } from './instanceDefaults.ts'
import type { SchemaNode } from './schemaNode.ts'
import { nameOf, reportAbsent, reportAt, type ValidateContext } from './validateContext.ts'
import { checkUnique } from './validateUnique.ts'

/** Checks the explicit children of `parent` against each other. Linear in their number. */
export function checkShape(context: ValidateContext, parent: Instance): void {
  const groups = groupChildren(parent)
  for (const [node, instances] of groups) checkGroup(context, parent, node, instances)
  checkChoices(context, parent)
}

function groupChildren(parent: Instance): Map<SchemaNode, Instance[]> {
  const groups = new Map<SchemaNode, Instance[]>()
  for (const child of parent.explicit) {
    if (child.schema === undefined) continue
    const group = groups.get(child.schema)
    if (group === undefined) groups.set(child.schema, [child])
    else group.push(child)
  }
  return groups
}

function checkGroup(
  context: ValidateContext,
  parent: Instance,
  node: SchemaNode,
  instances: readonly Instance[],
): void {
  const { keys, config } = context.plans.facts(node)
  if (node.kind === 'list') {
    for (const entry of instances) checkKeys(context, entry, node, keys)
    if (keys.length > 0) checkDistinct(context, instances, (entry) => keyOf(entry, node, keys))
    if (context.whole) checkUnique(context, node, instances)
    checkCount(context, parent, node, instances)
  } else if (node.kind === 'leaf-list') {
    // State may repeat values (RFC 7950 §7.7).
    if (config === true) checkDistinct(context, instances, (entry) => entry.value)
    checkCount(context, parent, node, instances)
  } else {
    checkDistinct(context, instances, () => '')
  }
}

function checkKeys(
  context: ValidateContext,
  entry: Instance,
  list: SchemaNode,
  keys: readonly string[],
): void {
  const names = entry.explicit.map(({ schema }) => schema)
  let expected = 0
  let ordered = true
  for (const key of keys) {
    const at = names.findIndex((schema) => schema?.name === key && schema.parent === list)
    if (at === -1) reportMissingKey(context, entry, list, key)
    else if (at !== expected++) ordered = false
  }
  if (ordered) return
  reportAt(context, entry, {
    fault: 'key-order',
    tag: 'bad-element',
    severity: 'warning',
    message: `The keys of ${nameOf(list)} (${keys.join(', ')}) should come first, in this order.`,
  })
}

function reportMissingKey(context: ValidateContext, entry: Instance, list: SchemaNode, key: string): void {
  const leaf = list.children.find(({ name, module }) => name === key && module === list.module)
  const words = {
    fault: 'missing-key',
    tag: 'missing-element',
    message: `This entry of ${nameOf(list)} lacks its key "${key}".`,
  } as const
  if (leaf === undefined) reportAt(context, entry, words)
  else reportAbsent(context, entry, leaf, words)
}

/** The values of all keys as one text; undefined while one is missing or wrong. */
function keyOf(entry: Instance, list: SchemaNode, keys: readonly string[]): string | undefined {
  const values: string[] = []
  for (const key of keys) {
    const leaf = entry.explicit.find(({ schema }) => schema?.name === key && schema.parent === list)
    if (leaf?.valued !== true) return undefined
    values.push(leaf.value)
  }
  return JSON.stringify(values)
}

function checkDistinct(
  context: ValidateContext,
  instances: readonly Instance[],
  identity: (instance: Instance) => string | undefined,
): void {
  if (instances.length < 2) return
  const seen = new Set<string>()
  for (const instance of instances) {
    const id = identity(instance)
    if (id === undefined || !seen.has(id)) {
      if (id !== undefined) seen.add(id)
      continue
    }
    reportAt(context, instance, {
      fault: 'duplicate',
      tag: 'bad-element',
      message: duplicateMessage(instance),
      // One edit may touch an entry twice: servers differ. An empty container without presence says nothing.
      ...(context.options.kind === 'edit' && (instance.schema?.kind === 'list' || isEmpty(instance))
        ? { severity: 'warning' }
        : {}),
    })
  }
}

function duplicateMessage({ schema, value }: Instance): string {
  if (schema === undefined) return 'This is here a second time.'
  if (schema.kind === 'list') return `Another entry of ${nameOf(schema)} has the same keys.`
  if (schema.kind === 'leaf-list') return `The value "${value}" is in ${nameOf(schema)} already.`
  return `There is another ${nameOf(schema)} here; it may appear once.`
}

function checkCount(
  context: ValidateContext,
  parent: Instance,
  node: SchemaNode,
  instances: readonly Instance[],
): void {
  const { maxElements, minElements } = context.plans.facts(node)
  const excess = instances[maxElements]
  if (excess !== undefined && context.options.kind !== 'edit') {
    reportAt(context, excess, {
      fault: 'too-many',
      tag: 'operation-failed',
      appTag: 'too-many-elements',
      message: `At most ${maxElements} entries of ${nameOf(node)} are allowed; there are ${instances.length}.`,
    })
  }
  if (context.whole && instances.length < minElements) {
    reportTooFew(context, parent, node, instances.length)
  }
}

export function reportTooFew(
  context: ValidateContext,
  parent: Instance,
  node: SchemaNode,
  count: number,
): void {
  reportAbsent(context, parent, node, {
    fault: 'too-few',
    tag: 'operation-failed',
    appTag: 'too-few-elements',
    message: `At least ${node.minElements} of ${nameOf(node)} must be here; there ${count === 1 ? 'is' : 'are'} ${count}.`,
  })
}

/** Of a choice, one case at a time may have nodes (RFC 7950 §7.9); what an edit takes away does not count. */
function checkChoices(context: ValidateContext, parent: Instance): void {
  const { slots } = context.plans.of(parent.content)
  const taken = new Map<SchemaNode, { branch: SchemaNode; element: DataElement | undefined }>()
  const reported = new Set<SchemaNode>()
  for (const child of parent.explicit) {
    if (child.schema === undefined || child.removed) continue
    for (const { choice, branch } of slots.get(child.schema)?.branches ?? []) {
      const first = taken.get(choice)
      if (first === undefined) {
        taken.set(choice, { branch, element: child.element })
      } else if (first.branch !== branch) {
        if (!reported.has(branch)) {
          reportAt(context, child, {
            fault: 'several-cases',
            tag: 'bad-element',
            message:
              `The ${nameOf(child.schema)} belongs to case "${branch.name}" of choice "${choice.name}", ` +
              `but case "${first.branch.name}" is here already; only one of them may be.`,
          })
        }
        reported.add(branch)
        break
      }
    }
  }
}
