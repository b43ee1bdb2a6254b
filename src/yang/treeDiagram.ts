// A module as a tree diagram (RFC 8340), the same text as `yanglint -f tree`.

import { orderChildren } from './augmentOrder.ts'
import { CompiledNode } from './compiledNode.ts'
import type { ExtensionTree } from './extensionTrees.ts'
import { LinkedModule } from './linkedModule.ts'
import type { Source } from './linkedModule.ts'
import type { Module } from './module.ts'
import { LinkedSchema } from './schema.ts'
import type { Schema } from './schema.ts'
import type { NodeKind, SchemaNode } from './schemaNode.ts'
import type { Statement } from './statement.ts'
import { schemaPath } from './overlay.ts'
import { childrenOf, splitPrefix } from './statementQuery.ts'
import { treeLine, treeLines } from './treeLines.ts'
import type { TreeLayout } from './treeLines.ts'
import { rowsOf, writtenRows } from './treeRows.ts'

export interface TreeOptions {
  /** Longest line in characters. Default: no limit. */
  readonly lineLength?: number
}

const TOP = '  '
const BODY = '    '

/** The extensions that yanglint draws, with the module that defines each and the flags of its nodes. */
const DRAWN: Readonly<Record<string, { definedBy: string; dataFlags: string }>> = {
  structure: { definedBy: 'ietf-yang-structure-ext', dataFlags: '' },
  'yang-data': { definedBy: 'ietf-restconf', dataFlags: '--' },
}

/** Its data, its augments of other modules as written, its rpcs, notifications and extension trees. Ends with a line break. */
export function treeDiagram(schema: Schema, module: Module, options: TreeOptions = {}): string {
  if (!(schema instanceof LinkedSchema) || !(module instanceof LinkedModule)) return ''
  const layout: TreeLayout = { lineLength: options.lineLength ?? Infinity }
  const roots = schema.rootsOf(module)
  const orders = orderChildren(
    roots,
    schema.augments.filter((augment) => augment.module === module),
  )
  const draw = (kinds: (kind: NodeKind) => boolean, margin: string): string[] =>
    treeLines(
      rowsOf(
        roots.filter(({ kind }) => kinds(kind)),
        { home: module, orders },
      ),
      margin,
      layout,
    )
  const data = draw((kind) => kind !== 'rpc' && kind !== 'notification', TOP)
  const lines = [`module: ${module.name}`, ...data, ...augmentLines(module, layout)]
  const rpcs = draw((kind) => kind === 'rpc', BODY)
  if (rpcs.length > 0) lines.push('', '  rpcs:', ...rpcs)
  const notifications = draw((kind) => kind === 'notification', BODY)
  if (notifications.length > 0) lines.push('', '  notifications:', ...notifications)
  lines.push(...extensionLines(schema, module, layout))
  return `${lines.join('\n')}\n`
}

/** One node with what is below it and the nodes above it, as `yanglint -f tree -P PATH`. Ends with a line break. */
export function treeOfNode(schema: Schema, node: SchemaNode, options: TreeOptions = {}): string {
  if (!(schema instanceof LinkedSchema) || !(node instanceof CompiledNode)) return ''
  const layout: TreeLayout = { lineLength: options.lineLength ?? Infinity }
  const path: CompiledNode[] = []
  for (let at: CompiledNode | undefined = node; at; at = at.parent) path.unshift(at)
  const home = path[0]?.module ?? node.module
  const roots = schema.rootsOf(home)
  const augments = schema.augments.filter(({ module }) => module === home)
  const rowOptions = { home, orders: orderChildren(roots, augments) }
  const lines = [`module: ${home.name}`]
  let margin = TOP
  for (const one of path) {
    const siblings = rowsOf(one.parent?.children ?? roots, rowOptions)
    const [row] = rowsOf([one], rowOptions)
    if (row) lines.push(...treeLine(row, siblings, margin, layout))
    margin += '   '
  }
  lines.push(...treeLines(rowsOf(rowOptions.orders.get(node) ?? node.children, rowOptions), margin, layout))
  return `${lines.join('\n')}\n`
}

function extensionLines(schema: Schema, module: LinkedModule, layout: TreeLayout): string[] {
  const lines: string[] = []
  let before: string | undefined
  for (const tree of schema.extensionTrees) {
    const { definedBy, dataFlags } = DRAWN[tree.kind] ?? {}
    if (tree.module !== module || tree.definedBy?.name !== definedBy) continue
    if (tree.kind !== before) lines.push('')
    before = tree.kind
    const rows = rowsOf(byKeyword(tree), { home: module, orders: new Map(), dataFlags: dataFlags ?? '' })
    lines.push(`  ${tree.kind} ${tree.name}:`, ...treeLines(rows, BODY, layout))
  }
  return lines
}

/** libyang keeps what stands right in a structure by keyword, and opens its uses last. */
const KEYWORDS = ['container', 'leaf', 'leaf-list', 'list', 'choice', 'anydata', 'anyxml']

function byKeyword({ kind, node }: ExtensionTree): readonly SchemaNode[] {
  if (kind !== 'structure' || !(node instanceof CompiledNode)) return node.children
  const rank = (child: CompiledNode): number =>
    child.via ? KEYWORDS.length : KEYWORDS.indexOf(child.statement.keyword)
  return node.childrenAsWritten.toSorted((a, b) => rank(a) - rank(b))
}

function augmentLines(module: LinkedModule, layout: TreeLayout): string[] {
  const source = module.sources[0]
  const augments = source ? foreignAugments(module, source) : []
  if (!source || augments.length === 0) return []
  const lines = ['']
  for (const augment of augments) {
    lines.push(
      `  augment ${augment.argument ?? ''}:`,
      ...treeLines(writtenRows(augment, source), BODY, layout),
    )
  }
  return lines
}

/** Augments whose path does not begin in the module itself; those of submodules are not drawn. */
const foreignAugments = (module: LinkedModule, source: Source): readonly Statement[] =>
  childrenOf(source.root, 'augment').filter(({ argument }) => {
    const { prefix } = splitPrefix(schemaPath(argument ?? '')[0] ?? '')
    return prefix !== undefined && source.resolvePrefix(prefix) !== module
  })
