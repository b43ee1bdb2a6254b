// What all checks of one validation share: the schema, what kind of content it is, where to report.

import type { DataElement } from './dataElement.ts'
import type { Instance } from './instanceBuild.ts'
import { childPath, instancePath, qualifiedName } from './instancePath.ts'
import type { Schema } from './schema.ts'
import type { SchemaNode } from './schemaNode.ts'
import type { ErrorTag, Fault, ValidateOptions, ValidationProblem } from './validation.ts'
import type { Plans } from './validatePlan.ts'

export interface ValidateContext {
  readonly schema: Schema
  readonly options: ValidateOptions
  /** Is all there, so that what is absent is missing? */
  readonly whole: boolean
  readonly plans: Plans
  readonly report: (problem: ValidationProblem) => void
}

interface Words {
  readonly fault: Fault
  readonly tag: ErrorTag
  readonly message: string
  readonly appTag?: string | undefined
  readonly severity?: 'error' | 'warning'
}

/** A problem with an instance as it is. */
export function reportAt(context: ValidateContext, instance: Instance, words: Words): void {
  context.report({
    ...finish(words),
    element: elementOf(context, instance),
    node: instance.schema,
    path: instancePath(instance),
  })
}

/** A problem with a child that `parent` does not have. */
export function reportAbsent(
  context: ValidateContext,
  parent: Instance,
  node: SchemaNode,
  words: Words,
): void {
  context.report({
    ...finish(words),
    element: elementOf(context, parent),
    node,
    path: childPath(parent, qualifiedName(node, parent.schema)),
  })
}

/** A problem with an element that has no schema. */
export function reportUnknown(
  context: ValidateContext,
  parent: Instance,
  element: DataElement,
  words: Words,
): void {
  context.report({
    ...finish(words),
    element,
    node: undefined,
    path: childPath(parent, element.local),
  })
}

/** The closest element that is in the document. */
function elementOf({ options }: ValidateContext, instance: Instance): DataElement | undefined {
  for (let at: Instance | undefined = instance; at !== undefined; at = at.parent) {
    if (at.element !== undefined) return at.element
  }
  return options.operation
}

function finish({ appTag, severity, ...words }: Words): Omit<ValidationProblem, 'element' | 'node' | 'path'> {
  return { ...words, severity: severity ?? 'error', ...(appTag === undefined ? {} : { appTag }) }
}

/** What a node is called in a sentence: `leaf "mtu"`. */
export function nameOf(node: SchemaNode): string {
  return `${node.kind} "${node.name}"`
}
