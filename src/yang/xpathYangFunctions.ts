// The functions that YANG adds to XPath (RFC 7950 §10).

import type { InstanceNode } from './instanceNode.ts'
import { derefNode } from './xpathDeref.ts'
import type { XPathFunction } from './xpathFunctions.ts'
import { canonicalIdentity, identityOf, isDerived, typesOf } from './xpathIdentity.ts'
import type { XPathFrame } from './xpathScope.ts'
import { isNodeSet, toText } from './xpathValue.ts'
import type { XPathValue } from './xpathValue.ts'

const firstNode = ([value]: readonly XPathValue[]): InstanceNode | undefined =>
  value !== undefined && isNodeSet(value) ? value[0] : undefined

/** RFC 7950 §10.4: true where any node's identity is. */
function derived(parts: readonly XPathValue[], { scope }: XPathFrame, orSelf: boolean): boolean {
  const [value] = parts
  const from = canonicalIdentity(toText(parts[1] ?? ''), scope)
  if (from === undefined || value === undefined || !isNodeSet(value)) return false
  return value.some((node) => {
    const identity = identityOf(node)
    return identity !== undefined && ((orSelf && node.value === from) || isDerived(identity, from))
  })
}

/** RFC 7950 §10.5.1: the first node's enum; NaN for what is none. */
function enumValue(parts: readonly XPathValue[]): number {
  const node = firstNode(parts)
  for (const type of node === undefined ? [] : typesOf(node)) {
    if (type.base !== 'enumeration') continue
    const found = type.enums.find(({ name }) => name === node?.value)
    if (found !== undefined) return found.value
  }
  return NaN
}

/** RFC 7950 §10.6.1: of the first node. */
function bitIsSet(parts: readonly XPathValue[]): boolean {
  const node = firstNode(parts)
  if (node === undefined || !typesOf(node).some(({ base }) => base === 'bits')) return false
  return node.value.split(' ').includes(toText(parts[1] ?? ''))
}

export const YANG_FUNCTIONS: ReadonlyMap<string, XPathFunction> = new Map<string, XPathFunction>([
  ['current', { min: 0, max: 0, run: (_, { scope }) => [scope.current] }],
  [
    're-match',
    {
      min: 2,
      max: 2,
      run: (parts, { scope }) =>
        scope.session.patterns.compiled({ text: toText(parts[1] ?? '') }).matches(toText(parts[0] ?? '')),
    },
  ],
  [
    'deref',
    {
      min: 1,
      max: 1,
      nodeSets: [0],
      run: (parts, { scope }) => {
        const node = firstNode(parts)
        return node === undefined ? [] : derefNode(node, scope)
      },
    },
  ],
  ['derived-from', { min: 2, max: 2, nodeSets: [0], run: (parts, frame) => derived(parts, frame, false) }],
  [
    'derived-from-or-self',
    { min: 2, max: 2, nodeSets: [0], run: (parts, frame) => derived(parts, frame, true) },
  ],
  ['enum-value', { min: 1, max: 1, nodeSets: [0], run: enumValue }],
  ['bit-is-set', { min: 2, max: 2, nodeSets: [0], run: bitIsSet }],
])
