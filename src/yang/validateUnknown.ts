// Says what is wrong with an element that has no place in the schema.

import type { DataElement } from './dataElement.ts'
import type { Instance } from './instanceBuild.ts'
import type { SchemaNode } from './schemaNode.ts'
import { nameOf, reportUnknown, type ValidateContext } from './validateContext.ts'

/** Reports an element below `parent` for which there is no schema node; once for all that is inside. Mounted data have a schema of their own. */
export function reportStranger(context: ValidateContext, element: DataElement, parent: Instance): void {
  if (isMountPoint(parent)) return
  const { schema } = context
  const place = parent.schema === undefined ? 'at the top' : `in ${nameOf(parent.schema)}`
  if (parent.schema?.kind === 'leaf' || parent.schema?.kind === 'leaf-list') {
    reportUnknown(context, parent, element, {
      fault: 'unknown-node',
      tag: 'unknown-element',
      message: `The ${nameOf(parent.schema)} holds a value, no elements such as <${element.local}>.`,
    })
    return
  }
  const module = schema.moduleOfNamespace(element.uri)
  const namesakes = dataChildrenNamed(context, parent, element.local)
  if (namesakes.length > 0) {
    const expected = namesakes.map((node) => `"${node.module.namespace}" (${node.module.name})`).join(' or ')
    reportUnknown(context, parent, element, {
      fault: module === undefined ? 'unknown-namespace' : 'unknown-node',
      tag: module === undefined ? 'unknown-namespace' : 'unknown-element',
      message: `<${element.local}> ${place} belongs to the namespace ${expected}, not to ${namespaceName(element.uri)}.`,
    })
  } else if (module === undefined) {
    reportUnknown(context, parent, element, {
      fault: 'unknown-namespace',
      tag: 'unknown-namespace',
      message: `No loaded module has the namespace ${namespaceName(element.uri)} of <${element.local}>.`,
    })
  } else {
    reportUnknown(context, parent, element, {
      fault: 'unknown-node',
      tag: 'unknown-element',
      message: module.implemented
        ? `There is no <${element.local}> of module ${module.name} ${place}.`
        : `<${element.local}>: module ${module.name} is loaded for its types only, not implemented.`,
    })
  }
}

/** RFC 8528 §3: what is in it is the mounted modules', which are not at hand. */
function isMountPoint({ schema }: Instance): boolean {
  return (
    schema?.extensions.some(
      ({ name, module }) => name === 'mount-point' && module?.name === 'ietf-yang-schema-mount',
    ) ?? false
  )
}

function namespaceName(uri: string): string {
  return uri === '' ? 'none' : `"${uri}"`
}

/** Children with that name whatever their namespace; at the top, of the modules with a node of that name. */
function dataChildrenNamed({ schema, plans }: ValidateContext, parent: Instance, name: string): SchemaNode[] {
  if (parent.content === undefined) {
    return schema.roots.filter((node) => node.name === name && plans.included(node))
  }
  return [...plans.of(parent.content).slots.keys()].filter((node) => node.name === name)
}
