// One validation at work: its instance tree under construction, with what the checks share.

import type { DataElement } from './dataElement.ts'
import {
  contentOf,
  Instance,
  OutsideInstance,
  type BuildContext,
  type BuildObserver,
} from './instanceBuild.ts'
import { makeDefaults } from './instanceDefaults.ts'
import type { Schema } from './schema.ts'
import type { SchemaNode } from './schemaNode.ts'
import type { AbsentContext } from './validateAbsent.ts'
import { branchesApply, nodeApplies, type ConditionContext } from './validateConditions.ts'
import { createValidateMemory } from './validateMemory.ts'
import { makeReferences } from './validateReferences.ts'
import type { TargetContext } from './validateTargets.ts'
import { canonicalDefault } from './validateValues.ts'
import { makeEvaluator } from './validateXpath.ts'
import type { ValidateOptions, ValidationProblem } from './validation.ts'

export interface Session extends ConditionContext, TargetContext, AbsentContext {
  readonly rootInstance: Instance
  readonly build: (side: 'input' | 'output', operations: boolean, observer: BuildObserver) => BuildContext
}

const NOTHING = {
  schema: undefined,
  facts: undefined,
  content: undefined,
  parent: undefined,
  element: undefined,
}

export function makeSession(
  schema: Schema,
  options: ValidateOptions,
  report: (problem: ValidationProblem) => void,
): Session {
  const memory = options.memory ?? createValidateMemory(schema)
  const plans = memory.plans(options.kind !== 'config')
  const { patterns } = memory
  const evaluator = makeEvaluator(memory)
  let looked = false
  const onLook = (): void => {
    looked = true
  }
  const addDefaults = makeDefaults({
    plans,
    canonical: (node, text) => canonicalDefault(schema, patterns, node, text),
    applies: (slot, parent) =>
      branchesApply(settling, slot.branches, parent) && nodeApplies(settling, slot.schema, parent),
  })
  const inOperation = options.kind === 'rpc' || options.kind === 'reply' || options.kind === 'notification'
  const partlyGiven = inOperation && options.datastore === undefined
  const rootInstance = partlyGiven
    ? new OutsideInstance(NOTHING, addDefaults, onLook)
    : new Instance(NOTHING, addDefaults)

  const create =
    (side: 'input' | 'output') =>
    (node: SchemaNode, parent: Instance, element: DataElement): Instance => {
      const parts = {
        schema: node,
        facts: plans.facts(node),
        content: contentOf(node, side),
        parent,
        element,
      }
      // The way to an action: of what is on it, the keys alone were given.
      return partlyGiven &&
        parent instanceof OutsideInstance &&
        (node.kind === 'container' || node.kind === 'list')
        ? new OutsideInstance(parts, addDefaults, onLook)
        : new Instance(parts, addDefaults)
    }

  const session: Session = {
    schema,
    options,
    whole: (options.extent ?? (options.kind === 'edit' ? 'part' : 'whole')) === 'whole',
    plans,
    report,
    patterns,
    references: makeReferences(rootInstance),
    rootInstance,
    holds: evaluator.holds,
    watch: (look) => {
      const before = looked
      looked = false
      const result = look()
      const sure = !looked
      looked ||= before
      return { result, sure }
    },
    applies: (node, parent) => nodeApplies(session, node, parent),
    build: (side, operations, observer) => ({ schema, operations, observer, create: create(side) }),
  }
  const settling = { ...session, holds: evaluator.holdsYet }
  return session
}
