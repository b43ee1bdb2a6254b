// Where an instance stands, for people: /module:name/list[key='value']/leaf.

import { Instance } from './instanceBuild.ts'
import type { InstanceNode } from './instanceNode.ts'
import type { SchemaNode } from './schemaNode.ts'

/** RFC 7951's way to qualify: a module's name at the top and wherever the module changes. '/' for the root. */
export function instancePath(instance: InstanceNode): string {
  const steps: string[] = []
  for (let at: InstanceNode | undefined = instance; at?.schema !== undefined; at = at.parent) {
    steps.push(`/${qualifiedName(at.schema, at.parent?.schema)}${predicates(at, at.schema)}`)
  }
  return steps.length === 0 ? '/' : steps.reverse().join('')
}

/** The path of a child of `parent` that is not there, or that has no schema. */
export function childPath(parent: InstanceNode, child: string): string {
  const path = instancePath(parent)
  return `${path === '/' ? '' : path}/${child}`
}

/** The name of a node below the data node `parent`, its module's name before it where the module changes. */
export function qualifiedName(node: SchemaNode, parent: SchemaNode | undefined): string {
  return parent?.module.name === node.module.name ? node.name : `${node.module.name}:${node.name}`
}

function predicates(instance: InstanceNode, schema: SchemaNode): string {
  if (schema.kind === 'leaf-list') return `[.=${quoted(instance.value)}]`
  if (schema.kind !== 'list') return ''
  if (schema.keys.length === 0) return instance instanceof Instance ? `[${instance.position}]` : ''
  const children = instance instanceof Instance ? instance.explicit : instance.children
  return schema.keys
    .map((key) => {
      const leaf = children.find(
        ({ name, namespace }) => name === key && namespace === schema.module.namespace,
      )
      return leaf === undefined ? '' : `[${key}=${quoted(leaf.value)}]`
    })
    .join('')
}

function quoted(value: string): string {
  return value.includes("'") ? `"${value}"` : `'${value}'`
}
