// Validates instance data that was parsed already against a schema (RFC 7950 §8), for every kind of content that NETCONF carries.

import type { DataElement } from './dataElement.ts'
import { buildInstances, type BuildObserver, type Instance } from './instanceBuild.ts'
import { activeBranches, isChosen, isEmpty } from './instanceDefaults.ts'
import type { Schema } from './schema.ts'
import { checkAbsent } from './validateAbsent.ts'
import { checkMusts, checkWhens } from './validateConditions.ts'
import { reportAt } from './validateContext.ts'
import { checkEditAttributes, markRemoved } from './validateEdit.ts'
import { buildOperation } from './validateOperation.ts'
import { makeSession, type Session } from './validateSession.ts'
import { checkShape } from './validateShape.ts'
import { checkTarget, refersToInstances } from './validateTargets.ts'
import { reportStranger } from './validateUnknown.ts'
import { takeValue } from './validateValues.ts'
import type { Validation, ValidateOptions, ValidationProblem } from './validation.ts'

/**
 * Finds every problem in `roots`: the children of <data>, of <config>, of <rpc-reply>, or the one element inside <rpc> or
 * <notification>. Never throws; work grows with the size of the content, unless a module's own expressions don't.
 */
export function validate(
  schema: Schema,
  roots: readonly DataElement[],
  options: ValidateOptions,
): Validation {
  const problems: ValidationProblem[] = []
  const session = makeSession(schema, options, (problem) => problems.push(problem))
  switch (options.kind) {
    case 'config':
    case 'data':
    case 'edit':
      buildInstances(session.build('input', false, observe(session)), session.rootInstance, roots)
      checkContent(session, session.rootInstance)
      break
    case 'rpc':
    case 'reply':
    case 'notification': {
      const operation = buildOperation(session, roots, observe(session))
      for (let at = operation?.parent; at !== undefined; at = at.parent) checkShape(session, at)
      if (operation !== undefined) checkContent(session, operation)
      break
    }
  }
  problems.sort((a, b) => (a.element?.start ?? -1) - (b.element?.start ?? -1))
  return {
    valid: problems.every(({ severity }) => severity !== 'error'),
    problems,
    root: session.rootInstance,
  }
}

function observe(session: Session): BuildObserver {
  const { kind } = session.options
  return {
    unknown: (element, parent) => reportStranger(session, element, parent),
    enter: (instance, element) => {
      if (kind === 'edit') markRemoved(instance, element)
      if ((kind !== 'config' && kind !== 'edit') || instance.facts?.config !== false) return true
      reportAt(session, instance, {
        fault: 'state-node',
        tag: 'unknown-element',
        message: `The ${instance.facts.kind} "${instance.name}" is state; it cannot be in configuration.`,
      })
      return false
    },
    leaf: (instance, element, text) => takeValue(session, session.patterns, instance, element, text),
    text: (instance, _element, text) =>
      reportAt(session, instance, {
        fault: 'text',
        tag: 'bad-element',
        message: `The ${instance.facts?.kind ?? 'node'} "${instance.name}" holds elements, no text such as "${text.slice(0, 40)}".`,
      }),
  }
}

/** All checks from `top` down. What the document says is checked against each other first, so that values and keys are settled. */
function checkContent(session: Session, top: Instance): void {
  checkShapes(session, top)
  if (session.whole) checkConstraints(session, top)
}

function checkShapes(session: Session, instance: Instance): void {
  if (session.options.kind === 'edit') checkEditAttributes(session, instance)
  if (instance.explicit.length === 0) return
  checkShape(session, instance)
  for (const child of instance.explicit) checkShapes(session, child)
}

function checkConstraints(session: Session, instance: Instance): void {
  const type = instance.facts?.type
  if (type !== undefined && refersToInstances(type)) checkTarget(session, instance)
  if (instance.valued) checkMusts(session, instance)
  if (type !== undefined) return
  for (const child of instance.explicit) {
    if (checkWhens(session, child, instance) && !isIdle(session, child)) checkConstraints(session, child)
  }
  checkAbsent(session, instance)
}

/** An empty container chooses no case; in one that nothing else chose, its content is not asked for. */
function isIdle({ plans }: Session, child: Instance): boolean {
  if (!isEmpty(child) || child.parent === undefined || child.schema === undefined) return false
  const plan = plans.of(child.parent.content)
  const branches = plan.slots.get(child.schema)?.branches ?? []
  if (branches.length === 0) return false
  const active = activeBranches(plan, child.parent)
  return !branches.every((branch) => isChosen(branch, active, plans.facts))
}
