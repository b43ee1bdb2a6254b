// The questions before an edit of many devices: its options in one list, and a summary that has to be confirmed.

import { window } from 'vscode'
import type { AppContext } from '../app/context.ts'
import { Refusal } from '../app/failure.ts'
import type { Device } from '../app/settings.ts'
import type { EditContent } from '../language/editContent.ts'
import type { Problem } from '../language/problem.ts'
import type { DefaultOperation, ErrorOption, TestOption } from '../netconf/operations.ts'
import { stateWords } from '../views/connectionLook.ts'
import { configOf, type FleetEdit } from './fleetEdit.ts'
import { editSummary, targetsOf, type EditedDevice } from './fleetSummary.ts'
import type { TargetRule } from './fleetTarget.ts'
import { askPlan, pickValue, type PlanRow, type PlanView } from './plan.ts'
import type { Choice } from './steps.ts'

interface Plan {
  readonly rule: TargetRule
  readonly defaultOperation: DefaultOperation | undefined
  readonly testOption: TestOption | undefined
  readonly errorOption: ErrorOption | undefined
  readonly commit: boolean | undefined
}

const RULES: readonly Choice<TargetRule>[] = [
  {
    label: 'candidate, else running',
    description: 'running only where there is no candidate',
    value: 'best',
  },
  { label: 'candidate', description: 'devices without one are left out', value: 'candidate' },
  {
    label: 'running',
    description: 'in force at once; devices that do not allow it are left out',
    value: 'running',
  },
]

const COMMITS: readonly Choice<boolean>[] = [
  { label: 'Commit', description: 'each device commits when its edit succeeded', value: true },
  { label: 'No commit', description: 'the candidates are left changed, running is not', value: false },
]

const DEFAULT_OPERATIONS: readonly Choice<DefaultOperation>[] = [
  { label: 'merge', description: 'is merged into what is there', value: 'merge' },
  {
    label: 'replace',
    description: 'what is on the devices and not in this text goes away',
    value: 'replace',
  },
  { label: 'none', description: 'only shows the way to elements that have an operation', value: 'none' },
]

const TEST_OPTIONS: readonly Choice<TestOption | undefined>[] = [
  { label: 'as the device does', value: undefined },
  {
    label: 'test-then-set',
    description: 'validate first, change only if it is valid',
    value: 'test-then-set',
  },
  { label: 'set', description: 'change without validating first', value: 'set' },
  { label: 'test-only', description: 'validate, change nothing', value: 'test-only' },
]

const ERROR_OPTIONS: readonly Choice<ErrorOption>[] = [
  {
    label: 'stop-on-error',
    description: 'stop at the first error; what came before it stays',
    value: 'stop-on-error',
  },
  { label: 'continue-on-error', description: 'go on with the rest', value: 'continue-on-error' },
  {
    label: 'rollback-on-error',
    description: 'all or nothing; devices that cannot are left out',
    value: 'rollback-on-error',
  },
]

/** Undefined: dismissed, and nothing is sent. Throws Refusal for a target that edit-config cannot have. */
export async function askFleetEdit(
  context: AppContext,
  devices: readonly Device[],
  content: EditContent,
  warnings: readonly Problem[],
): Promise<FleetEdit | undefined> {
  const title = `edit-config on ${devices.length} devices`
  const plan = await askPlan(title, initialPlan(content), (now) =>
    viewOf(title, now, content, lookAt(context, devices)),
  )
  if (plan === undefined) return undefined
  const edit = editOf(plan, content)
  const doubts = warnings.map(({ message }) => message)
  const detail = editSummary(edit, content, lookAt(context, devices), doubts)
  const isTest = edit.options.testOption === 'test-only'
  const question = isTest
    ? `Validate this edit on ${devices.length} devices?`
    : `Send this edit to ${devices.length} devices?`
  const send = `Send to ${devices.length} Devices`
  const answer = await window.showWarningMessage(question, { modal: true, detail }, send)
  return answer === send ? edit : undefined
}

function lookAt({ connections }: AppContext, devices: readonly Device[]): readonly EditedDevice[] {
  return devices.map(({ id, name, production }) => ({
    name,
    isProduction: production,
    capabilities: connections.session(id)?.capabilities,
    state: stateWords(connections.state(id)),
  }))
}

function initialPlan({ target, defaultOperation, testOption, errorOption }: EditContent): Plan {
  return { rule: ruleOf(target), defaultOperation, testOption, errorOption, commit: undefined }
}

function ruleOf(target: EditContent['target']): TargetRule {
  if (target === undefined) return 'best'
  if ('datastore' in target && (target.datastore === 'candidate' || target.datastore === 'running')) {
    return target.datastore
  }
  const named = 'url' in target ? 'a URL' : target.datastore
  throw new Refusal(
    `The text has ${named} as its target, which cannot be edited on several devices. Change <target>.`,
  )
}

function editOf(
  { rule, defaultOperation, testOption, errorOption, commit }: Plan,
  content: EditContent,
): FleetEdit {
  return {
    rule,
    config: configOf(content),
    options: {
      ...(defaultOperation !== undefined && { defaultOperation }),
      ...(testOption !== undefined && { testOption }),
      ...(errorOption !== undefined && { errorOption }),
    },
    commit: commit === true && testOption !== 'test-only',
  }
}

function viewOf(
  title: string,
  plan: Plan,
  content: EditContent,
  devices: readonly EditedDevice[],
): PlanView<Plan> {
  const { candidate, running, none, unknown } = targetsOf(plan, devices)
  const mayCommit =
    plan.rule !== 'running' && plan.testOption !== 'test-only' && candidate.length + unknown.length > 0
  const counts = [
    ...(candidate.length > 0 ? [`candidate of ${candidate.length}`] : []),
    ...(running.length > 0 ? [`running of ${running.length}`] : []),
    ...(unknown.length > 0 ? [`${unknown.length} without a session yet`] : []),
    ...(none.length > 0 ? [`${none.length} left out`] : []),
  ]
  const isUndecided = mayCommit && plan.commit === undefined
  return {
    act: `$(checklist) Review and send to ${devices.length} devices…`,
    detail: content.summary.text,
    ...(isUndecided && { missing: 'first say whether to commit' }),
    rows: [
      ...(mayCommit ? [commitRow(title, plan)] : []),
      {
        label: 'Target',
        description: `${RULES.find(({ value }) => value === plan.rule)?.label ?? ''} (${counts.join(', ')})`,
        change: () => picked(title, 'Which datastore is edited?', RULES, (rule) => ({ ...plan, rule })),
      },
      optionRow('Default operation', plan.defaultOperation ?? 'merge (the default)', () =>
        picked(
          title,
          'What happens to elements without an operation of their own?',
          DEFAULT_OPERATIONS,
          (value) => ({
            ...plan,
            defaultOperation: value,
          }),
        ),
      ),
      optionRow('Test option', plan.testOption ?? 'as the device does', () =>
        picked(title, 'Test option', TEST_OPTIONS, (value) => ({ ...plan, testOption: value })),
      ),
      optionRow('Error option', plan.errorOption ?? 'stop-on-error (the default)', () =>
        picked(title, 'What happens on an error?', ERROR_OPTIONS, (value) => ({
          ...plan,
          errorOption: value,
        })),
      ),
    ],
  }
}

function commitRow(title: string, plan: Plan): PlanRow<Plan> {
  const chosen = COMMITS.find(({ value }) => value === plan.commit)
  return {
    label: 'After the edit',
    description: chosen === undefined ? 'commit or not?' : `${chosen.label}: ${chosen.description ?? ''}`,
    isWanted: chosen === undefined,
    change: () =>
      picked(title, 'Commit the candidates that were edited?', COMMITS, (commit) => ({ ...plan, commit })),
  }
}

function optionRow(
  label: string,
  description: string,
  change: () => Promise<Plan | undefined>,
): PlanRow<Plan> {
  return { label, description, change }
}

async function picked<Value>(
  title: string,
  placeholder: string,
  choices: readonly Choice<Value>[],
  change: (value: Value) => Plan,
): Promise<Plan | undefined> {
  const answer = await pickValue(title, placeholder, choices)
  return answer && change(answer.value)
}
