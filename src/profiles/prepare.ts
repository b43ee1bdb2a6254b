// Rewrites operations before they are sent: where the elements of a person's own XML belong.

import { BASE_NS } from '../netconf/names.ts'
import { checkedMarkup, type Markup } from '../xml/build.ts'
import { parseXml } from '../xml/parse.ts'
import { elementsOf } from '../xml/tree.ts'
import { declarationsIn, replaceRanges, walkTags, type Tag } from '../xml/walkTags.ts'

/** What an element is to its operation; `payload` holds a person's own elements. */
type Role = 'operation' | 'source' | 'payload' | 'other'

/**
 * Puts configuration and filters that a person wrote without a namespace in none (`xmlns=""`), instead of in NETCONF's, which
 * surrounds them. No data is in that one: an agent that gets `<interfaces/>` in a filter takes it for any namespace (RFC 6241
 * §6.2.1), and Junos takes configuration without a namespace.
 */
export function barePayload(operation: Markup): Markup {
  return undeclare(operation, undefined, roleOf)
}

/** The same for XML that stands alone: its top elements without a namespace of their own are put in none. */
export function bare(xml: Markup): Markup {
  return undeclare(xml, 'payload', () => 'other')
}

function roleOf(name: string, parent: Role | undefined): Role {
  if (parent === undefined) return 'operation'
  const holds = name === 'config' || (name === 'filter' && parent === 'operation')
  if (holds && (parent === 'operation' || parent === 'source')) return 'payload'
  return name === 'source' && parent === 'operation' ? 'source' : 'other'
}

/** Adds `xmlns=""` to the children of payload that inherit their namespace. `top` is what surrounds the text. */
function undeclare(
  xml: Markup,
  top: Role | undefined,
  role: (name: string, parent: Role | undefined) => Role,
): Markup {
  const ranges: { start: number; end: number; insert: string }[] = []
  const open: Role[] = []
  for (const tag of walkTags(xml)) {
    if (tag.kind === 'end') {
      open.pop()
      continue
    }
    const parent = open.at(-1) ?? top
    const inherited = parent !== 'other' && inherits(xml, tag)
    if (inherited && parent === 'payload') {
      ranges.push({ start: tag.nameEnd, end: tag.nameEnd, insert: ' xmlns=""' })
    }
    if (tag.kind === 'start') open.push(inherited ? role(tag.name, parent) : 'other')
  }
  return checkedMarkup(replaceRanges(xml, ranges))
}

/** Written without prefix, and without a default namespace of its own. */
function inherits(xml: string, tag: Tag): boolean {
  return !tag.name.includes(':') && !declarationsIn(xml, tag).some(({ prefix }) => prefix === '')
}

const HEAD = `<rpc xmlns="${BASE_NS}" xmlns:nc="${BASE_NS}">`
const TAIL = '</rpc>'

/**
 * IOS-XE from 17 on refuses an edit-config whose `<config>` is in no namespace (ncclient#489): exactly one such child is
 * moved to NETCONF's, its content left where it is.
 */
export function qualifyConfig(operation: Markup): Markup {
  if (!/\sxmlns\s*=\s*(?:""|'')/.test(operation)) return operation
  const source = HEAD + operation + TAIL
  const { root: rpc, problems } = parseXml(source)
  const edit = rpc && elementsOf(rpc)[0]
  if (problems.length > 0 || edit?.local !== 'edit-config' || edit.uri !== BASE_NS) return operation
  const [config, another] = elementsOf(edit).filter(({ local, uri }) => local === 'config' && uri === '')
  if (config === undefined || another !== undefined) return operation
  const closing = config.end > config.startTagEnd ? source.lastIndexOf('</', config.end - 1) : config.end
  const moved = replaceRanges(source, [
    {
      start: config.start,
      end: config.start + 1 + config.name.length,
      insert: `<nc:config xmlns:nc="${BASE_NS}"`,
    },
    { start: closing, end: config.end, insert: closing < config.end ? '</nc:config>' : '' },
  ])
  return checkedMarkup(moved.slice(HEAD.length, -TAIL.length))
}
