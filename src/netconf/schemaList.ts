// The YANG modules that a device can send (RFC 6022 §2.1.3).

import { element } from '../xml/build.ts'
import { childOf, elementsOf, textOf } from '../xml/tree.ts'
import { MONITORING_NS } from './names.ts'
import { get, type Filter, type Operation } from './operations.ts'
import { dataOf } from './reply.ts'

/** What get-schema is asked for. */
export interface SchemaName {
  readonly identifier: string
  /** Revision date; '' where there is none. */
  readonly version: string
  readonly format: 'yang' | 'yin'
}

export interface ListedSchema extends SchemaName {
  readonly namespace: string
}

/** What asks for the list. */
export function schemasOperation(): Operation {
  const content = element('netconf-state', { xmlns: MONITORING_NS }, element('schemas'))
  const filter: Filter = { type: 'subtree', content }
  const operation = get({ filter })
  return { ...operation, label: 'the list of schemas', needs: [...operation.needs, MONITORING_NS] }
}

/** In the order of their names, each once: a module in both formats as YANG. Throws ProtocolError for a reply without data. */
export function schemasOf(replyXml: string): ListedSchema[] {
  const state = childOf(dataOf({ xml: replyXml }), 'netconf-state')
  const schemas = state === undefined ? undefined : childOf(state, 'schemas')
  const found = new Map<string, ListedSchema>()
  for (const schema of schemas === undefined ? [] : elementsOf(schemas)) {
    if (schema.local !== 'schema') continue
    const leaf = (name: string): string => {
      const child = childOf(schema, name)
      return child === undefined ? '' : textOf(child).trim()
    }
    const format = /(?:^|:)(yang|yin)$/.exec(leaf('format'))?.[1] as 'yang' | 'yin' | undefined
    const identifier = leaf('identifier')
    if (format === undefined || identifier === '') continue
    const listed = { identifier, version: leaf('version'), format, namespace: leaf('namespace') }
    const key = `${identifier}@${listed.version}`
    if (format === 'yang' || !found.has(key)) found.set(key, listed)
  }
  const nameOf = ({ identifier, version }: ListedSchema): string => `${identifier}@${version}`
  return [...found.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}
