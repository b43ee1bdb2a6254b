// A module as part of a schema: its names, its prefixes, its features and identities.

import type { Statement } from './statement.ts'

export interface Module {
  readonly name: string
  /** YYYY-MM-DD of the newest revision statement, '' without any. */
  readonly revision: string
  readonly namespace: string
  readonly prefix: string
  readonly yangVersion: '1' | '1.1'
  readonly organization: string | undefined
  readonly contact: string | undefined
  readonly description: string | undefined
  /** Implemented, or only imported for its types and groupings (RFC 7950 §5.6.5). */
  readonly implemented: boolean
  /** Names of the submodules that were found and included. */
  readonly submodules: readonly string[]
  /** Every feature defined, and whether it is supported. */
  readonly features: ReadonlyMap<string, boolean>
  readonly identities: ReadonlyMap<string, Identity>
  /** The module that a prefix of this module's (or submodule's) text means; its own prefix included. */
  readonly resolvePrefix: (prefix: string) => Module | undefined
  /** Top-level uses of extensions: `sx:structure`, `md:annotation`, `rc:yang-data`, `yangmnt:mount-point` further down. */
  readonly extensions: readonly ExtensionUse[]
}

/** RFC 7950 §7.18. */
export interface Identity {
  readonly name: string
  readonly module: Module
  readonly bases: readonly Identity[]
  /** All that are derived from it, directly or not, in all modules of the schema; itself left out. */
  readonly derived: ReadonlySet<Identity>
  readonly status: 'current' | 'deprecated' | 'obsolete'
  readonly description: string | undefined
}

/** RFC 7950 §7.19: a use of an extension, kept with its argument. */
export interface ExtensionUse {
  /** Of the module that defines the extension; undefined where its prefix means nothing. */
  readonly module: Module | undefined
  readonly prefix: string
  readonly name: string
  readonly argument: string | undefined
  readonly statement: Statement
}
