// Finds what is missing: mandatory nodes, choices, min-elements (RFC 7950 §7.6.5, §7.9.4, §7.7.5).

import type { Instance } from './instanceBuild.ts'
import { activeBranches } from './instanceDefaults.ts'
import type { SchemaNode } from './schemaNode.ts'
import { checkMusts, type ConditionContext } from './validateConditions.ts'
import { nameOf, reportAbsent } from './validateContext.ts'
import { existsByDefault } from './validatePlan.ts'
import { reportTooFew } from './validateShape.ts'

export interface AbsentContext extends ConditionContext {
  /** Do the conditions on `node` itself hold below `parent`, were it there? */
  readonly applies: (node: SchemaNode, parent: Instance) => boolean
}

/** Looks for what `parent` lacks, through choices and containers without presence. */
export function checkAbsent(context: AbsentContext, parent: Instance): void {
  const plan = context.plans.of(parent.content)
  const demands = parent.content === undefined ? demandsAtTop(context, parent, plan.demands) : plan.demands
  if (demands.length === 0) return
  const walk: Walk = {
    context,
    parent,
    active: activeBranches(plan, parent),
    present: new Set(parent.explicit.map(({ schema }) => schema)),
  }
  for (const node of demands) checkNode(walk, node)
}

/** Of a module of which nothing is there, nothing is missed, unless that was asked for. */
function demandsAtTop(
  { options }: AbsentContext,
  root: Instance,
  demands: readonly SchemaNode[],
): readonly SchemaNode[] {
  if (options.allModules === true) return demands
  const modules = new Set(root.explicit.map(({ facts }) => facts?.module))
  return demands.filter(({ module }) => modules.has(module))
}

interface Walk {
  readonly context: AbsentContext
  readonly parent: Instance
  readonly active: ReadonlyMap<SchemaNode, SchemaNode>
  readonly present: ReadonlySet<SchemaNode | undefined>
}

function checkNode(walk: Walk, node: SchemaNode): void {
  const { context, parent } = walk
  if (node.kind === 'choice') {
    checkChoice(walk, node)
    return
  }
  if (walk.present.has(node) || !context.applies(node, parent)) return
  const facts = context.plans.facts(node)
  if (existsByDefault(facts)) visitDefaults(walk, node)
  else if (node.kind === 'list' || node.kind === 'leaf-list') {
    if (facts.minElements > 0) reportTooFew(context, parent, node, 0)
  } else if (facts.mandatory) {
    const inOperation = parent.schema?.kind === 'rpc' || parent.schema?.kind === 'action'
    reportAbsent(context, parent, node, {
      fault: 'missing-node',
      tag: inOperation ? 'missing-element' : 'data-missing',
      message: `The mandatory ${nameOf(node)} is missing${placeOf(parent)}.`,
    })
  }
}

function checkChoice(walk: Walk, choice: SchemaNode): void {
  const { context, parent } = walk
  const taken = walk.active.get(choice)
  const facts = context.plans.facts(choice)
  if (taken === undefined && !context.applies(choice, parent)) return
  if (taken === undefined && facts.mandatory) {
    reportAbsent(context, parent, choice, {
      fault: 'missing-choice',
      tag: 'data-missing',
      appTag: 'missing-choice',
      message: `One of the cases of choice "${choice.name}" must be there${placeOf(parent)}: ${casesOf(choice)}.`,
    })
    return
  }
  const branch = taken ?? choice.children.find(({ name }) => name === facts.defaults[0])
  if (branch === undefined || (taken === undefined && !context.applies(branch, parent))) return
  const inside = branch.kind === 'case' ? branch.children : [branch]
  for (const node of inside) if (context.plans.demands(node)) checkNode(walk, node)
}

/** What exists by default is looked into; the walk goes on in containers, where more may be missing. */
function visitDefaults({ context, parent }: Walk, node: SchemaNode): void {
  for (const child of parent.children) {
    if (child.schema !== node) continue
    checkMusts(context, child)
    if (node.kind === 'container') checkAbsent(context, child)
  }
}

function casesOf(choice: SchemaNode): string {
  return choice.children.map(({ name }) => name).join(', ')
}

function placeOf(parent: Instance): string {
  return parent.schema === undefined ? '' : ` in ${nameOf(parent.schema)}`
}
