// The constraints that a whole configuration must satisfy before it may run (RFC 7950 §8.3.3).

import { isBranch, leafValue, pathStep, type BranchNode, type DataNode, type ValueNode } from './dataTree.ts'
import { dataMissing, operationFailed, type RpcFault } from './fault.ts'
import type { SchemaNode } from './schemaNode.ts'
import { MODULE_PREFIX } from './yangTypes.ts'

/** Everything that is wrong with the configuration; empty when it may run. */
export function validateConfig(root: BranchNode): readonly RpcFault[] {
  const faults: RpcFault[] = []
  validateBranch(root, '', { root, targets: new Map() }, faults)
  return faults
}

interface Validation {
  readonly root: BranchNode
  /** Values that references may have, by the path of their target. */
  readonly targets: Map<string, ReadonlySet<string>>
}

function validateBranch(branch: BranchNode, path: string, validation: Validation, faults: RpcFault[]): void {
  for (const schema of branch.schema.children) {
    if (schema.config) faults.push(...countFaults(branch, schema, path))
    const implicit = absentContainer(branch, schema)
    if (implicit !== undefined) validateBranch(implicit, path + pathStep(implicit), validation, faults)
  }
  for (const child of branch.children) {
    if (isBranch(child)) validateBranch(child, path + pathStep(child), validation, faults)
    else faults.push(...referenceFaults(child, path, validation))
  }
}

/** A container without presence exists even when nothing is in it, so what it demands counts. */
function absentContainer(branch: BranchNode, schema: SchemaNode): BranchNode | undefined {
  if (schema.kind !== 'container' || schema.presence || !schema.config) return undefined
  return branch.children.some((child) => child.schema === schema) ? undefined : { schema, children: [] }
}

function countFaults(branch: BranchNode, schema: SchemaNode, path: string): readonly RpcFault[] {
  const here = `${path}/${MODULE_PREFIX}:${schema.name}`
  if (schema.kind === 'leaf') {
    if (!schema.mandatory || leafValue(branch, schema.name) !== undefined) return []
    return [dataMissing(`${schema.name} is mandatory.`, here)]
  }
  if (schema.kind !== 'leaf-list' || schema.maxElements === undefined) return []
  const count = branch.children.filter((child) => child.schema === schema).length
  if (count <= schema.maxElements) return []
  const message = `There may be at most ${schema.maxElements} of ${schema.name}, not ${count}.`
  return [operationFailed(message, here, 'too-many-elements')]
}

function referenceFaults(node: ValueNode, path: string, validation: Validation): readonly RpcFault[] {
  const { type } = node.schema
  if (type.base !== 'leafref' || targetsOf(type.path, validation).has(node.value)) return []
  const message = `${node.schema.name} refers to "${node.value}", which does not exist.`
  return [dataMissing(message, path + pathStep(node), 'instance-required')]
}

function targetsOf(path: readonly string[], validation: Validation): ReadonlySet<string> {
  const known = validation.targets.get(path.join('/'))
  if (known !== undefined) return known
  let nodes: readonly DataNode[] = [validation.root]
  for (const name of path) {
    nodes = nodes
      .filter(isBranch)
      .flatMap((node) => node.children)
      .filter((child) => child.schema.name === name)
  }
  const values = new Set(nodes.flatMap((node) => (isBranch(node) ? [] : [node.value])))
  validation.targets.set(path.join('/'), values)
  return values
}
