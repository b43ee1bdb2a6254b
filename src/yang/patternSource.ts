// A regular expression that was read, as JavaScript source.

import type { PatternNode } from './patternNode.ts'

/** For the flag `v`, without anchors. */
export function patternSource(node: PatternNode): string {
  switch (node.kind) {
    case 'characters':
      return node.source
    case 'assertion':
      return node.inside === undefined ? node.source : `${node.source}${patternSource(node.inside)})`
    case 'sequence':
      return node.items
        .map((item) => (item.kind === 'alternatives' ? `(?:${patternSource(item)})` : patternSource(item)))
        .join('')
    case 'alternatives':
      return node.branches.map(patternSource).join('|')
    case 'repeat':
      return `${atomSource(node.item)}${quantifier(node.min, node.max)}`
  }
}

const atomSource = (node: PatternNode): string =>
  node.kind === 'characters' ? node.source : `(?:${patternSource(node)})`

function quantifier(min: number, max: number): string {
  if (min === 0 && max === Infinity) return '*'
  if (min === 1 && max === Infinity) return '+'
  if (min === 0 && max === 1) return '?'
  return `{${min},${max === Infinity ? '' : max}}`
}

/**
 * `^` at the beginning and `$` at the end are characters in XSD, and anchors in most other dialects, whose habits people have. Both
 * readings are taken: the character may be there or not. The places so read come back with the tree.
 */
export function relaxAnchors(node: PatternNode): { node: PatternNode; relaxed: boolean } {
  const first = relaxAt(node, '^')
  const last = relaxAt(first, '$')
  return { node: last, relaxed: last !== node }
}

/** The same object where there was nothing to relax. */
function relaxAt(node: PatternNode, anchor: '^' | '$'): PatternNode {
  switch (node.kind) {
    case 'characters':
      return node.anchor === anchor ? { kind: 'repeat', item: node, min: 0, max: 1 } : node
    case 'alternatives': {
      const branches = node.branches.map((branch) => relaxAt(branch, anchor))
      return branches.every((branch, index) => branch === node.branches[index]) ? node : { ...node, branches }
    }
    case 'sequence': {
      const index = anchor === '^' ? 0 : node.items.length - 1
      const item = node.items[index]
      const changed = item === undefined ? undefined : relaxAt(item, anchor)
      return changed === undefined || changed === item
        ? node
        : { ...node, items: node.items.with(index, changed) }
    }
    default:
      return node
  }
}

/**
 * How many ways there are at most, as a power of two, to walk through the tree for one text, besides the polynomial ones of single
 * characters repeated: what a backtracking matcher may have to try. Infinity for nested unbounded repeats.
 */
export function ambiguity(node: PatternNode): number {
  switch (node.kind) {
    case 'characters':
      return 0
    case 'assertion':
      return node.inside === undefined ? 0 : ambiguity(node.inside)
    case 'sequence':
      return node.items.reduce((sum, item) => sum + ambiguity(item), 0)
    case 'alternatives':
      return alternativesAmbiguity(node.branches)
    case 'repeat': {
      const inside = ambiguity(node.item)
      const own = node.min === node.max ? 0 : Math.min(4, Math.log2(node.max - node.min + 1))
      return (inside === 0 ? 0 : inside * node.max) + own
    }
  }
}

function alternativesAmbiguity(branches: readonly PatternNode[]): number {
  if (branches.every((branch) => branch.kind === 'characters')) return 1
  return Math.log2(branches.length) + Math.max(...branches.map(ambiguity))
}
