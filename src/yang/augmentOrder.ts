// The order in which libyang adds augments to their targets: it shows in yanglint's tree diagrams.

import type { CompiledNode, Via } from './compiledNode.ts'
import { inOrder } from './expandChildren.ts'
import type { Overlay, Placed } from './overlay.ts'
import type { AppliedAugment } from './schema.ts'
import type { Statement } from './statement.ts'
import { childrenOf } from './statementQuery.ts'

/**
 * libyang keeps the augments that wait in a set. One that is applied is taken out and the set's last one takes its place, so that three
 * augments of one target come as first, third, second. Which ones wait depends on all that was compiled before: the whole module is
 * gone through, in libyang's order, targets after their own children.
 */
export function orderChildren(
  roots: readonly CompiledNode[],
  augments: readonly AppliedAugment[],
): ReadonlyMap<CompiledNode, readonly CompiledNode[]> {
  const compiler = new Compiler(augments)
  compiler.compileAll(roots)
  return compiler.orders
}

interface Waiting {
  readonly augment: Placed
  readonly overlay: Overlay
}

class Compiler {
  readonly orders = new Map<CompiledNode, readonly CompiledNode[]>()
  readonly #global: Waiting[]
  readonly #local: Waiting[] = []

  constructor(augments: readonly AppliedAugment[]) {
    this.#global = [...augments]
  }

  /** Children of one parent that stand in its statement or in an augment, uses opened as they are met. */
  compileAll(nodes: readonly CompiledNode[]): void {
    const opened = new Set<Statement>()
    for (const node of nodes) {
      if (node.via) this.#open(node.via, node, opened)
      this.#compile(node)
    }
  }

  #open(via: Via, node: CompiledNode, opened: Set<Statement>): void {
    if (opened.has(via.statement)) return
    if (via.next) this.#open(via.next, node, opened)
    opened.add(via.statement)
    if (via.statement.keyword !== 'uses') return
    const overlay = via.scope.source.overlays.get(via.statement)
    if (!overlay) return
    for (const statement of childrenOf(via.statement, 'augment')) {
      const target = overlay.findAugment(statement)
      const augment = target?.augments.find((placed) => placed.statement === statement)
      if (target && augment) this.#local.push({ augment, overlay: target })
    }
  }

  #compile(node: CompiledNode): void {
    const all = node.childrenAsWritten
    if (all.length === 0) return
    const byAugment = new Map<Statement | undefined, CompiledNode[]>()
    for (const child of all) {
      const origin = augmentOf(child)
      const same = byAugment.get(origin)
      if (same) same.push(child)
      else byAugment.set(origin, [child])
    }
    const ordered = [...(byAugment.get(undefined) ?? [])]
    this.compileAll(ordered)
    const apply = (augment: Placed): void => {
      const added = byAugment.get(augment.statement) ?? []
      ordered.push(...added)
      this.compileAll(added)
    }
    if (node.locals.length > 0) this.#applyAll(this.#local, (overlay) => node.locals.includes(overlay), apply)
    if (node.global) this.#applyAll(this.#global, (overlay) => overlay === node.global, apply)
    if (ordered.length === all.length && ordered.some((child, at) => child !== all[at])) {
      this.orders.set(node, inOrder(ordered, node))
    }
  }

  #applyAll(set: Waiting[], isTarget: (overlay: Overlay) => boolean, apply: (augment: Placed) => void): void {
    for (let at = 0; at < set.length;) {
      const waiting = set[at]
      if (!waiting || !isTarget(waiting.overlay)) {
        at++
        continue
      }
      apply(waiting.augment)
      const index = set.indexOf(waiting)
      const last = set.pop()
      if (last && index < set.length) set[index] = last
      at = 0
    }
  }
}

/** The augment that put a node under its parent, undefined for the parent's own. */
function augmentOf(node: CompiledNode): Statement | undefined {
  let via = node.via
  while (via?.next) via = via.next
  return via?.statement.keyword.startsWith('augment') ? via.statement : undefined
}
