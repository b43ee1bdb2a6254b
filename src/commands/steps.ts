// Questions in a row, with "step x of y" and a way back.

import {
  InputBoxValidationSeverity,
  QuickInputButtons,
  window,
  type QuickInput,
  type QuickInputButton,
  type QuickPickItem,
} from 'vscode'

/** What a question came to; undefined when it was dismissed. */
export type Answer<T> = { readonly value: T } | 'back' | undefined

/** Where in a row a question stands. */
export interface Place {
  readonly title: string
  /** Counts from 1. */
  readonly step: number
  readonly total: number
  /** Whether there is something to go back to. */
  readonly back: boolean
}

/** The place of a question that stands alone. */
export function onlyStep(title: string): Place {
  return { title, step: 1, total: 1, back: false }
}

export interface Step<State> {
  /** Absent: always asked. */
  readonly applies?: (state: State) => boolean
  /** Asks and returns the state with the answer in it. */
  readonly ask: (state: State, place: Place) => Promise<Answer<State>>
}

/** Asks all steps that apply. Going back keeps what was answered. Undefined: dismissed. */
export async function runSteps<State>(
  title: string,
  steps: readonly Step<State>[],
  initial: State,
): Promise<State | undefined> {
  let state = initial
  const asked: Step<State>[] = []
  let next = steps.find((step) => step.applies?.(state) ?? true)
  while (next !== undefined) {
    const current = next
    const rest = steps.slice(steps.indexOf(current) + 1)
    const left = rest.filter((step) => step.applies?.(state) ?? true).length
    const step = asked.length + 1
    const place = { title, step, total: step + left, back: asked.length > 0 }
    const answer = await current.ask(state, place)
    if (answer === undefined) return undefined
    if (answer === 'back') {
      next = asked.pop() ?? current
      continue
    }
    state = answer.value
    asked.push(current)
    next = rest.find((step) => step.applies?.(answer.value) ?? true)
  }
  return state
}

export interface TextQuestion {
  readonly prompt: string
  readonly value?: string
  readonly placeholder?: string
  readonly password?: boolean
  /** What is wrong with the text as typed; undefined if nothing is. */
  readonly validate?: (text: string) => string | undefined
  /** What is doubtful about it; it is shown, and the text can be accepted all the same. */
  readonly warn?: (text: string) => string | undefined
}

/** Asks for a line of text; a wrong one cannot be accepted, and the box says why. */
export function askText(place: Place, question: TextQuestion): Promise<Answer<string>> {
  const box = window.createInputBox()
  box.value = question.value ?? ''
  box.prompt = question.prompt
  box.placeholder = question.placeholder ?? ''
  box.password = question.password ?? false
  return ask<string>(box, place, (finish) => {
    // An untouched box is not told off; pressing Enter is.
    box.onDidChangeValue((text) => {
      const doubt = question.warn?.(text.trim())
      const warning =
        doubt === undefined ? '' : { message: doubt, severity: InputBoxValidationSeverity.Warning }
      box.validationMessage = question.validate?.(text.trim()) ?? warning
    })
    box.onDidAccept(() => {
      const text = question.password === true ? box.value : box.value.trim()
      const problem = question.validate?.(text)
      if (problem === undefined) finish({ value: text })
      else box.validationMessage = problem
    })
    box.onDidTriggerButton((button) => isBack(button) && finish('back'))
  })
}

export interface Choice<T> extends QuickPickItem {
  readonly value: T
}

export interface PickQuestion<T> {
  readonly choices: readonly Choice<T>[]
  readonly placeholder: string
  /** The choice that has focus at first. */
  readonly active?: (value: T) => boolean
}

/** Lets one of several be chosen. */
export function askPick<T>(place: Place, question: PickQuestion<T>): Promise<Answer<T>> {
  const pick = window.createQuickPick<Choice<T>>()
  pick.items = question.choices
  pick.placeholder = question.placeholder
  pick.matchOnDescription = true
  pick.matchOnDetail = true
  const { active } = question
  if (active !== undefined) pick.activeItems = question.choices.filter((choice) => active(choice.value))
  return ask<T>(pick, place, (finish) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems
      if (chosen !== undefined) finish({ value: chosen.value })
    })
    pick.onDidTriggerButton((button) => isBack(button) && finish('back'))
  })
}

/** Shows a box and waits for one of: an answer, the back button, dismissal. The box is gone after that. */
function ask<T>(
  input: QuickInput & { buttons: readonly QuickInputButton[] },
  place: Place,
  connect: (finish: (answer: Answer<T>) => void) => void,
): Promise<Answer<T>> {
  input.title = place.title
  if (place.total > 1) {
    input.step = place.step
    input.totalSteps = place.total
  }
  input.ignoreFocusOut = true
  input.buttons = place.back ? [QuickInputButtons.Back] : []
  return new Promise((resolve) => {
    let result: Answer<T>
    connect((answer) => {
      result = answer
      input.hide()
    })
    input.onDidHide(() => {
      input.dispose()
      resolve(result)
    })
    input.show()
  })
}

function isBack(button: QuickInputButton): boolean {
  return button === QuickInputButtons.Back
}
