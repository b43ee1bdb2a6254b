// edit-config: applies one configuration tree to another, operation by operation (RFC 6241 §7.2, RFC 7950 §7).

import { elementsOf, textOf, type XmlElement } from '../xml/tree.ts'
import {
  childSchema,
  findBranch,
  isBranch,
  keyPredicates,
  pathStep,
  type BranchNode,
  type DataNode,
  type ValueNode,
} from './dataTree.ts'
import { checkAttributes, operationOf, type EditOperation } from './editAttributes.ts'
import {
  dataExists,
  dataMissing,
  invalidValue,
  missingElement,
  RpcFault,
  unknownElement,
  unknownNamespace,
} from './fault.ts'
import { place, readInsert } from './insert.ts'
import type { BranchSchema, LeafListSchema, LeafSchema, ListSchema, SchemaNode } from './schemaNode.ts'
import { checkValue } from './valueType.ts'
import { MODULE_NAMESPACE, MODULE_PREFIX } from './yangTypes.ts'

export interface EditOptions {
  readonly defaultOperation: 'merge' | 'replace' | 'none'
  /** Go on after an error with what follows it; otherwise the first one is thrown and the tree is half edited. */
  readonly continueOnError: boolean
}

/** Applies the children of `config` to `root` itself. Returns the errors it went on after; throws RpcFault otherwise. */
export function applyEdit(root: BranchNode, config: XmlElement, options: EditOptions): readonly RpcFault[] {
  const edit: Edit = { continueOnError: options.continueOnError, faults: [] }
  if (options.defaultOperation === 'replace') root.children = []
  editChildren({ branch: root, operation: options.defaultOperation, path: '' }, config, edit)
  return edit.faults
}

interface Edit {
  readonly continueOnError: boolean
  readonly faults: RpcFault[]
}

/** Where in the datastore an element of the payload is applied. */
interface Place {
  readonly branch: BranchNode
  /** In force unless the element says otherwise. */
  readonly operation: EditOperation
  readonly path: string
}

function editChildren(target: Place, payload: XmlElement, edit: Edit): void {
  const seen = new Set<SchemaNode>()
  for (const child of elementsOf(payload)) {
    try {
      const schema = schemaOf(target, child)
      const single = schema.kind === 'leaf' || schema.kind === 'container'
      if (single && seen.has(schema)) {
        throw invalidValue('application', `${schema.name} stands here twice.`, stepPath(target, schema.name))
      }
      seen.add(schema)
      editOne(target, child, schema, edit)
    } catch (error) {
      if (!edit.continueOnError || !(error instanceof RpcFault)) throw error
      edit.faults.push(error)
    }
  }
  if (textOf(payload).trim() !== '') {
    const reason = `${payload.local} holds elements, not the text "${textOf(payload).trim().slice(0, 60)}".`
    throw invalidValue('application', reason, target.path === '' ? undefined : target.path)
  }
}

function schemaOf(target: Place, element: XmlElement): SchemaNode {
  const path = target.path === '' ? undefined : target.path
  if (element.uri !== MODULE_NAMESPACE) throw unknownNamespace('application', element, path)
  const schema = childSchema(target.branch.schema, element.local)
  if (schema === undefined) throw unknownElement('application', element, path)
  if (!schema.config) {
    const fault = unknownElement('application', element, stepPath(target, schema.name))
    throw new RpcFault({ ...fault.fields, message: `${schema.name} is state; it cannot be configured.` })
  }
  return schema
}

const stepPath = (target: Place, name: string): string => `${target.path}/${MODULE_PREFIX}:${name}`

function editOne(target: Place, element: XmlElement, schema: SchemaNode, edit: Edit): void {
  const path = stepPath(target, schema.name)
  checkAttributes(element, schema, path)
  const operation = operationOf(element, path) ?? target.operation
  switch (schema.kind) {
    case 'container':
    case 'list':
      editBranch(target, element, { schema, operation }, edit)
      return
    case 'leaf':
      editLeaf(target, element, { schema, operation })
      return
    case 'leaf-list':
      editLeafList(target, element, { schema, operation })
      return
  }
}

interface Step<S extends SchemaNode> {
  readonly schema: S
  readonly operation: EditOperation
}

function editBranch(target: Place, element: XmlElement, step: Step<BranchSchema>, edit: Edit): void {
  const { schema, operation } = step
  const keys = schema.kind === 'list' ? readKeys(target, element, schema) : []
  const values = keys.map((key) => key.value)
  const path =
    stepPath(target, schema.name) + (schema.kind === 'list' ? keyPredicates(schema.keys, values) : '')
  const parent = target.branch
  const existing = findBranch(parent, schema, values)
  if (!mayGoOn(operation, path, existing, schema.kind === 'container' && !schema.presence)) {
    parent.children = parent.children.filter((child) => child !== existing)
    return
  }
  const branch: BranchNode = existing ?? { schema, children: [...keys] }
  if (operation === 'replace') branch.children = [...keys]
  const insert = readInsert(element, schema, path)
  if (existing === undefined || insert !== undefined) place(parent, branch, insert, path)
  editChildren({ branch, operation, path }, element, edit)
}

/**
 * Holds what is there against what the operation demands (RFC 6241 §7.2). False for one that takes the node away.
 * A container without presence is as good as there, so none demands nothing of it.
 */
function mayGoOn(
  operation: EditOperation,
  path: string,
  existing: DataNode | undefined,
  implicit: boolean,
): boolean {
  const missing = existing === undefined
  if (operation === 'delete' && missing) throw dataMissing('There is nothing here to delete.', path)
  if (operation === 'none' && missing && !implicit) {
    throw dataMissing('This does not exist, and the operation in force creates nothing.', path)
  }
  if (
    operation === 'create' &&
    !missing &&
    !(implicit && isBranch(existing) && existing.children.length === 0)
  ) {
    throw dataExists(path)
  }
  return operation !== 'delete' && operation !== 'remove'
}

function readKeys(target: Place, element: XmlElement, schema: ListSchema): readonly ValueNode[] {
  const path = stepPath(target, schema.name)
  return schema.keys.map((name) => {
    const keySchema = childSchema(schema, name)
    const found = elementsOf(element).find((child) => child.local === name && child.uri === element.uri)
    if (found === undefined || keySchema?.kind !== 'leaf') {
      throw missingElement('application', name, `${schema.name} needs its key ${name}.`, path)
    }
    return { schema: keySchema, value: readValue(found, keySchema, `${path}/${MODULE_PREFIX}:${name}`) }
  })
}

function editLeaf(target: Place, element: XmlElement, { schema, operation }: Step<LeafSchema>): void {
  const { branch } = target
  const path = stepPath(target, schema.name)
  // The key was read with its list entry; it lives and dies with that.
  if (branch.schema.kind === 'list' && branch.schema.keys.includes(schema.name)) {
    if (operation === target.operation) return
    throw invalidValue('application', `${schema.name} is a key: put the operation on the list entry.`, path)
  }
  const index = branch.children.findIndex((child) => child.schema === schema)
  const existing = branch.children[index]
  if (!mayGoOn(operation, path, existing, false)) {
    if (index !== -1) branch.children.splice(index, 1)
    return
  }
  const value = readValue(element, schema, path)
  if (operation === 'none') return
  const node: ValueNode = { schema, value }
  if (index === -1) branch.children.push(node)
  else branch.children[index] = node
}

function editLeafList(target: Place, element: XmlElement, step: Step<LeafListSchema>): void {
  const { schema, operation } = step
  const { branch } = target
  const listPath = stepPath(target, schema.name)
  const node: ValueNode = { schema, value: readValue(element, schema, listPath) }
  const path = target.path + pathStep(node)
  const existing = branch.children.find(
    (child) => child.schema === schema && !isBranch(child) && child.value === node.value,
  )
  if (!mayGoOn(operation, path, existing, false)) {
    branch.children = branch.children.filter((child) => child !== existing)
    return
  }
  if (operation === 'none') return
  const insert = readInsert(element, schema, path)
  if (existing === undefined || insert !== undefined) place(branch, existing ?? node, insert, path)
}

function readValue(element: XmlElement, schema: LeafSchema | LeafListSchema, path: string): string {
  const [nested] = elementsOf(element)
  if (nested !== undefined) throw unknownElement('application', nested, path)
  const checked = checkValue(schema.type, textOf(element))
  if ('value' in checked) return checked.value
  throw invalidValue('application', `${schema.name} ${checked.reason}.`, path)
}
