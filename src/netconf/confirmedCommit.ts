// Commits that undo themselves unless they are confirmed (RFC 6241 §8.4).

import { element, leaf, type Markup } from '../xml/build.ts'
import { OptionError } from './errors.ts'
import type { Operation } from './operations.ts'

export interface CommitOptions {
  /** The device undoes the commit unless another one follows in time. */
  readonly confirmed?: boolean
  /** Seconds until then, from 1; the device takes 600 where it is absent. Needs `confirmed`. */
  readonly confirmTimeout?: number
  /** A word by which any session can confirm; without it the end of this session undoes the commit. Needs `confirmed`. */
  readonly persist?: string
  /** The word of the confirmed commit that this one confirms or prolongs. */
  readonly persistId?: string
}

/** In the order of the YANG module. Throws OptionError. */
export function commitParameters(options: CommitOptions): readonly (Markup | undefined)[] {
  const { confirmed, confirmTimeout, persist, persistId } = options
  if (confirmed !== true && (confirmTimeout !== undefined || persist !== undefined)) {
    const what = persist === undefined ? 'A time to confirm within' : 'A word to confirm with'
    throw new OptionError(`${what} belongs to a confirmed commit.`)
  }
  if (confirmTimeout !== undefined && !isSeconds(confirmTimeout)) {
    throw new OptionError(
      `The time to confirm within is 1 to 4294967295 whole seconds, not ${confirmTimeout}.`,
    )
  }
  return [
    confirmed === true ? element('confirmed') : undefined,
    leaf('confirm-timeout', confirmTimeout),
    leaf('persist', persist),
    leaf('persist-id', persistId),
  ]
}

/** Version 1.0 of the capability (RFC 4741) knows no persistence. */
export function commitNeeds({ confirmed, persist, persistId }: CommitOptions): string[] {
  const persists = persist !== undefined || persistId !== undefined
  return [
    ':candidate',
    ...(persists ? [':confirmed-commit:1.1'] : confirmed === true ? [':confirmed-commit'] : []),
  ]
}

/** RFC 6241 §8.4.4.1: undoes a confirmed commit at once; `persistId` where it was made with `persist`. */
export function cancelCommit({ persistId }: Pick<CommitOptions, 'persistId'> = {}): Operation {
  return {
    name: 'cancel-commit',
    label: 'cancel-commit',
    xml: element('cancel-commit', {}, leaf('persist-id', persistId)),
    needs: [':candidate', ':confirmed-commit:1.1'],
  }
}

function isSeconds(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 4_294_967_295
}
