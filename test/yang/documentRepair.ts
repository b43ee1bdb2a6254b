// Makes a made-up document valid, as far as our own validation sees what is wrong with it; yanglint judges it afterwards.

import { parseXml } from '../../src/xml/parse.ts'
import type { DataElement } from '../../src/yang/dataElement.ts'
import type { Schema } from '../../src/yang/schema.ts'
import type { SchemaNode } from '../../src/yang/schemaNode.ts'
import { validate } from '../../src/yang/validate.ts'
import type { ValidateOptions, ValidationProblem } from '../../src/yang/validation.ts'
import { generateNodes, type Generator } from './documents.ts'
import { nodesOf, resolveReferences } from './documentReferences.ts'
import { makeNode, printTree, walkTree, type DocumentNode } from './documentTree.ts'

const ROUNDS = 5

export interface RepairContext {
  readonly schema: Schema
  readonly options: ValidateOptions
  readonly generator: Generator
}

/** Changes `roots` until nothing is reported or the rounds are used up. */
export function repairDocument(context: RepairContext, roots: DocumentNode[]): void {
  const side = context.options.kind === 'reply' ? 'output' : 'input'
  for (let round = 0; round < ROUNDS; round += 1) {
    resolveReferences(context.schema, roots, context.generator.random, side)
    const { problems, nodeOf, parents } = examine(context, roots)
    const errors = problems.filter(({ severity }) => severity === 'error')
    if (errors.length === 0) return
    for (const problem of errors) {
      const node = problem.element === undefined ? undefined : nodeOf.get(problem.element)
      if (node !== undefined) mend(context, roots, parents, node, problem, round)
    }
  }
}

function examine(
  { schema, options }: RepairContext,
  roots: readonly DocumentNode[],
): {
  problems: readonly ValidationProblem[]
  nodeOf: Map<DataElement, DocumentNode>
  parents: Map<DocumentNode, DocumentNode | undefined>
} {
  const elements = parseXml(printTree(roots), { fragment: true }).roots
  const nodes: DocumentNode[] = []
  const parents = new Map<DocumentNode, DocumentNode | undefined>()
  walkTree(roots, (node, parent) => {
    nodes.push(node)
    parents.set(node, parent)
  })
  const nodeOf = new Map<DataElement, DocumentNode>()
  const visit = (element: DataElement): void => {
    const node = nodes[nodeOf.size]
    if (node !== undefined) nodeOf.set(element, node)
    for (const child of element.children) if (child.kind === 'element') visit(child)
  }
  elements.forEach(visit)
  const content = options.kind === 'reply' ? elements.flatMap(elementChildren) : elements
  const operation = options.kind === 'reply' ? elements[0] : undefined
  const { problems } = validate(schema, content, {
    ...options,
    ...(operation === undefined ? {} : { operation }),
  })
  return { problems, nodeOf, parents }
}

export function elementChildren(element: DataElement): DataElement[] {
  return element.children.filter((child) => child.kind === 'element')
}

function mend(
  context: RepairContext,
  roots: DocumentNode[],
  parents: Map<DocumentNode, DocumentNode | undefined>,
  node: DocumentNode,
  problem: ValidationProblem,
  round: number,
): void {
  const { random } = context.generator
  switch (problem.fault) {
    case 'instance-required': {
      const type = node.schema?.type
      const target =
        type?.base === 'leafref' && node.schema !== undefined ? type.target(node.schema) : undefined
      const candidates = round < 3 ? nodesOf(roots, target) : []
      if (candidates.length === 0) remove(roots, parents, node)
      else node.value = random.pick(candidates).value
      return
    }
    case 'missing-node':
    case 'missing-choice':
    case 'too-few':
    case 'missing-key':
      if (problem.node !== undefined) add(context, node, problem.node)
      return
    case 'when':
    case 'duplicate':
    case 'not-unique':
    case 'too-many':
    case 'several-cases':
    case 'bad-value':
    case 'must':
      if (node.schema === problem.node) remove(roots, parents, node)
      return
    default:
      return
  }
}

function remove(
  roots: DocumentNode[],
  parents: Map<DocumentNode, DocumentNode | undefined>,
  node: DocumentNode,
): void {
  const parent = parents.get(node)
  if (parent === undefined) return
  const isKey = parent.schema?.kind === 'list' && parent.schema.keys.includes(node.local)
  if (isKey) remove(roots, parents, parent)
  else parent.children = parent.children.filter((child) => child !== node)
}

/** Adds `missing` somewhere below `node`, with the containers that lead there. */
function add(context: RepairContext, node: DocumentNode, missing: SchemaNode): void {
  const way: SchemaNode[] = []
  let at = missing.parent
  for (; at !== undefined && at !== node.schema; at = at.parent) if (at.kind === 'container') way.unshift(at)
  if (at === undefined) return
  let place = node
  for (const container of way) {
    const next = place.children.find(({ schema }) => schema === container) ?? makeNode(container)
    if (!place.children.includes(next)) place.children.push(next)
    place = next
  }
  const made = generateNodes(context.generator, missing)
  if (missing.kind === 'leaf' && place.schema?.keys.includes(missing.name) === true)
    place.children.unshift(...made)
  else place.children.push(...made)
}
