// Schema nodes as rows of a tree diagram, with augments, groupings and types as they were written.

import { CompiledNode } from './compiledNode.ts'
import type { Source } from './linkedModule.ts'
import type { Module } from './module.ts'
import type { SchemaNode } from './schemaNode.ts'
import { argumentOf, childOf, childrenOf } from './statementQuery.ts'
import type { Statement } from './statement.ts'
import type { TreeRow } from './treeLines.ts'

const STATUS = { current: '+', deprecated: 'x', obsolete: 'o' } as const

const SHAPES: Readonly<Record<string, 'choice' | 'case'>> = { choice: 'choice', case: 'case' }

export interface RowOptions {
  /** Nodes of other modules show their prefix. */
  readonly home: Module
  /** Nodes whose children come in another order than theirs. */
  readonly orders: ReadonlyMap<SchemaNode, readonly SchemaNode[]>
  /** Flags in place of `rw` and `--`. */
  readonly dataFlags?: string
}

export function rowsOf(nodes: readonly SchemaNode[], options: RowOptions): readonly TreeRow[] {
  return nodes.flatMap((node) =>
    node instanceof CompiledNode && !isEmptyOperand(node) ? rowOf(node, options) : [],
  )
}

/** An input or output with nothing in it is not drawn. */
const isEmptyOperand = (node: CompiledNode): boolean =>
  (node.kind === 'input' || node.kind === 'output') && node.children.length === 0

function rowOf(node: CompiledNode, options: RowOptions): TreeRow {
  const { kind, statement } = node
  const written = node.isImplicit ? undefined : statement
  const keys = kind === 'list' ? written && argumentOf(written, 'key') : undefined
  return {
    status: STATUS[node.status],
    flags: flagsOf(node, options.dataFlags ?? '--'),
    shape: SHAPES[kind] ?? 'node',
    prefix: node.module === options.home ? undefined : node.module.prefix,
    name: node.name,
    options: optionsOf(node),
    keys: keys === '' ? undefined : keys,
    ...typeOf(written, kind),
    features: written && featuresOf(written),
    get children() {
      return rowsOf(options.orders.get(node) ?? node.children, options)
    },
  }
}

function flagsOf(node: CompiledNode, neither: string): string {
  if (hasMountPoint(node.statement, node.scope.source)) return 'mp'
  switch (node.kind) {
    case 'rpc':
    case 'action':
      return '-x'
    case 'notification':
      return '-n'
    case 'input':
      return '-w'
    case 'output':
      return 'ro'
    default:
  }
  const { config } = node
  if (config !== undefined) return config ? 'rw' : 'ro'
  let around = node.parent
  while (around && around.kind !== 'input' && around.kind !== 'output') around = around.parent
  return around ? (around.kind === 'input' ? '-w' : 'ro') : neither
}

/** RFC 8528 §3.1; RFC 8340 §2.6 has `mp` for it. */
const hasMountPoint = (statement: Statement, source: Source): boolean =>
  statement.children.some(
    ({ keyword, prefix }) =>
      keyword === 'mount-point' &&
      prefix !== undefined &&
      source.prefixes.get(prefix)?.name === 'ietf-yang-schema-mount',
  )

function optionsOf(node: CompiledNode): string {
  switch (node.kind) {
    case 'choice':
    case 'anydata':
    case 'anyxml':
      return node.mandatory ? '' : '?'
    case 'leaf':
      return node.mandatory || isKey(node) ? '' : '?'
    case 'container':
      return node.presence === undefined ? '' : '!'
    case 'list':
    case 'leaf-list':
      return '*'
    default:
      return ''
  }
}

const isKey = ({ parent, module, name }: CompiledNode): boolean =>
  parent?.kind === 'list' && parent.module === module && parent.keys.includes(name)

function typeOf(written: Statement | undefined, kind: string): { type: string | undefined; isPath: boolean } {
  if (kind === 'anydata' || kind === 'anyxml') return { type: kind, isPath: false }
  const type = kind === 'leaf' || kind === 'leaf-list' ? written && childOf(written, 'type') : undefined
  const path = type && argumentOf(type, 'path')
  return { type: path ?? type?.argument, isPath: path !== undefined }
}

function featuresOf(written: Statement): string | undefined {
  const conditions = childrenOf(written, 'if-feature')
  return conditions.length === 0 ? undefined : conditions.map(({ argument }) => argument ?? '').join(',')
}

/** What rows of statements inherit on their way down. */
interface Inherited {
  readonly source: Source
  readonly status: TreeRow['status']
  readonly flags: string
  /** Whose `key` makes leaves mandatory. */
  readonly list: Statement | undefined
  readonly isOperand: boolean
}

const AT_THE_TOP = { status: '+', flags: 'rw', list: undefined, isOperand: false } as const

/** Rows of statements as written, uses not expanded: the contents of an augment or a grouping. */
export const writtenRows = (parent: Statement, source: Source): readonly TreeRow[] =>
  rowsWritten(parent, { ...AT_THE_TOP, source })

const DATA: ReadonlySet<string> = new Set([
  'container',
  'list',
  'leaf',
  'leaf-list',
  'choice',
  'case',
  'anydata',
  'anyxml',
  'uses',
])

/** The parsed form of these gets a case around it, a list or anyxml none; so it is in yanglint. */
const WRAPPED: ReadonlySet<string> = new Set(['anydata', 'choice', 'container', 'leaf', 'leaf-list'])

function rowsWritten(parent: Statement, inherited: Inherited): readonly TreeRow[] {
  const own = parent.children.filter(({ prefix }) => prefix === undefined)
  if (parent.keyword === 'rpc' || parent.keyword === 'action') {
    return own
      .filter(({ keyword, children }) => (keyword === 'input' || keyword === 'output') && children.length > 0)
      .map((statement) => rowWritten(statement, inherited))
  }
  const inOrder = [
    ...own.filter(({ keyword }) => DATA.has(keyword)),
    ...own.filter(({ keyword }) => keyword === 'action'),
    ...own.filter(({ keyword }) => keyword === 'notification'),
  ]
  return inOrder.map((statement) => {
    const row = rowWritten(statement, inherited)
    return parent.keyword === 'choice' && WRAPPED.has(statement.keyword) ? caseAround(row) : row
  })
}

const caseAround = (row: TreeRow): TreeRow => ({
  ...row,
  flags: '--',
  shape: 'case',
  type: undefined,
  isPath: false,
  features: undefined,
  children: [],
  inner: row,
})

function rowWritten(statement: Statement, inherited: Inherited): TreeRow {
  const { keyword } = statement
  const status = writtenStatus(statement) ?? inherited.status
  const config = argumentOf(statement, 'config')
  const data =
    inherited.isOperand || config === undefined ? inherited.flags : config === 'false' ? 'ro' : 'rw'
  const key = keyword === 'list' ? argumentOf(statement, 'key') : undefined
  return {
    status,
    flags: hasMountPoint(statement, inherited.source) ? 'mp' : (WRITTEN_FLAGS[keyword] ?? data),
    shape: SHAPES[keyword] ?? 'node',
    prefix: undefined,
    name: keyword === 'input' || keyword === 'output' ? keyword : (statement.argument ?? ''),
    options: writtenOptions(statement, inherited.list),
    keys: key === '' ? undefined : key,
    ...typeOf(statement, keyword),
    features: featuresOf(statement),
    get children() {
      if (keyword === 'uses') return []
      const isOperand = keyword === 'input' || keyword === 'output' || keyword === 'notification'
      return rowsWritten(statement, {
        source: inherited.source,
        status,
        flags: isOperand ? (keyword === 'input' ? '-w' : 'ro') : data,
        list: keyword === 'list' ? statement : inherited.list,
        isOperand: isOperand || inherited.isOperand,
      })
    },
  }
}

const WRITTEN_FLAGS: Readonly<Record<string, string>> = {
  rpc: '-x',
  action: '-x',
  notification: '-n',
  input: '-w',
  output: 'ro',
  uses: '-u',
}

function writtenStatus(statement: Statement): TreeRow['status'] | undefined {
  switch (argumentOf(statement, 'status')) {
    case 'current':
      return '+'
    case 'deprecated':
      return 'x'
    case 'obsolete':
      return 'o'
    default:
      return undefined
  }
}

function writtenOptions(statement: Statement, list: Statement | undefined): string {
  const isMandatory = argumentOf(statement, 'mandatory') === 'true'
  switch (statement.keyword) {
    case 'choice':
    case 'anydata':
    case 'anyxml':
      return isMandatory ? '' : '?'
    case 'leaf': {
      const keys = (list && argumentOf(list, 'key'))?.split(' ') ?? []
      return isMandatory || keys.includes(statement.argument ?? '') ? '' : '?'
    }
    case 'container':
      return childOf(statement, 'presence') ? '!' : ''
    case 'list':
    case 'leaf-list':
      return '*'
    default:
      return ''
  }
}
