// Holds a text with instance data against a schema; each problem with its place in the text.

import type { DataElement } from '../yang/dataElement.ts'
import type { Schema } from '../yang/schema.ts'
import { validate } from '../yang/validate.ts'
import type { ValidateMemory } from '../yang/validateMemory.ts'
import type { ValidateOptions } from '../yang/validation.ts'
import type { XmlElement } from '../xml/tree.ts'
import { readInstanceText } from './instanceText.ts'
import type { ContentProblem, ValidateRequest } from './schemaRequests.ts'

/** In the order of the text. What keeps it from being read at all is the one problem then. */
export function checkContent(
  schema: Schema,
  request: ValidateRequest,
  memory?: ValidateMemory,
): ContentProblem[] {
  const { elements, problems } = readInstanceText(request.xml, request.kind)
  if (problems.length > 0) return problems.map((problem) => ({ ...problem, path: '/', tag: undefined }))
  const options = { ...optionsOf(request), ...(memory !== undefined && { memory }) }
  return validate(schema, elements, options).problems.map((problem) => ({
    ...placeOf(problem.element, request.xml),
    path: problem.path,
    message: problem.message,
    severity: problem.severity,
    tag: problem.tag,
    ...(problem.appTag !== undefined && { appTag: problem.appTag }),
  }))
}

function optionsOf({ kind, extent, rpc }: ValidateRequest): ValidateOptions {
  const operation = rpc === undefined ? undefined : readInstanceText(rpc, 'rpc').elements[0]
  return { kind, ...(extent !== undefined && { extent }), ...(operation !== undefined && { operation }) }
}

/** The start tag's name, which is short enough to underline; the beginning of the text where there is no element. */
function placeOf(
  element: DataElement | undefined,
  text: string,
): { readonly start: number; readonly end: number } {
  if (element === undefined || element.start >= text.length)
    return { start: 0, end: Math.min(1, text.length) }
  const { name } = element as XmlElement
  return { start: element.start + 1, end: element.start + 1 + name.length }
}
