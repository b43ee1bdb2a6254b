// Dynamic subscriptions on streams and datastores (RFC 8639, RFC 8641): establish, modify, delete, kill, resync.

import { element, leaf, text, type Markup } from '../xml/build.ts'
import { OptionError } from './errors.ts'
import { datastoreLeaf, datastoreName, identityLeaf, type Identity, type NmdaDatastore } from './identity.ts'
import { SUBSCRIBED_NS, YANG_PUSH_NS } from './names.ts'
import { isInOrder, namedFilter, timeLeaf } from './operands.ts'
import type { Filter, Operation } from './operations.ts'
import { pushTriggerElement, type PushTrigger } from './pushTrigger.ts'

/** In place, or by the name under which the device's configuration has it. */
export type SubscriptionFilter = Filter | { readonly reference: string }

export interface StreamTarget {
  readonly stream: string
  readonly filter?: SubscriptionFilter
  /** Replay what happened since. */
  readonly replayStartTime?: Date | string
}

export interface DatastoreTarget {
  readonly datastore: NmdaDatastore
  readonly filter?: SubscriptionFilter
  readonly trigger: PushTrigger
}

export interface EstablishOptions {
  readonly target: StreamTarget | DatastoreTarget
  readonly stopTime?: Date | string
  /** 0 to 63 (RFC 2474). */
  readonly dscp?: number
  /** Share of bandwidth, 0 to 255. */
  readonly weighting?: number
  /** Identifier of the subscription that goes first. */
  readonly dependency?: number
  readonly encoding?: 'encode-xml' | 'encode-json' | Identity
}

/** RFC 8639 §2.4.2, RFC 8641 §4.4.1; the reply holds the subscription's `<id>`. Throws OptionError. */
export function establishSubscription(options: EstablishOptions): Operation {
  const { target, stopTime, dscp, weighting, dependency, encoding } = options
  checkRange('DSCP', dscp, 63)
  checkRange('weighting', weighting, 255)
  if ('stream' in target && !isInOrder(target.replayStartTime, stopTime)) {
    throw new OptionError('The stop time of a subscription must be later than its replay start time.')
  }
  return {
    name: 'establish-subscription',
    label: `establish-subscription ${'stream' in target ? target.stream : datastoreName(target.datastore)}`,
    xml: element(
      'establish-subscription',
      { xmlns: SUBSCRIBED_NS },
      ...('stream' in target ? streamTarget(target) : []),
      timeLeaf('stop-time', stopTime),
      leaf('dscp', dscp),
      leaf('weighting', weighting),
      leaf('dependency', dependency),
      encoding && encodingLeaf(encoding),
      ...('stream' in target ? [] : datastoreTarget(target)),
    ),
    needs: 'stream' in target ? [SUBSCRIBED_NS] : [SUBSCRIBED_NS, YANG_PUSH_NS],
  }
}

export interface ModifyOptions {
  readonly id: number
  /** Of a subscription on a stream its new filter; of one on a datastore the datastore, and what else shall change. */
  readonly target:
    | { readonly filter: SubscriptionFilter }
    | (Pick<DatastoreTarget, 'datastore' | 'filter'> & { readonly trigger?: PushTrigger })
  readonly stopTime?: Date | string
}

/** RFC 8639 §2.4.3, RFC 8641 §4.4.2. Throws OptionError. */
export function modifySubscription({ id, target, stopTime }: ModifyOptions): Operation {
  const isPush = 'datastore' in target
  if (isPush && target.trigger?.type === 'on-change' && startsAnew(target.trigger)) {
    throw new OptionError(
      'Whether to begin with everything, and which changes to leave out, can be chosen only when a subscription is established.',
    )
  }
  return {
    name: 'modify-subscription',
    label: `modify-subscription ${id}`,
    xml: element(
      'modify-subscription',
      { xmlns: SUBSCRIBED_NS },
      leaf('id', id),
      ...(isPush ? [] : [streamFilter(target.filter)]),
      timeLeaf('stop-time', stopTime),
      ...(isPush ? datastoreTarget(target) : []),
    ),
    needs: isPush ? [SUBSCRIBED_NS, YANG_PUSH_NS] : [SUBSCRIBED_NS],
  }
}

function startsAnew(trigger: Extract<PushTrigger, { type: 'on-change' }>): boolean {
  return trigger.syncOnStart !== undefined || (trigger.excludedChanges ?? []).length > 0
}

/** RFC 8639 §2.4.4; of this session only. */
export function deleteSubscription(id: number): Operation {
  return byId('delete-subscription', id, SUBSCRIBED_NS)
}

/** RFC 8639 §2.4.5; of any session. */
export function killSubscription(id: number): Operation {
  return byId('kill-subscription', id, SUBSCRIBED_NS)
}

/** RFC 8641 §4.4.3: asks an on-change subscription for everything once more. */
export function resyncSubscription(id: number): Operation {
  return byId('resync-subscription', id, YANG_PUSH_NS)
}

function byId(name: string, id: number, namespace: string): Operation {
  return {
    name,
    label: `${name} ${id}`,
    xml: element(name, { xmlns: namespace }, leaf('id', id)),
    needs: [namespace],
  }
}

/** In the order of the YANG module, where `stream` comes by augmentation and so behind the filter. */
function streamTarget({ stream, filter, replayStartTime }: StreamTarget): readonly (Markup | undefined)[] {
  return [streamFilter(filter), leaf('stream', stream), timeLeaf('replay-start-time', replayStartTime)]
}

function streamFilter(filter: SubscriptionFilter | undefined): Markup | undefined {
  if (filter !== undefined && 'reference' in filter) return leaf('stream-filter-name', filter.reference)
  return namedFilter(filter, { subtree: 'stream-subtree-filter', xpath: 'stream-xpath-filter' })
}

function datastoreTarget(
  target: Pick<DatastoreTarget, 'datastore' | 'filter'> & { readonly trigger?: PushTrigger },
): readonly (Markup | undefined)[] {
  return [
    datastoreLeaf('datastore', target.datastore, { xmlns: YANG_PUSH_NS }),
    datastoreFilter(target.filter),
    target.trigger && pushTriggerElement(target.trigger),
  ]
}

function datastoreFilter(filter: SubscriptionFilter | undefined): Markup | undefined {
  const attributes = { xmlns: YANG_PUSH_NS }
  if (filter !== undefined && 'reference' in filter) {
    return element('selection-filter-ref', attributes, text(filter.reference))
  }
  const names = { subtree: 'datastore-subtree-filter', xpath: 'datastore-xpath-filter' }
  return namedFilter(filter, names, attributes)
}

function encodingLeaf(encoding: NonNullable<EstablishOptions['encoding']>): Markup {
  return typeof encoding === 'string'
    ? identityLeaf('encoding', 'sn', { name: encoding, namespace: SUBSCRIBED_NS })
    : identityLeaf('encoding', 'id', encoding)
}

function checkRange(what: string, value: number | undefined, most: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= most)) return
  throw new OptionError(`The ${what} of a subscription is 0 to ${most}, not ${value}.`)
}
