// The operations of RFC 6241 (with 6022, 6243) as pure functions from options to XML.

import { checkedMarkup, element, leaf, type Markup } from '../xml/build.ts'
import { parseXml } from '../xml/parse.ts'
import { plainElement } from '../xml/plainMarkup.ts'
import type { WithDefaults } from './capabilities.ts'
import { commitNeeds, commitParameters, type CommitOptions } from './confirmedCommit.ts'
import { MONITORING_NS, type Datastore } from './names.ts'
import {
  filterElement,
  filterNeeds,
  place,
  placeName,
  placeNeeds,
  sourceElement,
  sourceName,
  sourceNeeds,
  urlNeed,
  withDefaultsElement,
  withDefaultsNeeds,
  type NmdaPlace,
  type Source,
} from './operands.ts'

/** What goes inside `<rpc>`, with what the device must have announced for it. */
export interface Operation {
  /** Local name of the operation's element. */
  readonly name: string
  /** For people: `get-config running`. */
  readonly label: string
  readonly xml: Markup
  /** What the device must have announced, such as `:candidate` or `:with-defaults=trim` (support.ts says how it is written). */
  readonly needs: readonly string[]
}

/** A datastore by name, or a URL (capability :url). */
export type Place = Datastore | { readonly url: string }

export type Filter =
  | { readonly type: 'subtree'; readonly content: Markup }
  | {
      readonly type: 'xpath'
      readonly select: string
      readonly namespaces?: Readonly<Record<string, string>>
    }

export interface GetOptions {
  readonly filter?: Filter
  readonly withDefaults?: WithDefaults
}

/** RFC 6241 §7.7, RFC 6243 §4.5.1. */
export function get(options: GetOptions = {}): Operation {
  return {
    name: 'get',
    label: 'get',
    xml: element('get', {}, filterElement(options.filter), withDefaultsElement(options.withDefaults)),
    needs: readNeeds(options),
  }
}

/** RFC 6241 §7.1. */
export function getConfig(options: GetOptions & { readonly source: Place }): Operation {
  return {
    name: 'get-config',
    label: `get-config ${placeName(options.source)}`,
    xml: element(
      'get-config',
      {},
      element('source', {}, place(options.source)),
      filterElement(options.filter),
      withDefaultsElement(options.withDefaults),
    ),
    needs: [...placeNeeds(options.source), ...readNeeds(options)],
  }
}

export type DefaultOperation = 'merge' | 'replace' | 'none'
export type TestOption = 'test-then-set' | 'set' | 'test-only'
export type ErrorOption = 'stop-on-error' | 'continue-on-error' | 'rollback-on-error'

export interface EditConfigOptions {
  readonly target: Datastore
  /** The content of `<config>`, or the URL of a file that holds it (capability :url). */
  readonly config: Markup | { readonly url: string }
  /** The device takes `merge` where it is absent. */
  readonly defaultOperation?: DefaultOperation
  readonly testOption?: TestOption
  readonly errorOption?: ErrorOption
}

/** RFC 6241 §7.2; the children stand in the order of its YANG module. */
export function editConfig(options: EditConfigOptions): Operation {
  const { target, config, defaultOperation, testOption, errorOption } = options
  const needs = target === 'running' ? [':writable-running'] : placeNeeds(target)
  if (testOption !== undefined) needs.push(testOption === 'test-only' ? ':validate:1.1' : ':validate')
  if (errorOption === 'rollback-on-error') needs.push(':rollback-on-error')
  if (typeof config !== 'string') needs.push(urlNeed(config.url))
  return {
    name: 'edit-config',
    label: `edit-config ${target}`,
    xml: element(
      'edit-config',
      {},
      element('target', {}, place(target)),
      leaf('default-operation', defaultOperation),
      leaf('test-option', testOption),
      leaf('error-option', errorOption),
      typeof config === 'string' ? element('config', {}, config) : leaf('url', config.url),
    ),
    needs,
  }
}

/** RFC 6241 §7.3, RFC 6243 §4.5.3. */
export function copyConfig(
  source: Place | { readonly config: Markup },
  target: Place,
  options: Pick<GetOptions, 'withDefaults'> = {},
): Operation {
  const { withDefaults } = options
  return {
    name: 'copy-config',
    label: `copy-config ${sourceName(source, 'from text')} to ${placeName(target)}`,
    xml: element(
      'copy-config',
      {},
      element('target', {}, place(target)),
      sourceElement(source),
      withDefaultsElement(withDefaults),
    ),
    needs: [
      ...sourceNeeds(source),
      ...(target === 'running' ? [':writable-running'] : placeNeeds(target)),
      ...withDefaultsNeeds(withDefaults),
    ],
  }
}

/** RFC 6241 §7.4; running cannot be deleted. */
export function deleteConfig(target: Exclude<Place, 'running'>): Operation {
  return {
    name: 'delete-config',
    label: `delete-config ${placeName(target)}`,
    xml: element('delete-config', {}, element('target', {}, place(target))),
    needs: placeNeeds(target),
  }
}

/** RFC 6241 §7.5, RFC 8526 §3.2. */
export function lock(target: Datastore | NmdaPlace): Operation {
  return targetOnly('lock', target)
}

/** RFC 6241 §7.6, RFC 8526 §3.2. */
export function unlock(target: Datastore | NmdaPlace): Operation {
  return targetOnly('unlock', target)
}

/** RFC 6241 §8.6.4.1, RFC 8526 §3.2. */
export function validate(source: Source): Operation {
  return {
    name: 'validate',
    label: `validate ${sourceName(source, 'text')}`,
    xml: element('validate', {}, sourceElement(source)),
    needs: [':validate', ...sourceNeeds(source)],
  }
}

/** RFC 6241 §8.3.4.1, §8.4.5.1. Throws OptionError for parameters that need `confirmed`. */
export function commit(options: CommitOptions = {}): Operation {
  return {
    name: 'commit',
    label: options.confirmed === true ? 'commit confirmed' : 'commit',
    xml: element('commit', {}, ...commitParameters(options)),
    needs: commitNeeds(options),
  }
}

/** RFC 6241 §8.3.4.2. */
export function discardChanges(): Operation {
  return {
    name: 'discard-changes',
    label: 'discard-changes',
    xml: element('discard-changes'),
    needs: [':candidate'],
  }
}

/** RFC 6241 §7.8. */
export function closeSession(): Operation {
  return { name: 'close-session', label: 'close-session', xml: element('close-session'), needs: [] }
}

/** RFC 6241 §7.9. */
export function killSession(sessionId: number): Operation {
  return {
    name: 'kill-session',
    label: `kill-session ${sessionId}`,
    xml: element('kill-session', {}, leaf('session-id', sessionId)),
    needs: [],
  }
}

/** RFC 6022 §3.1. `format` defaults to YANG text; the reply's `<data>` is text. */
export function getSchema(options: {
  readonly identifier: string
  readonly version?: string
  readonly format?: 'yang' | 'yin'
}): Operation {
  const { identifier, version, format } = options
  return {
    name: 'get-schema',
    label: `get-schema ${identifier}${version === undefined ? '' : `@${version}`}`,
    xml: element(
      'get-schema',
      { xmlns: MONITORING_NS },
      leaf('identifier', identifier),
      leaf('version', version),
      leaf('format', format),
    ),
    needs: [MONITORING_NS],
  }
}

/** Any RPC, from its XML: one element. Throws the parser's sentence when it is not. */
export function anyOperation(xml: string): Operation {
  const { local, start, end } = plainElement(xml) ?? parsedElement(xml)
  return { name: local, label: local, xml: checkedMarkup(xml.slice(start, end)), needs: [] }
}

function parsedElement(xml: string): {
  readonly local: string
  readonly start: number
  readonly end: number
} {
  const { root, problems } = parseXml(xml)
  if (root === undefined || problems[0] !== undefined) {
    throw new SyntaxError(problems[0]?.message ?? 'There is no operation in this text.')
  }
  return root
}

function targetOnly(name: 'lock' | 'unlock', target: Datastore | NmdaPlace): Operation {
  return {
    name,
    label: `${name} ${placeName(target)}`,
    xml: element(name, {}, element('target', {}, place(target))),
    needs: placeNeeds(target),
  }
}

function readNeeds({ filter, withDefaults }: GetOptions): string[] {
  return [...filterNeeds(filter), ...withDefaultsNeeds(withDefaults)]
}
