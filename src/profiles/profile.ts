// What a profile says about a family of devices: its dialect, limits, operations, and the signs it is known by.

import type { Dialect } from '../netconf/dialect.ts'
import type { VendorOperation } from './vendorOperation.ts'

/** All profiles there are; nothing is ever loaded by a name. */
export const PROFILE_NAMES = [
  'default',
  'adva',
  'alu',
  'ciena',
  'clixon',
  'csr',
  'ericsson',
  'ericsson-prefixed',
  'h3c',
  'hpcomware',
  'huawei',
  'huaweiyang',
  'ios',
  'iosxe',
  'iosxr',
  'junos',
  'netconfd',
  'netopeer2',
  'nexus',
  'ocnos',
  'srlinux',
  'sros',
  'sros-private',
] as const

export type ProfileName = (typeof PROFILE_NAMES)[number]

/** What the family cannot do, or does in a way that a client has to know. */
export interface Limits {
  /** False: it sends none, so subscribing is not offered. */
  readonly notifications: boolean
  /** False: no YANG actions. */
  readonly actions: boolean
  /** `ifSupported`: a lock that fails with operation-not-supported is no reason to stop. */
  readonly lock: 'required' | 'ifSupported'
  /** False: a validate before commit does harm. */
  readonly validateBeforeCommit: boolean
  /** `optional`: some releases cannot send their modules at all; reading goes on without. */
  readonly schemaDownload: 'expected' | 'optional'
  /** True: a confirmed commit that failed may leave its rollback armed; offer cancel-commit. */
  readonly cancelFailedConfirmedCommit: boolean
}

export const NO_LIMITS: Limits = {
  notifications: true,
  actions: true,
  lock: 'required',
  validateBeforeCommit: true,
  schemaDownload: 'expected',
  cancelFailedConfirmedCommit: false,
}

/** Advice for the person at the keyboard. */
export interface Note {
  readonly text: string
  /** It concerns connections to this TCP port alone. */
  readonly port?: number
}

/** Something a device shows that tells its family. */
export interface Sign {
  readonly where: 'capability' | 'hello' | 'ssh'
  readonly pattern: RegExp
  /** The stronger of two families wins: 90 its own model, 60 a shared platform, 20 a hint. */
  readonly score: number
  /** What it is, to follow the sign itself and a colon. */
  readonly means: string
  /** The sign says nothing where a capability like this is announced as well. */
  readonly unless?: RegExp
}

export interface Profile {
  readonly name: ProfileName
  readonly title: string
  readonly vendor: string
  readonly dialect: Dialect
  /** What the dialect's functions do, a sentence each. */
  readonly transforms: readonly string[]
  /** SSH subsystems, tried in order. */
  readonly subsystems: readonly string[]
  /** Command for an exec channel where every subsystem is refused. */
  readonly execFallback?: string
  readonly limits: Limits
  readonly operations: readonly VendorOperation[]
  readonly signs: readonly Sign[]
  readonly notes: readonly Note[]
}

type Defaulted = 'transforms' | 'subsystems' | 'limits' | 'operations' | 'signs' | 'notes'

/** A profile from what it has of its own. */
export function family(
  own: Omit<Profile, Defaulted> &
    Partial<Omit<Pick<Profile, Defaulted>, 'limits'>> & { readonly limits?: Partial<Limits> },
): Profile {
  return {
    transforms: [],
    subsystems: ['netconf'],
    operations: [],
    signs: [],
    notes: [],
    ...own,
    limits: { ...NO_LIMITS, ...own.limits },
  }
}
