// The summary of an edit before it is sent, and the options that the device offers for it.

import { QuickPickItemKind } from 'vscode'
import { Refusal } from '../app/failure.ts'
import type { Device } from '../app/settings.ts'
import type { EditContent } from '../language/editContent.ts'
import type { EditPayload } from '../language/editPayload.ts'
import type { Problem } from '../language/problem.ts'
import type { Capabilities } from '../netconf/capabilities.ts'
import type { Datastore } from '../netconf/names.ts'
import type { DefaultOperation, EditConfigOptions, ErrorOption, TestOption } from '../netconf/operations.ts'
import { askPick, onlyStep, type Choice } from './steps.ts'

export interface EditPlan extends EditConfigOptions {
  /** What will be sent, in a sentence. */
  readonly summary: string
}

type Row =
  'send' | 'target' | 'defaultOperation' | 'testOption' | 'errorOption' | 'marks' | 'warnings' | 'fact'

interface Options {
  target: Datastore
  defaultOperation: DefaultOperation | undefined
  testOption: TestOption | undefined
  errorOption: ErrorOption | undefined
}

/** Marks shown in the summary itself; the rest is a step away, so that the options stay in sight. */
const SHOWN_MARKS = 5

/** Shows the summary; its first row sends. Undefined: dismissed, and nothing is sent. */
export async function askEditPlan(
  device: Device,
  capabilities: Capabilities,
  payload: EditPayload,
  content: EditContent,
  warnings: readonly Problem[],
): Promise<EditPlan | undefined> {
  const options = initialOptions(device, capabilities, content)
  const title = `edit-config to ${device.name}`
  for (;;) {
    const answer = await askPick(onlyStep(title), {
      placeholder: `Taken for ${payload.describe}. Enter sends it.`,
      choices: rows(device, capabilities, content, options, warnings),
    })
    if (answer === undefined || answer === 'back') return undefined
    if (answer.value === 'send') return planOf(options, content)
    if (answer.value === 'marks') await showAll(title, markRows(content))
    else if (answer.value === 'warnings') await showAll(title, warningRows(warnings))
    else await change(title, answer.value, options, capabilities)
  }
}

function initialOptions(device: Device, capabilities: Capabilities, content: EditContent): Options {
  const [preferred] = capabilities.editTargets
  if (preferred === undefined) {
    throw new Refusal(
      `${device.name} announces neither a candidate nor a writable running datastore, so its configuration cannot be edited over NETCONF.`,
    )
  }
  const wanted = content.target
  if (wanted !== undefined && 'url' in wanted) {
    throw new Refusal('edit-config to a URL is not supported: write a datastore into <target>.')
  }
  const target = capabilities.editTargets.find((name) => name === wanted?.datastore)
  if (wanted !== undefined && target === undefined) {
    throw new Refusal(
      `The text has ${wanted.datastore} as its target, but ${device.name} lets only ${capabilities.editTargets.join(' and ')} be edited. Change <target>, and send again.`,
    )
  }
  return {
    target: target ?? preferred,
    defaultOperation: content.defaultOperation,
    testOption: content.testOption,
    errorOption: content.errorOption,
  }
}

function rows(
  device: Device,
  capabilities: Capabilities,
  content: EditContent,
  options: Options,
  warnings: readonly Problem[],
): Choice<Row>[] {
  const { summary } = content
  const production = device.production ? ' (production)' : ''
  const marks = markRows(content)
  const hidden = marks.length - SHOWN_MARKS
  const [first] = warnings
  return [
    {
      label: `$(cloud-upload) Send to ${options.target} of ${device.name}${production}`,
      detail: summary.text,
      value: 'send',
    },
    ...(options.defaultOperation === 'replace'
      ? [{ label: '$(warning) replace', description: REPLACES_ALL, value: 'defaultOperation' as const }]
      : []),
    ...marks.slice(0, SHOWN_MARKS),
    ...(hidden > 0 ? [{ label: `$(warning) ${hidden} more…`, value: 'marks' as const }] : []),
    ...(first === undefined
      ? []
      : [
          {
            label: `$(warning) ${count(warnings.length, 'warning')}`,
            description: first.message,
            value: 'warnings' as const,
          },
        ]),
    ...optionRows(capabilities, options),
  ]
}

function optionRows(capabilities: Capabilities, options: Options): Choice<Row>[] {
  const can = optionsOf(capabilities)
  return [
    { label: 'Options', kind: QuickPickItemKind.Separator, value: 'fact' },
    { label: 'Target', description: options.target, value: 'target' },
    {
      label: 'Default operation',
      description: options.defaultOperation ?? 'merge (the default)',
      value: 'defaultOperation',
    },
    ...(can.testOption.length > 0
      ? [
          {
            label: 'Test option',
            description: options.testOption ?? 'as the device does',
            value: 'testOption' as const,
          },
        ]
      : []),
    {
      label: 'Error option',
      description: options.errorOption ?? 'stop-on-error (the default)',
      value: 'errorOption',
    },
  ]
}

const REPLACES_ALL = 'what is on the device and not in this text goes away'

function markRows({ summary }: EditContent): Choice<Row>[] {
  return summary.destructive.map(({ operation, path }) => ({
    label: `$(warning) ${operation}`,
    description: path,
    value: 'marks',
  }))
}

function warningRows(warnings: readonly Problem[]): Choice<Row>[] {
  return warnings.map(({ message }) => ({ label: `$(warning) ${message}`, value: 'warnings' }))
}

/** For reading; whatever is chosen leads back. */
async function showAll(title: string, choices: readonly Choice<Row>[]): Promise<void> {
  await askPick(onlyStep(title), { placeholder: 'Enter or Escape leads back to the summary', choices })
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

async function change(title: string, row: Row, options: Options, capabilities: Capabilities): Promise<void> {
  const can = optionsOf(capabilities)
  switch (row) {
    case 'target':
      options.target = (await choose(title, 'Target', capabilities.editTargets)) ?? options.target
      break
    case 'defaultOperation':
      options.defaultOperation =
        (await choose(
          title,
          'What happens to elements without an operation of their own?',
          can.defaultOperation,
        )) ?? options.defaultOperation
      break
    case 'testOption':
      options.testOption = (await choose(title, 'Test option', can.testOption)) ?? options.testOption
      break
    case 'errorOption':
      options.errorOption =
        (await choose(title, 'What happens on an error?', can.errorOption)) ?? options.errorOption
      break
    case 'send':
    case 'marks':
    case 'warnings':
    case 'fact':
      break
  }
}

/** The values that the device announced (RFC 6241 §7.2). */
function optionsOf(capabilities: Capabilities): {
  readonly defaultOperation: readonly DefaultOperation[]
  readonly testOption: readonly TestOption[]
  readonly errorOption: readonly ErrorOption[]
} {
  const testOnly = capabilities.has(':validate:1.1') ? (['test-only'] as const) : []
  const rollback = capabilities.has(':rollback-on-error') ? (['rollback-on-error'] as const) : []
  return {
    defaultOperation: ['merge', 'replace', 'none'],
    testOption: capabilities.has(':validate') ? ['test-then-set', 'set', ...testOnly] : [],
    errorOption: ['stop-on-error', 'continue-on-error', ...rollback],
  }
}

const IN_WORDS: Readonly<Record<string, string>> = {
  merge: 'is merged into what is there',
  replace: 'takes the place of what is there: the rest of the configuration goes away',
  none: 'only shows the way to elements that have an operation',
  'test-then-set': 'validate first, change only if it is valid',
  set: 'change without validating first',
  'test-only': 'validate, change nothing',
  'stop-on-error': 'stop at the first error; what came before it stays',
  'continue-on-error': 'go on with the rest; the errors are reported',
  'rollback-on-error': 'all or nothing',
  candidate: 'in force after a commit',
  running: 'in force at once',
}

async function choose<Value extends string>(
  title: string,
  placeholder: string,
  values: readonly Value[],
): Promise<Value | undefined> {
  const choices = values.map((value) => ({ label: value, description: IN_WORDS[value] ?? '', value }))
  const answer = await askPick(onlyStep(title), { placeholder, choices })
  return answer === undefined || answer === 'back' ? undefined : answer.value
}

function planOf(options: Options, content: EditContent): EditPlan {
  const { target, defaultOperation, testOption, errorOption } = options
  return {
    target,
    config: 'config' in content.source ? content.source.config : content.source,
    ...(defaultOperation !== undefined && { defaultOperation }),
    ...(testOption !== undefined && { testOption }),
    ...(errorOption !== undefined && { errorOption }),
    summary: summaryOf(options, content),
  }
}

/** For the question that production devices ask: what is sent, and the first of what it takes away. */
function summaryOf({ defaultOperation }: Options, { summary }: EditContent): string {
  const marks = summary.destructive.slice(0, SHOWN_MARKS).map(({ operation, path }) => `${operation} ${path}`)
  const hidden = summary.destructive.length - SHOWN_MARKS
  return [
    summary.text,
    ...(defaultOperation === 'replace' ? [`replace: ${REPLACES_ALL}`] : []),
    ...marks,
    ...(hidden > 0 ? [`and ${hidden} more`] : []),
  ].join('\n')
}
