// Data paths as words: /ietf-interfaces:interfaces/interface/mtu.

import type { SchemaNode } from './schemaNode.ts'

/** The data node above, past choices and cases. */
function dataParent(node: SchemaNode): SchemaNode | undefined {
  let parent = node.parent
  while (parent?.kind === 'choice' || parent?.kind === 'case') parent = parent.parent
  return parent
}

/** `/module:name` at the top and wherever the module changes, `/name` elsewhere (RFC 7951 §4). */
export function dataStep(node: SchemaNode): string {
  const isOwn = dataParent(node)?.module.name === node.module.name
  return isOwn ? `/${node.name}` : `/${node.module.name}:${node.name}`
}

export function dataPath(node: SchemaNode): string {
  const steps: string[] = []
  for (let at: SchemaNode | undefined = node; at !== undefined; at = dataParent(at)) steps.push(dataStep(at))
  return steps.reverse().join('')
}
