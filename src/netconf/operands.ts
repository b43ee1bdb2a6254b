// The pieces that several operations share: places, filters, with-defaults, times.

import { element, leaf, text, type Attributes, type Markup } from '../xml/build.ts'
import type { WithDefaults } from './capabilities.ts'
import { OptionError } from './errors.ts'
import { datastoreName, nmdaTarget, type NmdaDatastore } from './identity.ts'
import { NMDA_NS, WITH_DEFAULTS_NS } from './names.ts'
import type { Filter, Place } from './operations.ts'

/** A datastore of the NMDA in the target of an older operation (RFC 8526 §3.2). */
export interface NmdaPlace {
  readonly datastore: NmdaDatastore
}

/** A place, or the content of `<config>`. */
export type Source = Place | NmdaPlace | { readonly config: Markup }

export function place(where: Place | NmdaPlace): Markup {
  if (typeof where === 'string') return element(where)
  return 'url' in where ? element('url', {}, text(where.url)) : nmdaTarget(where.datastore)
}

export function placeName(where: Place | NmdaPlace): string {
  if (typeof where === 'string') return where
  return 'url' in where ? where.url : datastoreName(where.datastore)
}

export function placeNeeds(where: Place | NmdaPlace): string[] {
  if (typeof where !== 'string') return 'url' in where ? [urlNeed(where.url)] : [NMDA_NS]
  return where === 'running' ? [] : [`:${where}`]
}

function isInline(source: Source): source is { readonly config: Markup } {
  return typeof source !== 'string' && 'config' in source
}

export function sourceElement(source: Source): Markup {
  return element('source', {}, isInline(source) ? element('config', {}, source.config) : place(source))
}

export function sourceName(source: Source, inline: string): string {
  return isInline(source) ? inline : placeName(source)
}

export function sourceNeeds(source: Source): string[] {
  return isInline(source) ? [] : placeNeeds(source)
}

/** `:url=ftp`: URLs, and this scheme among them. */
export function urlNeed(url: string): string {
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(url)?.[1]
  return scheme === undefined ? ':url' : `:url=${scheme.toLowerCase()}`
}

/** `<filter>` of RFC 6241 §6.1 and §8.9.5.1; RFC 5277 has the same in its own namespace. */
export function filterElement(filter: Filter | undefined): Markup | undefined {
  if (filter === undefined) return undefined
  if (filter.type === 'subtree') return element('filter', { type: 'subtree' }, filter.content)
  return element('filter', { ...declarations(filter.namespaces), type: 'xpath', select: filter.select })
}

/** A filter as NMDA operations have it: an element for subtrees or a leaf with an expression, in the order given. */
export function namedFilter(
  filter: Filter | undefined,
  names: { readonly subtree: string; readonly xpath: string },
  attributes: Attributes = {},
): Markup | undefined {
  if (filter === undefined) return undefined
  return filter.type === 'subtree'
    ? element(names.subtree, attributes, filter.content)
    : element(names.xpath, { ...attributes, ...declarations(filter.namespaces) }, text(filter.select))
}

export function filterNeeds(filter: Filter | undefined): string[] {
  return filter?.type === 'xpath' ? [':xpath'] : []
}

/** RFC 6243 §4.5. */
export function withDefaultsElement(mode: WithDefaults | undefined): Markup | undefined {
  return mode === undefined ? undefined : element('with-defaults', { xmlns: WITH_DEFAULTS_NS }, text(mode))
}

/** `:with-defaults=trim`: the capability, and this mode among those it lists. */
export function withDefaultsNeeds(
  mode: WithDefaults | undefined,
  capability: ':with-defaults' | ':with-operational-defaults' = ':with-defaults',
): string[] {
  return mode === undefined ? [] : [`${capability}=${mode}`]
}

const DATE_AND_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i

/** A leaf with a date-and-time of RFC 6991. Throws OptionError for a text that is none. */
export function timeLeaf(name: string, time: Date | string | undefined): Markup | undefined {
  if (time === undefined) return undefined
  const written = typeof time === 'string' ? time : time.toISOString()
  if (!DATE_AND_TIME.test(written)) {
    throw new OptionError(`"${written}" is no date and time such as 2026-01-31T12:00:00Z.`)
  }
  return leaf(name, written)
}

/** Whether `stop` lies behind `start`; where one of them is missing there is nothing to compare. */
export function isInOrder(start: Date | string | undefined, stop: Date | string | undefined): boolean {
  return start === undefined || stop === undefined || new Date(start) < new Date(stop)
}

/** `xmlns:…` attributes for the prefixes of an expression. Throws OptionError for what cannot be a prefix. */
export function declarations(namespaces: Readonly<Record<string, string>> = {}): Attributes {
  return Object.fromEntries(
    Object.entries(namespaces).map(([prefix, uri]) => {
      if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(prefix)) {
        throw new OptionError(`"${prefix}" cannot be a namespace prefix.`)
      }
      return [`xmlns:${prefix}`, uri]
    }),
  )
}
