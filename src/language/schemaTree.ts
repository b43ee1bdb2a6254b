// Tree diagrams of modules, and of what is below a data path (RFC 8340).

import type { Schema } from '../yang/schema.ts'
import { treeDiagram } from '../yang/treeDiagram.ts'
import { treeLines } from '../yang/treeLines.ts'
import { rowsOf } from '../yang/treeRows.ts'
import { readDataPath } from './schemaPath.ts'

/** Throws a sentence for a module that is not there. `name` may have its revision behind an @. */
export function moduleTree(schema: Schema, name: string, lineLength?: number): string {
  const [bare = '', revision] = name.split('@')
  const module = schema.module(bare, revision)
  if (module === undefined) throw new Error(`There is no module ${name} here.`)
  return treeDiagram(schema, module, lineLength === undefined ? {} : { lineLength })
}

/** The node with all below it. Throws a sentence for a path where nothing is. */
export function pathTree(schema: Schema, path: string, lineLength = Infinity): string {
  const read = readDataPath(path, schema)
  if (read.path === undefined) throw new Error(read.problem)
  const node = schema.find(read.path)
  if (node === undefined) throw new Error(`There is nothing at ${path}.`)
  const lines = treeLines(rowsOf([node], { home: node.module, orders: new Map() }), '  ', { lineLength })
  return `${[`module: ${node.module.name}`, ...lines].join('\n')}\n`
}
