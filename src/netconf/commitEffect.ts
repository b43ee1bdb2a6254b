// What a commit or cancel-commit does to a confirmed commit that waits for its confirmation (RFC 6241 §8.4).

import { parseXml } from '../xml/parse.ts'
import { childOf, textOf, type XmlElement } from '../xml/tree.ts'
import type { Operation } from './operations.ts'

export type CommitEffect =
  /** Undone after `seconds`, unless it is confirmed. `persist` is the word that confirms it from any session. */
  | { readonly type: 'armed'; readonly seconds: number; readonly persist: string | undefined }
  /** Confirmed or cancelled: nothing waits any more. */
  | { readonly type: 'settled' }

/** Seconds that the device takes where the request names none (RFC 6241 §8.4.1). */
export const CONFIRM_SECONDS = 600

/** Of an operation that succeeded, however it was written; undefined for all others. */
export function commitEffect({ name, xml }: Pick<Operation, 'name' | 'xml'>): CommitEffect | undefined {
  if (name === 'cancel-commit') return { type: 'settled' }
  const root = name === 'commit' ? parseXml(xml, { fragment: true }).root : undefined
  if (root === undefined) return undefined
  if (childOf(root, 'confirmed') === undefined) return { type: 'settled' }
  const seconds = Number(valueOf(root, 'confirm-timeout') ?? CONFIRM_SECONDS)
  return {
    type: 'armed',
    seconds: Number.isFinite(seconds) ? seconds : CONFIRM_SECONDS,
    // One that prolongs another and names no new word goes by the old one no longer (RFC 6241 §8.4.5.1).
    persist: valueOf(root, 'persist'),
  }
}

function valueOf(element: XmlElement, name: string): string | undefined {
  const child = childOf(element, name)
  return child && textOf(child).trim()
}
