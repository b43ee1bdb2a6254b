// How much of the default values a reply shows (RFC 6243).

import { isBranch, leafValue, normalize, type BranchNode, type DataNode } from './dataTree.ts'
import type { BranchSchema, SchemaNode } from './schemaNode.ts'

export const DEFAULTS_MODES = ['explicit', 'report-all', 'report-all-tagged', 'trim'] as const
export type DefaultsMode = (typeof DEFAULTS_MODES)[number]

/** A copy of the configuration as the mode shows it; `explicit`, the device's basic mode, shows what was set. */
export function showDefaults(root: BranchNode, mode: DefaultsMode): BranchNode {
  if (mode === 'explicit') return root
  const shown = mode === 'trim' ? trim(root) : reportAll(root, mode === 'report-all-tagged')
  normalize(shown)
  return shown
}

const defaultOf = (schema: SchemaNode): string | undefined =>
  schema.kind === 'leaf' ? schema.default : undefined

function trim(branch: BranchNode): BranchNode {
  const kept = branch.children.filter((child) => isBranch(child) || defaultOf(child.schema) !== child.value)
  return { schema: branch.schema, children: kept.map((child) => (isBranch(child) ? trim(child) : child)) }
}

function reportAll(branch: BranchNode, tag: boolean): BranchNode {
  const present = branch.children.map((child): DataNode => {
    if (isBranch(child)) return reportAll(child, tag)
    return tag && defaultOf(child.schema) === child.value ? { ...child, tagged: true } : child
  })
  return { schema: branch.schema, children: [...present, ...absentDefaults(branch, tag)] }
}

function absentDefaults(branch: BranchNode, tag: boolean): readonly DataNode[] {
  return branch.schema.children.flatMap((schema): readonly DataNode[] => {
    if (isAbsentContainer(branch, schema)) return [reportAll({ schema, children: [] }, tag)]
    if (schema.kind !== 'leaf' || schema.default === undefined) return []
    if (leafValue(branch, schema.name) !== undefined) return []
    return [{ schema, value: schema.default, tagged: tag }]
  })
}

function isAbsentContainer(branch: BranchNode, schema: SchemaNode): schema is BranchSchema {
  if (schema.kind !== 'container' || schema.presence || !schema.config) return false
  return !branch.children.some((child) => child.schema === schema)
}
