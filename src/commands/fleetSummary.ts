// Says before an edit of many devices is sent what it does, and to which of them.

import type { EditContent } from '../language/editContent.ts'
import type { Capabilities } from '../netconf/capabilities.ts'
import type { FleetEdit } from './fleetEdit.ts'
import { targetFor } from './fleetTarget.ts'

export interface EditedDevice {
  readonly name: string
  readonly isProduction: boolean
  /** Undefined while there is no session; then `state` says why. */
  readonly capabilities: Capabilities | undefined
  readonly state: string
}

/** Names and marks that are listed; a longer list says how many more there are. */
const SHOWN_NAMES = 12
const SHOWN_MARKS = 8
const SHOWN_WARNINGS = 3

/** How often each datastore is what is edited; `unknown` for devices without a session. */
export function targetsOf(
  { rule }: Pick<FleetEdit, 'rule'>,
  devices: readonly EditedDevice[],
): Readonly<Record<'candidate' | 'running' | 'none' | 'unknown', readonly EditedDevice[]>> {
  const found = { candidate: [], running: [], none: [], unknown: [] } as Record<
    'candidate' | 'running' | 'none' | 'unknown',
    EditedDevice[]
  >
  for (const device of devices) {
    const { capabilities } = device
    found[capabilities === undefined ? 'unknown' : (targetFor(rule, capabilities) ?? 'none')].push(device)
  }
  return found
}

/** `warnings`: about the text itself. A paragraph a subject: what changes, where it goes, what is marked production. */
export function editSummary(
  edit: FleetEdit,
  { summary }: Pick<EditContent, 'summary'>,
  devices: readonly EditedDevice[],
  warnings: readonly string[] = [],
): string {
  const { candidate, running, none, unknown } = targetsOf(edit, devices)
  const { defaultOperation, testOption } = edit.options
  const isTest = testOption === 'test-only'
  const marks = summary.destructive.map(({ operation, path }) => `${operation} ${path}`)
  const production = devices.filter(({ isProduction }) => isProduction)
  return [
    summary.text,
    ...(defaultOperation === 'replace'
      ? ['replace: what is on the devices and not in this text goes away']
      : []),
    ...cut(marks, SHOWN_MARKS, 'more'),
    ...cut(
      warnings.map((warning) => `Warning: ${warning}`),
      SHOWN_WARNINGS,
      'more warnings',
    ),
    '',
    ...line(isTest ? 'Validated against the candidate' : candidateWords(edit), candidate),
    ...line(isTest ? 'Validated against running' : 'To running, in force at once', running),
    ...line('Not possible, nothing is sent', none),
    ...(unknown.length === 0
      ? []
      : [
          `Without a session yet, tried again when you send: ${names(unknown.map(({ name, state }) => `${name} (${state})`))}`,
        ]),
    ...(production.length === 0 ? [] : ['', `PRODUCTION: ${names(production.map(({ name }) => name))}`]),
    ...(edit.commit && candidate.length > 0
      ? ['', 'A commit puts all in force that is in the candidate, also what was there before.']
      : []),
  ].join('\n')
}

function candidateWords({ commit }: FleetEdit): string {
  return commit ? 'To the candidate, then commit' : 'To the candidate, without a commit'
}

function line(words: string, devices: readonly EditedDevice[]): string[] {
  return devices.length === 0 ? [] : [`${words}: ${names(devices.map(({ name }) => name))}`]
}

/** `a, b, c and 9 more`. */
export function names(all: readonly string[]): string {
  return cut(all, SHOWN_NAMES, 'more').join(', ')
}

function cut(all: readonly string[], most: number, word: string): string[] {
  if (all.length <= most) return [...all]
  return [...all.slice(0, most), `and ${all.length - most} ${word}`]
}
