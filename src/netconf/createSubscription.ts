// Subscriptions of RFC 5277: one for each session, on a stream of events.

import { element, leaf } from '../xml/build.ts'
import type { Capabilities } from './capabilities.ts'
import { OptionError } from './errors.ts'
import { NOTIFICATION_NS } from './names.ts'
import { filterElement, filterNeeds, isInOrder, timeLeaf } from './operands.ts'
import type { Filter, Operation } from './operations.ts'

export interface CreateSubscriptionOptions {
  /** The device takes `NETCONF` where it is absent. */
  readonly stream?: string
  readonly filter?: Filter
  /** Replay what happened since; a text must be a date-and-time of RFC 6991. */
  readonly startTime?: Date | string
  /** Where the subscription ends; needs a startTime. */
  readonly stopTime?: Date | string
}

/** RFC 5277 §2.1.1. Throws OptionError. */
export function createSubscription(options: CreateSubscriptionOptions = {}): Operation {
  const { stream, filter, startTime, stopTime } = options
  if (stopTime !== undefined && startTime === undefined) {
    throw new OptionError('A subscription with a stop time needs a start time (RFC 5277 §2.1.1).')
  }
  if (!isInOrder(startTime, stopTime)) {
    throw new OptionError('The stop time of a subscription must be later than its start time.')
  }
  return {
    name: 'create-subscription',
    label: `create-subscription ${stream ?? 'NETCONF'}`,
    xml: element(
      'create-subscription',
      { xmlns: NOTIFICATION_NS },
      leaf('stream', stream),
      filterElement(filter),
      timeLeaf('startTime', startTime),
      timeLeaf('stopTime', stopTime),
    ),
    needs: [':notification', ...filterNeeds(filter)],
  }
}

/** Without :interleave a session that has subscribed takes nothing but close-session (RFC 5277 §6.2). */
export function needsOwnSession(capabilities: Capabilities): boolean {
  return !capabilities.has(':interleave')
}
