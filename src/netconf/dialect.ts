// What a family of devices does differently on the wire: applied by the session, filled in by profiles.

import type { Markup } from '../xml/build.ts'

export interface Dialect {
  /** Capabilities of our hello, in this order; absent: the versions of the base protocol alone. */
  readonly capabilities?: readonly string[]
  /** Prefix of all elements in the base namespace; '' declares it as the default namespace. */
  readonly prefix: '' | 'nc'
  /** Further prefixes declared on `<rpc>`: prefix → URI. */
  readonly namespaces: Readonly<Record<string, string>>
  /** Whether an `<rpc-reply>` in no namespace is taken for one. */
  readonly acceptsUnqualifiedReply: boolean
  /** Errors that are none for this family: `x`, `x*`, `*x`, `*x*`, compared with error-message without regard to case. */
  readonly exemptErrors: readonly string[]
  /** Rewrites an operation before it is sent. */
  readonly prepare?: (operation: Markup) => Markup
  /** Mends each message as received, before anything looks at it. */
  readonly clean?: (text: string) => string
  /** Mends a reply that is not well-formed; undefined: it cannot be mended. */
  readonly repair?: (text: string) => string | undefined
}

/** What most devices take. */
export const PLAIN_DIALECT: Dialect = {
  prefix: '',
  namespaces: {},
  acceptsUnqualifiedReply: true,
  exemptErrors: [],
}
