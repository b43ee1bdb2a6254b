// A plan in one list: its first row carries it out, each of the others changes an option and leads back to the list.

import { QuickPickItemKind } from 'vscode'
import { askPick, askText, onlyStep, type Choice, type TextQuestion } from './steps.ts'

export interface PlanRow<Plan> {
  readonly label: string
  /** What is chosen now. */
  readonly description: string
  readonly detail?: string
  /** Cannot stay as it is: the list opens here. */
  readonly isWanted?: boolean
  /** Asks; undefined where it was dismissed and all stays as it is. */
  readonly change: () => Promise<Plan | undefined>
}

export interface PlanView<Plan> {
  /** The first row, which carries it out. */
  readonly act: string
  readonly detail?: string
  /** Why it cannot be carried out yet. */
  readonly missing?: string
  readonly rows: readonly PlanRow<Plan>[]
}

const SEPARATOR = { label: 'Options', kind: QuickPickItemKind.Separator, value: 'act' as const }

/** Shows the plan until it is carried out. Undefined: dismissed. */
export async function askPlan<Plan>(
  title: string,
  initial: Plan,
  view: (plan: Plan) => PlanView<Plan>,
): Promise<Plan | undefined> {
  let plan = initial
  let opened: string | undefined
  for (;;) {
    const { act, detail, missing, rows } = view(plan)
    const first: Choice<PlanRow<Plan> | 'act'> = {
      label: missing === undefined ? act : act.replace(/^\$\([\w-]+\)/, '$(circle-slash)'),
      ...(missing !== undefined && { description: missing }),
      ...(detail !== undefined && { detail }),
      value: 'act',
    }
    const focus =
      rows.find(({ isWanted }) => isWanted === true)?.label ?? (missing === undefined ? undefined : opened)
    const chosen = await pickValue(
      title,
      'Enter on the first row does it; the others change an option',
      [
        first,
        ...(rows.length > 0 ? [SEPARATOR] : []),
        ...rows.map(({ label, description, detail: more }, at) => ({
          label,
          description,
          ...(more !== undefined && { detail: more }),
          value: rows[at] ?? ('act' as const),
        })),
      ],
      (value) => (focus === undefined ? value === 'act' : value !== 'act' && value.label === focus),
    )
    if (chosen === undefined) return undefined
    if (chosen.value !== 'act') {
      opened = chosen.value.label
      plan = (await chosen.value.change()) ?? plan
    } else if (missing === undefined) return plan
  }
}

/** One of several. Undefined: dismissed. */
export async function pickValue<Value>(
  title: string,
  placeholder: string,
  choices: readonly Choice<Value>[],
  active?: (value: Value) => boolean,
): Promise<{ readonly value: Value } | undefined> {
  const answer = await askPick(onlyStep(title), {
    placeholder,
    choices,
    ...(active !== undefined && { active }),
  })
  return answer === 'back' ? undefined : answer
}

/** A line of text. Undefined: dismissed. */
export async function textValue(title: string, question: TextQuestion): Promise<string | undefined> {
  const answer = await askText(onlyStep(title), question)
  return answer === undefined || answer === 'back' ? undefined : answer.value
}
