// Reads data paths: /ietf-interfaces:interfaces/interface/mtu.

import { isModuleName } from '../yang/moduleHead.ts'
import type { Schema } from '../yang/schema.ts'
import type { QName } from '../yang/schemaNode.ts'

export type ReadPath =
  | { readonly path: readonly QName[]; readonly problem?: undefined }
  | { readonly path?: undefined; readonly problem: string }

/** Reads what `dataPath` (yang/dataPath.ts) writes; predicates are passed over, and a prefix may stand for its module. Says what is wrong in a sentence. */
export function readDataPath(text: string, schema: Schema): ReadPath {
  const path: QName[] = []
  let namespace: string | undefined
  const bare = text.trim().replace(/\[(?:[^\]"']|"[^"]*"|'[^']*')*\]/g, '')
  if (!bare.startsWith('/'))
    return { problem: `A path begins with /, such as /ietf-interfaces:interfaces; this is ${text}.` }
  for (const step of bare.split('/').filter((part) => part !== '')) {
    const [first = '', second] = step.split(':')
    const name = second ?? first
    if (!isModuleName(name)) return { problem: `${step} is no name of a node.` }
    if (second !== undefined) {
      const module = schema.module(first) ?? schema.modules.find(({ prefix }) => prefix === first)
      if (module === undefined) return { problem: `There is no module ${first} here.` }
      namespace = module.namespace
    }
    if (namespace === undefined) {
      return { problem: `The first name of a path needs its module, such as /ietf-interfaces:${name}.` }
    }
    path.push({ namespace, name })
  }
  return { path }
}
