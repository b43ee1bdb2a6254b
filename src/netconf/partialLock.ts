// Locks on parts of the running configuration (RFC 5717).

import { element, leaf, text } from '../xml/build.ts'
import { checkWellFormed } from '../xml/parse.ts'
import { listOf, recordOf, stringOf, valuesOf } from '../xml/values.ts'
import { OptionError, ProtocolError } from './errors.ts'
import { PARTIAL_LOCK_NS } from './names.ts'
import { declarations } from './operands.ts'
import type { Operation } from './operations.ts'

export interface PartialLockOptions {
  /** Absolute paths; XPath of any kind where the device announces :xpath. At least one. */
  readonly select: readonly string[]
  /** Prefix → URI for the prefixes in `select`. */
  readonly namespaces?: Readonly<Record<string, string>>
}

/** RFC 5717 §2.4.1. Throws OptionError. */
export function partialLock({ select, namespaces }: PartialLockOptions): Operation {
  if (select.length === 0) throw new OptionError('A partial lock needs at least one path.')
  const attributes = declarations(namespaces)
  return {
    name: 'partial-lock',
    label: `partial-lock ${select.join(' ')}`,
    xml: element(
      'partial-lock',
      { xmlns: PARTIAL_LOCK_NS },
      ...select.map((path) => element('select', attributes, text(path))),
    ),
    needs: [':partial-lock'],
  }
}

/** RFC 5717 §2.4.2. */
export function partialUnlock(lockId: number): Operation {
  return {
    name: 'partial-unlock',
    label: `partial-unlock ${lockId}`,
    xml: element('partial-unlock', { xmlns: PARTIAL_LOCK_NS }, leaf('lock-id', lockId)),
    needs: [':partial-lock'],
  }
}

export interface PartialLock {
  readonly lockId: number
  /** Instance identifiers, as sent. */
  readonly lockedNodes: readonly string[]
}

/** What the reply to a partial-lock granted. Throws ProtocolError where it names no lock. */
export function readPartialLock(replyXml: string): PartialLock {
  const reply = checkWellFormed(replyXml) === undefined ? recordOf(valuesOf(replyXml)['rpc-reply']) : {}
  const lockId = stringOf(reply['lock-id'])
  if (lockId === undefined || !/^\d{1,10}$/.test(lockId)) {
    throw new ProtocolError('The device granted a partial lock without a lock-id.', '<lock-id>', replyXml)
  }
  return {
    lockId: Number(lockId),
    lockedNodes: listOf(reply['locked-node']).flatMap((node) => stringOf(node) ?? []),
  }
}
