// Which nodes exist by default below an instance (RFC 7950 §6.4.1), made when the children are first asked for.

import { Instance, type AddDefaults } from './instanceBuild.ts'
import type { SchemaNode } from './schemaNode.ts'
import type { Branch, Plan, Plans, Slot } from './validatePlan.ts'

export interface DefaultsContext {
  readonly plans: Plans
  /** The canonical form of one of the node's `defaults`. */
  readonly canonical: (node: SchemaNode, value: string) => string
  /** Do all conditions hold under which a child of `parent` may exist? */
  readonly applies: (slot: Slot, parent: Instance) => boolean
}

/** What to give to each instance as its `addDefaults`. */
export function makeDefaults(context: DefaultsContext): AddDefaults {
  const addDefaults: AddDefaults = (parent, children) => {
    const plan = context.plans.of(parent.content)
    if (plan.byDefault.length === 0) return
    const present = new Set(parent.explicit.map(({ schema }) => schema))
    const active = activeBranches(plan, parent)
    let waiting: Slot[] = []
    const add = (slot: Slot): void => {
      children.push(...byDefault(slot.schema, parent))
    }
    const { facts } = context.plans
    for (const slot of plan.byDefault) {
      if (present.has(slot.schema) || !slot.branches.every((branch) => isChosen(branch, active, facts)))
        continue
      if (isConditional(slot, facts)) waiting.push(slot)
      else add(slot)
    }
    // A condition may look at what another one lets exist, whichever is written first: round after round until nothing changes.
    for (let before = -1; before !== waiting.length;) {
      before = waiting.length
      waiting = waiting.filter((slot) => {
        const applies = context.applies(slot, parent)
        if (applies) add(slot)
        return !applies
      })
    }
  }

  const byDefault = (schema: SchemaNode, parent: Instance): Instance[] => {
    const facts = context.plans.facts(schema)
    const parts = { schema, facts, content: schema, parent, element: undefined }
    if (facts.kind === 'container') return [new Instance(parts, addDefaults)]
    return facts.defaults.map((text) => {
      const leaf = new Instance(parts, addDefaults)
      leaf.value = context.canonical(schema, text)
      return leaf
    })
  }
  return addDefaults
}

/** The branch that each choice has taken, by what the document says. */
export function activeBranches(plan: Plan, parent: Instance): ReadonlyMap<SchemaNode, SchemaNode> {
  const active = new Map<SchemaNode, SchemaNode>()
  for (const child of parent.explicit) {
    if (isEmpty(child)) continue
    const slot = child.schema === undefined ? undefined : plan.slots.get(child.schema)
    for (const { choice, branch } of slot?.branches ?? []) if (!active.has(choice)) active.set(choice, branch)
  }
  return active
}

/** A container without presence that says nothing may be there or not: it chooses no case. */
export function isEmpty({ facts, explicit }: Instance): boolean {
  return facts?.kind === 'container' && facts.presence === undefined && explicit.every(isEmpty)
}

/** The branch that was taken or, in lack of one, the default one (RFC 7950 §7.9.3). */
export function isChosen(
  { choice, branch }: Branch,
  active: ReadonlyMap<SchemaNode, SchemaNode>,
  facts: Plans['facts'],
): boolean {
  const taken = active.get(choice)
  return taken === undefined ? facts(choice).defaults[0] === branch.name : taken === branch
}

function isConditional({ schema, branches }: Slot, facts: Plans['facts']): boolean {
  return (
    facts(schema).whens.length > 0 ||
    branches.some(({ choice, branch }) => facts(choice).whens.length > 0 || facts(branch).whens.length > 0)
  )
}
