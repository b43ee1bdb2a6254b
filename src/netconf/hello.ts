// The hello exchange (RFC 6241 §8.1): what we say, and what the device's hello says.

import { element, leaf } from '../xml/build.ts'
import { checkWellFormed } from '../xml/parse.ts'
import { listOf, recordOf, stringOf, valuesOf } from '../xml/values.ts'
import { PLAIN_DIALECT, type Dialect } from './dialect.ts'
import { ProtocolError } from './errors.ts'
import type { Framing } from './framing.ts'
import { BASE_CAPABILITY, BASE_NS } from './names.ts'
import { wrapMessage } from './prefix.ts'

export interface Hello {
  readonly capabilities: readonly string[]
  /** 1 to 4294967295 by the RFC; whatever number the server sent. */
  readonly sessionId: number
}

/** In the device's prefix form; further prefixes are for operations alone. */
export function clientHello(
  capabilities: readonly string[],
  { prefix }: Pick<Dialect, 'prefix'> = PLAIN_DIALECT,
): string {
  const list = element('capabilities', {}, ...capabilities.map((uri) => leaf('capability', uri)))
  return `<?xml version="1.0" encoding="UTF-8"?>\n${wrapMessage('hello', { prefix, namespaces: {} }, {}, list)}`
}

/** What a client announces: the versions of the base protocol that it is ready to speak, or what the device's family is used to. */
export function clientCapabilities(
  framing: 'auto' | '1.0',
  { capabilities }: Pick<Dialect, 'capabilities'> = PLAIN_DIALECT,
): readonly string[] {
  const all = capabilities ?? [BASE_CAPABILITY['1.0'], BASE_CAPABILITY['1.1']]
  return framing === '1.0' ? all.filter((uri) => uri !== BASE_CAPABILITY['1.1']) : all
}

/** `urn:ietf:params:netconf:base:1.0`, and what NX-OS says in its place: the namespace. */
const ANY_BASE = /^urn:ietf:params:(?:xml:ns:)?netconf:base:/

/**
 * The newest version that both announce (RFC 6241 §8.1, RFC 6242 §4.1). Who announces none at all is taken to speak 1.0. Throws
 * ProtocolError where there is no common one; `wanted` is for its advice.
 */
export function agreedFraming(
  theirs: readonly string[],
  ours: readonly string[],
  wanted: 'auto' | '1.0',
): Framing {
  const [them, us] = [versionsOf(theirs), versionsOf(ours)]
  if (them.has('1.1') && us.has('1.1')) return '1.1'
  if (them.has('1.0') && us.has('1.0')) return '1.0'
  const announced = theirs.filter((uri) => ANY_BASE.test(uri)).join(' ')
  throw new ProtocolError(
    them.has('1.1')
      ? `The device speaks base:1.1 alone, and our hello has base:1.0 alone. ${
          wanted === '1.0' ? 'Set "framing" of the device to "auto"' : 'Choose another profile for it'
        } and connect again.`
      : `The device announces no version of NETCONF that is spoken here (${announced}).`,
    us.has('1.1') ? 'base:1.0 or base:1.1' : 'base:1.0',
    announced,
  )
}

function versionsOf(capabilities: readonly string[]): ReadonlySet<Framing> {
  const bases = capabilities.map((uri) => uri.trim().replace(/\?.*$/, '')).filter((uri) => ANY_BASE.test(uri))
  const versions = new Set<Framing>()
  if (bases.length === 0 || bases.includes(BASE_CAPABILITY['1.0']) || bases.includes(BASE_NS))
    versions.add('1.0')
  if (bases.includes(BASE_CAPABILITY['1.1'])) versions.add('1.1')
  return versions
}

/** Throws ProtocolError for what is no server's hello. */
export function readServerHello(text: string): Hello {
  const problem = checkWellFormed(text.trim())
  if (problem !== undefined) {
    throw new ProtocolError(
      `The device's hello is not well-formed XML. ${problem.message}`,
      'a <hello>',
      text,
    )
  }
  const hello = recordOf(valuesOf(text)['hello'])
  const capabilities = listOf(recordOf(hello['capabilities'])['capability']).flatMap(
    (item) => stringOf(item) ?? [],
  )
  const sessionId = stringOf(hello['session-id'])?.trim() ?? ''
  if (!/^\d{1,10}$/.test(sessionId)) {
    throw new ProtocolError(
      'The device sent a hello without a session-id, so it is no NETCONF server (RFC 6241 §8.1).',
      'a <session-id>',
      text,
    )
  }
  return { capabilities, sessionId: Number(sessionId) }
}
