// The function library of XPath 1.0 (§4).

import type { XPathFrame } from './xpathScope.ts'
import { isNodeSet, stringValue, toBoolean, toNumber, toText } from './xpathValue.ts'
import type { NodeSet, XPathValue } from './xpathValue.ts'

export interface XPathFunction {
  readonly min: number
  readonly max: number
  /** Its arguments, by index, that must be node-sets. */
  readonly nodeSets?: readonly number[]
  readonly run: (parts: readonly XPathValue[], frame: XPathFrame) => XPathValue
}

const text = (parts: readonly XPathValue[], index: number): string => toText(parts[index] ?? '')
const number = (parts: readonly XPathValue[], index: number): number => toNumber(parts[index] ?? NaN)

/** The argument's nodes; without argument the context node. */
function nodes(parts: readonly XPathValue[], frame: XPathFrame): NodeSet {
  const [value] = parts
  if (value === undefined) return [frame.node]
  return isNodeSet(value) ? value : []
}

const textOrContext = (parts: readonly XPathValue[], { node }: XPathFrame): string =>
  parts[0] === undefined ? stringValue(node) : toText(parts[0])

/** The canonical form of RFC 7951: the module's name before the node's. */
function qualifiedName(found: NodeSet): string {
  const [node] = found
  if (node === undefined || node.name === '') return ''
  return node.schema === undefined ? node.name : `${node.schema.module.name}:${node.name}`
}

function substring(parts: readonly XPathValue[]): string {
  const characters = Array.from(text(parts, 0))
  const first = round(number(parts, 1))
  const end = parts.length > 2 ? first + round(number(parts, 2)) : Infinity
  return characters.filter((_, index) => index + 1 >= first && index + 1 < end).join('')
}

/** Halves go up; -0.5 and the like give -0 (XPath 1.0 §4.4). */
const round = (value: number): number => (Number.isFinite(value) ? Math.floor(value + 0.5) : value)

function translate(parts: readonly XPathValue[]): string {
  const from = Array.from(text(parts, 1))
  const to = Array.from(text(parts, 2))
  const table = new Map<string, string>()
  from.forEach((character, index) => {
    if (!table.has(character)) table.set(character, to[index] ?? '')
  })
  return Array.from(text(parts, 0), (character) => table.get(character) ?? character).join('')
}

const before = (whole: string, part: string): string => whole.slice(0, Math.max(0, whole.indexOf(part)))
const after = (whole: string, part: string): string =>
  whole.includes(part) ? whole.slice(whole.indexOf(part) + part.length) : ''

export const CORE_FUNCTIONS: ReadonlyMap<string, XPathFunction> = new Map<string, XPathFunction>([
  ['last', { min: 0, max: 0, run: (_, { size }) => size }],
  ['position', { min: 0, max: 0, run: (_, { position }) => position }],
  ['count', { min: 1, max: 1, nodeSets: [0], run: (parts, frame) => nodes(parts, frame).length }],
  // YANG data have no attributes of type ID.
  ['id', { min: 1, max: 1, run: () => [] }],
  [
    'local-name',
    { min: 0, max: 1, nodeSets: [0], run: (parts, frame) => nodes(parts, frame)[0]?.name ?? '' },
  ],
  [
    'namespace-uri',
    { min: 0, max: 1, nodeSets: [0], run: (parts, frame) => nodes(parts, frame)[0]?.namespace ?? '' },
  ],
  ['name', { min: 0, max: 1, nodeSets: [0], run: (parts, frame) => qualifiedName(nodes(parts, frame)) }],
  ['string', { min: 0, max: 1, run: textOrContext }],
  ['concat', { min: 2, max: Infinity, run: (parts) => parts.map(toText).join('') }],
  ['starts-with', { min: 2, max: 2, run: (parts) => text(parts, 0).startsWith(text(parts, 1)) }],
  ['contains', { min: 2, max: 2, run: (parts) => text(parts, 0).includes(text(parts, 1)) }],
  ['substring-before', { min: 2, max: 2, run: (parts) => before(text(parts, 0), text(parts, 1)) }],
  ['substring-after', { min: 2, max: 2, run: (parts) => after(text(parts, 0), text(parts, 1)) }],
  ['substring', { min: 2, max: 3, run: substring }],
  [
    'string-length',
    { min: 0, max: 1, run: (parts, frame) => Array.from(textOrContext(parts, frame)).length },
  ],
  [
    'normalize-space',
    {
      min: 0,
      max: 1,
      run: (parts, frame) =>
        textOrContext(parts, frame)
          .split(/[ \t\r\n]+/)
          .filter((word) => word !== '')
          .join(' '),
    },
  ],
  ['translate', { min: 3, max: 3, run: translate }],
  ['boolean', { min: 1, max: 1, run: (parts) => toBoolean(parts[0] ?? false) }],
  ['not', { min: 1, max: 1, run: (parts) => !toBoolean(parts[0] ?? false) }],
  ['true', { min: 0, max: 0, run: () => true }],
  ['false', { min: 0, max: 0, run: () => false }],
  // There is no xml:lang in YANG data.
  ['lang', { min: 1, max: 1, run: () => false }],
  ['number', { min: 0, max: 1, run: (parts, { node }) => toNumber(parts[0] ?? [node]) }],
  [
    'sum',
    {
      min: 1,
      max: 1,
      nodeSets: [0],
      run: (parts, frame) => nodes(parts, frame).reduce((sum, node) => sum + toNumber(stringValue(node)), 0),
    },
  ],
  ['floor', { min: 1, max: 1, run: (parts) => Math.floor(number(parts, 0)) }],
  ['ceiling', { min: 1, max: 1, run: (parts) => Math.ceil(number(parts, 0)) }],
  ['round', { min: 1, max: 1, run: (parts) => round(number(parts, 0)) }],
])
