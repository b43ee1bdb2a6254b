// Data defined by extensions apart from datastores: sx:structure (RFC 8791), rc:yang-data (RFC 8040 §8).

import { CompiledNode } from './compiledNode.ts'
import type { LinkedModule, Source } from './linkedModule.ts'
import type { Module } from './module.ts'
import type { Overlay } from './overlay.ts'
import type { SchemaNode } from './schemaNode.ts'
import type { Statement } from './statement.ts'

/** Where augment-structure's targets are kept, apart from those of augment. */
export const STRUCTURES = 'structures'

const KINDS: Readonly<Record<string, 'structure' | 'yang-data'>> = {
  structure: 'structure',
  'yang-data': 'yang-data',
}

export interface ExtensionTree {
  readonly kind: 'structure' | 'yang-data'
  readonly name: string
  readonly module: Module
  /** The module whose extension it is; undefined where that is missing. */
  readonly definedBy: Module | undefined
  /** A structure is its own top node; yang-data's are its children. */
  readonly node: SchemaNode
}

/** In the order written. The extension is known by its name: modules copy it into namespaces of their own. */
export const extensionTrees = (module: LinkedModule, global: Overlay): readonly ExtensionTree[] =>
  module.sources.flatMap((source) =>
    source.root.children.flatMap((child) => treeOf(child, source, global.child(STRUCTURES)) ?? []),
  )

function treeOf(
  statement: Statement,
  source: Source,
  structures: Overlay | undefined,
): ExtensionTree | undefined {
  const kind = statement.prefix === undefined ? undefined : KINDS[statement.keyword]
  const name = statement.argument
  if (!kind || name === undefined) return undefined
  const { module, scope } = source
  const node = new CompiledNode({
    kind: 'container',
    statement,
    scope,
    module,
    parent: undefined,
    global: kind === 'structure' ? structures?.child(`${module.name}:${name}`) : undefined,
    locals: [],
    via: undefined,
  })
  return { kind, name, module, definedBy: source.prefixes.get(statement.prefix ?? ''), node }
}
