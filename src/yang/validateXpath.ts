// What a condition's expression gives on an instance.

import type { Instance } from './instanceBuild.ts'
import type { Module } from './module.ts'
import type { Must, When } from './schemaNode.ts'
import type { ValidateMemory } from './validateMemory.ts'
import { testXPath } from './xpathEvaluate.ts'
import { createXPathSession } from './xpathSession.ts'

export interface Evaluator {
  /**
   * The expression as a boolean; names without prefix are `module`'s, the one of the node that carries the condition. Undefined where it
   * cannot be evaluated: nothing is reported then.
   */
  readonly holds: (condition: Must | When, module: Module, at: Instance) => boolean | undefined
  /** The same while default nodes are being added: what is looked at may change, so nothing is remembered. */
  readonly holdsYet: Evaluator['holds']
}

export function makeEvaluator({ patterns, expressions }: ValidateMemory): Evaluator {
  const settled = createXPathSession({ patterns, expressions })
  const holdsIn =
    (session: () => typeof settled): Evaluator['holds'] =>
    ({ expression, resolvePrefix }, module, node) =>
      testXPath(expression, { node, resolvePrefix, module, session: session() }).value
  return {
    holds: holdsIn(() => settled),
    holdsYet: holdsIn(() => createXPathSession({ patterns, expressions })),
  }
}
