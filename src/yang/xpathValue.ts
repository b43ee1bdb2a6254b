// XPath values: what an expression gives, turned into each other (XPath 1.0 §3.2, §4.2, §4.3, §4.4).

import type { InstanceNode } from './instanceNode.ts'

/** In document order, each node once. */
export type NodeSet = readonly InstanceNode[]

export type XPathValue = NodeSet | string | number | boolean

export const isNodeSet = (value: XPathValue): value is NodeSet => typeof value === 'object'

/** Of a leaf its value, of others the values of all leaves below, in document order (XPath 1.0 §5.2). */
export function stringValue(node: InstanceNode): string {
  if (node.children.length === 0) return node.value
  const parts: string[] = []
  const rest: InstanceNode[] = [node]
  for (let at = rest.pop(); at !== undefined; at = rest.pop()) {
    if (at.children.length === 0) parts.push(at.value)
    for (let index = at.children.length - 1; index >= 0; index -= 1) {
      const child = at.children[index]
      if (child !== undefined) rest.push(child)
    }
  }
  return parts.join('')
}

export function toText(value: XPathValue): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return String(value)
  const [first] = value
  return first === undefined ? '' : stringValue(first)
}

export function toNumber(value: XPathValue): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  const text = toText(value)
  return /^[ \t\r\n]*-?(?:\d+(?:\.\d*)?|\.\d+)[ \t\r\n]*$/.test(text) ? Number(text) : NaN
}

export function toBoolean(value: XPathValue): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value)
  return value.length > 0
}

/** Never with an exponent; integers without a point (XPath 1.0 §4.2). */
function numberText(value: number): string {
  if (Number.isInteger(value)) return value === 0 ? '0' : BigInt(value).toString()
  const text = String(value)
  const small = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(text)
  if (small === null) return text
  const [, sign = '', digit = '', rest = '', exponent] = small
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digit}${rest}`
}
