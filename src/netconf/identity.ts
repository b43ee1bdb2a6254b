// YANG identities as values: datastores and origins by name, with the prefix that the value uses declared beside it.

import { element, text, type Attributes, type Markup } from '../xml/build.ts'
import { DATASTORES_NS, FACTORY_DEFAULT_NS, NMDA_NS, ORIGIN_NS } from './names.ts'

/** An identity of a module that no name of ours stands for. */
export interface Identity {
  readonly name: string
  readonly namespace: string
}

/** A datastore of the NMDA (RFC 8342 §5, RFC 8808 §3), or one that a vendor defined. */
export type NmdaDatastore =
  'running' | 'candidate' | 'startup' | 'intended' | 'operational' | 'factory-default' | Identity

/** Where a value of the operational datastore comes from (RFC 8342 §5.3.4). */
export type Origin = 'intended' | 'dynamic' | 'system' | 'learned' | 'default' | 'unknown' | Identity

export function datastoreName(datastore: NmdaDatastore): string {
  return typeof datastore === 'string' ? datastore : datastore.name
}

/** A leaf whose value is the datastore's identity. */
export function datastoreLeaf(
  leafName: string,
  datastore: NmdaDatastore,
  attributes: Attributes = {},
): Markup {
  if (typeof datastore !== 'string') return identityLeaf(leafName, 'id', datastore, attributes)
  const [prefix, namespace] =
    datastore === 'factory-default' ? ['fd', FACTORY_DEFAULT_NS] : ['ds', DATASTORES_NS]
  return identityLeaf(leafName, prefix, { name: datastore, namespace }, attributes)
}

export function originLeaf(leafName: string, origin: Origin): Markup {
  return typeof origin === 'string'
    ? identityLeaf(leafName, 'or', { name: origin, namespace: ORIGIN_NS })
    : identityLeaf(leafName, 'id', origin)
}

/** What stands for an NMDA datastore in the target or source of lock, unlock and validate (RFC 8526 §3.2). */
export function nmdaTarget(datastore: NmdaDatastore): Markup {
  return datastoreLeaf('datastore', datastore, { xmlns: NMDA_NS })
}

export function identityLeaf(
  leafName: string,
  prefix: string,
  { name, namespace }: Identity,
  attributes: Attributes = {},
): Markup {
  return element(leafName, { ...attributes, [`xmlns:${prefix}`]: namespace }, text(`${prefix}:${name}`))
}
