// When a datastore subscription sends updates: at each period, or when something changes (RFC 8641 §3.3).

import { element, leaf, type Markup } from '../xml/build.ts'
import { OptionError } from './errors.ts'
import { YANG_PUSH_NS } from './names.ts'
import { timeLeaf } from './operands.ts'

export type ChangeType = 'create' | 'delete' | 'insert' | 'move' | 'replace'

export type PushTrigger =
  | {
      readonly type: 'periodic'
      /** Hundredths of a second. */
      readonly period: number
      /** A moment that one of the updates shall fall on. */
      readonly anchorTime?: Date | string
    }
  | {
      readonly type: 'on-change'
      /** Hundredths of a second between two updates at least; the device takes 0 where it is absent. */
      readonly dampeningPeriod?: number
      /** Whether everything is sent once at the start; the device takes true where it is absent. */
      readonly syncOnStart?: boolean
      readonly excludedChanges?: readonly ChangeType[]
    }

/** Throws OptionError. */
export function pushTriggerElement(trigger: PushTrigger): Markup {
  if (trigger.type === 'periodic') {
    checkCentiseconds('period', trigger.period, 1)
    return element(
      'periodic',
      { xmlns: YANG_PUSH_NS },
      leaf('period', trigger.period),
      timeLeaf('anchor-time', trigger.anchorTime),
    )
  }
  const { dampeningPeriod, syncOnStart, excludedChanges = [] } = trigger
  checkCentiseconds('dampening period', dampeningPeriod, 0)
  return element(
    'on-change',
    { xmlns: YANG_PUSH_NS },
    leaf('dampening-period', dampeningPeriod),
    leaf('sync-on-start', syncOnStart === undefined ? undefined : String(syncOnStart)),
    ...excludedChanges.map((change) => leaf('excluded-change', change)),
  )
}

function checkCentiseconds(what: string, value: number | undefined, least: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= 4_294_967_295)) return
  throw new OptionError(
    `The ${what} is a whole number of hundredths of a second, ${least} to 4294967295, not ${value}.`,
  )
}
