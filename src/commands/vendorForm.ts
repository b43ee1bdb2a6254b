// The parameters of a vendor's operation as one list, each asked for by its type.

import { TextDecoder } from 'node:util'
import { window, workspace } from 'vscode'
import type { Operation } from '../netconf/operations.ts'
import {
  valueProblem,
  type Parameter,
  type ParameterValue,
  type ParameterValues,
} from '../profiles/parameters.ts'
import type { VendorOperation } from '../profiles/vendorOperation.ts'
import { askPlan, pickValue, textValue, type PlanRow } from './plan.ts'
import type { Choice } from './steps.ts'

/** Characters of the message that the first row shows. */
const PREVIEW = 160

/** The operation with all it needs. Undefined: dismissed. */
export async function askVendorOperation(
  title: string,
  vendor: VendorOperation,
  deviceName: string,
): Promise<Operation | undefined> {
  const values = await askPlan<ParameterValues>(title, {}, (given) => {
    const built = build(vendor, given)
    return {
      act: `$(${vendor.effect === 'read' ? 'cloud-download' : 'cloud-upload'}) ${vendor.title} on ${deviceName}`,
      ...('problem' in built ? { missing: built.problem } : { detail: preview(built.operation.xml) }),
      rows: vendor.parameters.map((parameter) => parameterRow(title, parameter, given)),
    }
  })
  return values && vendor.build(values)
}

function build(
  vendor: VendorOperation,
  values: ParameterValues,
): { readonly operation: Operation } | { readonly problem: string } {
  try {
    return { operation: vendor.build(values) }
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: error.message }
    throw error
  }
}

function preview(xml: string): string {
  const line = xml.replace(/\s+/g, ' ')
  return line.length <= PREVIEW ? line : `${line.slice(0, PREVIEW)}…`
}

function parameterRow(title: string, parameter: Parameter, given: ParameterValues): PlanRow<ParameterValues> {
  const { name, description } = parameter
  const value = given[name]
  return {
    label: name,
    description: valueWords(parameter, value),
    detail: description,
    isWanted: valueProblem(parameter, value) !== undefined,
    change: async () => {
      const answer = await askValue(title, parameter, value)
      return answer && { ...given, [name]: answer.value }
    },
  }
}

function valueWords(parameter: Parameter, value: ParameterValue): string {
  if (parameter.type === 'flag') return value === true ? 'yes' : 'no'
  if (value !== undefined) return preview(String(value))
  if (parameter.default !== undefined) return `${parameter.default} (the default)`
  return parameter.required === true ? 'needed' : 'not set'
}

type Answer = { readonly value: ParameterValue } | undefined

async function askValue(title: string, parameter: Parameter, value: ParameterValue): Promise<Answer> {
  switch (parameter.type) {
    case 'flag':
      return { value: value !== true }
    case 'choice': {
      const { choices, default: preset } = parameter
      const rows = choices.map((choice) => ({
        label: choice,
        description: choice === preset ? 'the default' : '',
        value: choice,
      }))
      return pickValue(title, parameter.description, rows, (choice) => choice === (value ?? preset))
    }
    case 'xml':
    case 'lines':
      return askLongText(title, parameter, value)
    case 'text':
    case 'file':
    case 'number':
      return askLine(title, parameter, value)
  }
}

async function askLine(title: string, parameter: Parameter, value: ParameterValue): Promise<Answer> {
  const typed = await textValue(title, {
    prompt: `${parameter.name}: ${parameter.description}`,
    value: value === undefined ? '' : String(value),
    validate: (text) => valueProblem(parameter, text),
  })
  if (typed === undefined) return undefined
  return { value: typed === '' ? undefined : typed }
}

/** An input box holds one line; a longer text comes from where it was written. */
async function askLongText(title: string, parameter: Parameter, value: ParameterValue): Promise<Answer> {
  const editor = window.activeTextEditor
  const sources: Choice<'editor' | 'file' | 'typed' | 'none'>[] = [
    ...(editor === undefined
      ? []
      : [
          {
            label: editor.selection.isEmpty ? 'The text in the editor' : 'What is selected in the editor',
            description: workspace.asRelativePath(editor.document.uri),
            value: 'editor' as const,
          },
        ]),
    { label: 'A file…', value: 'file' },
    { label: 'Typed…', description: 'in one line', value: 'typed' },
    ...(value === undefined
      ? []
      : [{ label: 'Nothing', description: 'take it back', value: 'none' as const }]),
  ]
  const source = await pickValue(title, `${parameter.name}: ${parameter.description}`, sources)
  switch (source?.value) {
    case undefined:
      return undefined
    case 'none':
      return { value: undefined }
    case 'typed':
      return askLine(title, parameter, value)
    case 'editor':
      return checked(
        parameter,
        editor?.document.getText(editor.selection.isEmpty ? undefined : editor.selection),
      )
    case 'file':
      return checked(parameter, await fileText(parameter.name))
  }
}

async function checked(parameter: Parameter, text: string | undefined): Promise<Answer> {
  if (text === undefined) return undefined
  const problem = valueProblem(parameter, text)
  if (problem === undefined) return { value: text }
  await window.showWarningMessage(`This text cannot be taken. ${problem}`)
  return undefined
}

async function fileText(name: string): Promise<string | undefined> {
  const [file] = (await window.showOpenDialog({ title: `File with ${name}`, openLabel: 'Take' })) ?? []
  return file && new TextDecoder().decode(await workspace.fs.readFile(file))
}
