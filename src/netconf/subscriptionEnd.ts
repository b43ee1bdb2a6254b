// Why a subscription ended, in words, from the last of its notifications.

import { checkWellFormed } from '../xml/parse.ts'
import { recordOf, stringOf, valuesOf } from '../xml/values.ts'
import type { Notification } from './notification.ts'

export const STOP_TIME = 'the stop time was reached'

/** For one whose notifications came to an end by themselves. */
export function subscriptionEnd(last: Notification | undefined): string {
  switch (last?.kind) {
    case 'notificationComplete':
      return STOP_TIME
    case 'subscription-completed':
      return 'everything was sent'
    case 'subscription-terminated':
      return `the device ended it${reasonOf(last)}`
    default:
      return 'nothing more comes'
  }
}

/** The `<reason>` of RFC 8639 §2.7.3, an identity. */
function reasonOf({ xml, name }: Notification): string {
  if (checkWellFormed(xml) !== undefined) return ''
  const reason = stringOf(recordOf(recordOf(valuesOf(xml)['notification'])[name])['reason'])
  return reason === undefined || reason === '' ? '' : `: ${reason.replace(/^[^:]*:/, '')}`
}
