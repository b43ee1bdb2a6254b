// Resolves all of a schema to find what is wrong with it: targets that are not there, types, leafrefs.

import type { CompiledNode } from './compiledNode.ts'
import { schemaPath } from './overlay.ts'
import { LinkedSchema } from './schema.ts'
import type { Schema } from './schema.ts'
import type { SchemaNode } from './schemaNode.ts'
import type { Source } from './linkedModule.ts'
import type { Statement, YangProblem } from './statement.ts'
import { childrenOf, splitPrefix } from './statementQuery.ts'
import type { Type } from './type.ts'

/** All problems of the schema's texts and of what they define. Slow for large schemas: everything is resolved. */
export function checkSchema(schema: Schema): readonly YangProblem[] {
  if (!(schema instanceof LinkedSchema)) return schema.problems
  const waiting: CompiledNode[] = [...schema.roots]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type) checkType(node.type, node)
    for (const child of node.children) waiting.push(child)
  }
  for (const module of schema.modules) {
    if (!module.implemented) continue
    for (const source of module.sources) {
      for (const keyword of ['augment', 'deviation']) {
        for (const statement of childrenOf(source.root, keyword)) checkTarget(schema, statement, source)
      }
    }
  }
  return schema.problems
}

function checkType(type: Type, node: CompiledNode): void {
  if (type.base === 'union') for (const member of type.members) checkType(member, node)
  else if (type.base === 'leafref' && type.path !== '' && !type.target(node)) {
    const { source } = node.scope
    source.report('error', `The leafref path ${type.path} leads to no node.`, source, node.statement)
  }
}

/** A deviation that took its own target away has found it. */
function checkTarget(schema: LinkedSchema, statement: Statement, source: Source): void {
  let nodes: readonly SchemaNode[] = schema.roots
  for (const step of schemaPath(statement.argument ?? '')) {
    const { prefix, name } = splitPrefix(step)
    const module = prefix === undefined ? source.module : source.resolvePrefix(prefix)
    if (!module) return
    const found = nodes.find((node) => node.name === name && node.module.name === module.name)
    if (!found) {
      if (!isRemoval(statement)) {
        source.report('warning', `There is no node ${step} for this ${statement.keyword}.`, source, statement)
      }
      return
    }
    nodes = found.children
  }
}

const isRemoval = (statement: Statement): boolean =>
  childrenOf(statement, 'deviate').some(({ argument }) => argument === 'not-supported')
