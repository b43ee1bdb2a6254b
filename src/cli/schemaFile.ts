// The file name for a YANG module that a device sent: made only of what a module's name may be (RFC 7950 §5.2, §6.2).

import type { SchemaName } from '../netconf/schemaList.ts'

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_.-]{0,199}$/
/** A revision, or what some servers put in its place: letters, digits, dots, hyphens. */
const VERSION = /^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/
/** Devices of Windows, with any extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** `undefined` for a name that no module can have, such as `../../x`. */
export function schemaFileName({ identifier, version, format }: SchemaName): string | undefined {
  if (!IDENTIFIER.test(identifier) || RESERVED.test(identifier)) return undefined
  if (version !== '' && !VERSION.test(version)) return undefined
  return `${identifier}${version === '' ? '' : `@${version}`}.${format}`
}
