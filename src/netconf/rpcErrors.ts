// Finds the rpc-errors of a reply, wherever a device puts them, and keeps every field (RFC 6241 §4.3).

import { checkWellFormed, parseXml } from '../xml/parse.ts'
import { serialize } from '../xml/serialize.ts'
import { attributeOf, childOf, elementsOf, namespacesAt, textOf, type XmlElement } from '../xml/tree.ts'
import { readStartTag } from './envelope.ts'
import { ProtocolError, type ErrorInfoItem, type RpcErrorInfo } from './errors.ts'
import { BASE_NS } from './names.ts'

/** A start tag of that name with any prefix; in a comment or CDATA it is none, which parsing tells. */
const RPC_ERROR = /<(?:[^\s<>/:!?]+:)?rpc-error[\s/>]/
/** Characters; the tree of an error reply takes some ten times that. */
const MAX_ERROR_REPLY = 32 * 1024 * 1024

/**
 * The errors and warnings of a whole `<rpc-reply>`, in its order. Costs a search where there are none, however large `<data>` is
 * and whatever it holds (netconf-state counts `out-rpc-errors`). Throws ProtocolError for an error reply that cannot be read.
 */
export function rpcErrorsOf(replyXml: string): RpcErrorInfo[] {
  if (!replyXml.includes('rpc-error')) return []
  const text = replyXml.trim()
  const data = dataIn(text)
  if (data === 'all there is') return []
  const around = data && text.slice(0, data.contentStart) + text.slice(data.contentEnd)
  const found = parseErrors(around !== undefined && checkWellFormed(around) === undefined ? around : text)
  if (Array.isArray(found)) return found
  throw new ProtocolError(
    `The device sent an error reply that ${found.problem}`,
    'a well-formed error reply',
    replyXml,
  )
}

/** Where the content of a first child `<data>` lies, as far as can be told without parsing it. */
function dataIn(
  text: string,
): { readonly contentStart: number; readonly contentEnd: number } | 'all there is' | undefined {
  const first = readStartTag(text, readStartTag(text, 0)?.contentStart ?? text.length)
  if (first?.local !== 'data') return undefined
  const contentEnd = text.lastIndexOf(`</${first.prefix === '' ? '' : `${first.prefix}:`}data`)
  if (contentEnd < first.contentStart) return undefined
  const isAll = text.length - contentEnd < 1_000 && /^<\/[^>]*>\s*<\/[^>]*>$/.test(text.slice(contentEnd))
  return isAll ? 'all there is' : { contentStart: first.contentStart, contentEnd }
}

function parseErrors(text: string): RpcErrorInfo[] | { readonly problem: string } {
  if (!RPC_ERROR.test(text)) return []
  if (text.length > MAX_ERROR_REPLY) return { problem: 'is too large to be read.' }
  const { root, problems } = parseXml(text)
  if (root === undefined || problems[0] !== undefined) {
    return { problem: `is not well-formed XML. ${problems[0]?.message ?? 'It is empty.'}` }
  }
  const found: RpcErrorInfo[] = []
  collect(root, found)
  return found
}

/**
 * Junos nests errors in `<commit-results>`, `<routing-engine>` and others (nemith/netconf#26); configuration and state, on
 * the other hand, live in `<data>` and may hold anything.
 */
function collect(element: XmlElement, found: RpcErrorInfo[]): void {
  for (const child of elementsOf(element)) {
    if (child.local === 'data') continue
    if (
      child.local === 'rpc-error' &&
      (child.uri === BASE_NS || child.uri === '' || child.uri === element.uri)
    ) {
      found.push(readError(child))
    } else collect(child, found)
  }
}

function readError(error: XmlElement): RpcErrorInfo {
  const field = (name: string): string | undefined => {
    const element = childOf(error, `error-${name}`)
    return element === undefined ? undefined : textOf(element).trim()
  }
  const path = childOf(error, 'error-path')
  const message = childOf(error, 'error-message')
  const language = message && attributeOf(message, 'lang', 'http://www.w3.org/XML/1998/namespace')
  const info = childOf(error, 'error-info')
  return {
    type: field('type') ?? '',
    tag: field('tag') ?? '',
    severity: field('severity') === 'warning' ? 'warning' : 'error',
    ...optional('appTag', field('app-tag')),
    ...optional('path', field('path')),
    ...(path !== undefined && { pathNamespaces: namespacesAt(path) }),
    ...optional('message', field('message')),
    ...optional('language', language),
    info: info === undefined ? [] : elementsOf(info).map(readInfo),
  }
}

function readInfo(item: XmlElement): ErrorInfoItem {
  return { name: item.local, uri: item.uri, value: textOf(item).trim(), xml: serialize(item) }
}

function optional<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined || value === '' ? {} : ({ [key]: value } as Partial<Record<Key, string>>)
}
