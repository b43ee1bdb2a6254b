// Evaluates the conditions on instances: `when`, `must` (RFC 7950 §7.21.5, §7.5.3).

import { Instance } from './instanceBuild.ts'
import type { SchemaNode, When } from './schemaNode.ts'
import { nameOf, reportAt, type ValidateContext } from './validateContext.ts'
import type { Branch, Facts } from './validatePlan.ts'
import type { Evaluator } from './validateXpath.ts'

export interface ConditionContext extends ValidateContext {
  readonly holds: Evaluator['holds']
  /** Runs a look-up. Not sure where it looked at what was not given. */
  readonly watch: <Result>(look: () => Result) => { readonly result: Result; readonly sure: boolean }
}

/** Do the conditions on `node`, a child of `parent` through choices or not, hold? It need not be there. */
export function nodeApplies(context: ConditionContext, node: SchemaNode, parent: Instance): boolean {
  return brokenWhen(context, node, parent, undefined) === undefined
}

/** The same for the choices and cases that a data node stands in. */
export function branchesApply(
  context: ConditionContext,
  branches: readonly Branch[],
  parent: Instance,
): boolean {
  return branches.every(
    ({ choice, branch }) =>
      nodeApplies(context, choice, parent) &&
      (branch.kind !== 'case' || nodeApplies(context, branch, parent)),
  )
}

/** Reports the first `when` that is false for what is in the document; false then. */
export function checkWhens(context: ConditionContext, instance: Instance, parent: Instance): boolean {
  const node = instance.schema
  if (node === undefined) return true
  const branches = context.plans.of(parent.content).slots.get(node)?.branches ?? []
  for (const schema of [...branches.flatMap(({ choice, branch }) => [choice, branch]), node]) {
    const broken = brokenWhen(context, schema, parent, schema === node ? instance : undefined)
    if (broken === undefined) continue
    reportAt(context, instance, {
      fault: 'when',
      tag: 'unknown-element',
      message: `The ${nameOf(node)} may be here only when ${oneLine(broken.expression)}.`,
    })
    return false
  }
  return true
}

function brokenWhen(
  context: ConditionContext,
  node: SchemaNode,
  parent: Instance,
  self: Instance | undefined,
): When | undefined {
  return context.plans.facts(node).whens.find((when) => {
    const at =
      when.context === 'parent' ? parent : (self ?? stranger(node, context.plans.facts(node), parent))
    const { result, sure } = context.watch(() => context.holds(when, node.module, at))
    return result === false && sure
  })
}

/** A node that is not there, to evaluate its own `when` on (RFC 7950 §7.21.5: a dummy node). */
function stranger(node: SchemaNode, facts: Facts, parent: Instance): Instance {
  return new Instance({ schema: node, facts, content: node, parent, element: undefined }, () => undefined)
}

/** Reports each `must` that is false on an instance. */
export function checkMusts(context: ConditionContext, instance: Instance): void {
  const { schema, facts } = instance
  if (schema === undefined || facts === undefined) return
  for (const must of facts.musts) {
    const { result, sure } = context.watch(() => context.holds(must, schema.module, instance))
    if (result !== false || !sure) continue
    const own = must.errorMessage === undefined ? '' : `${oneLine(must.errorMessage).replace(/\.?$/, '.')} `
    reportAt(context, instance, {
      fault: 'must',
      tag: 'operation-failed',
      appTag: must.errorAppTag ?? 'must-violation',
      message: `${own}The ${nameOf(schema)} must satisfy: ${oneLine(must.expression)}.`,
    })
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
