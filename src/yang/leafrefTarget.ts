// The leaf that a leafref's path means, found in the schema (RFC 7950 §9.9.2).

import { LinkedModule } from './linkedModule.ts'
import type { SchemaNode } from './schemaNode.ts'
import { CompiledNode } from './compiledNode.ts'
import { splitPrefix } from './statementQuery.ts'

/** A leafref to a leafref to …: `deref()` follows at most so many. */
const MAX_DEREF = 20

/** Longer ones are nobody's. */
const MAX_PATH = 10_000

/** A path with the text that it stands in: a leafref's type has all of it. */
export interface Reference {
  readonly path: string
  readonly module: LinkedModule
  readonly resolvePrefix: (prefix: string) => LinkedModule | undefined
}

/** The node that a leafref leads to from `node`; undefined where it leads nowhere. */
export function leafrefTarget(reference: Reference, node: SchemaNode, depth = 0): SchemaNode | undefined {
  if (!(node instanceof CompiledNode) || depth > MAX_DEREF) return undefined
  const steps = stepsOf(reference.path)
  if (!steps) return undefined
  let at: CompiledNode | undefined = node
  if (steps.start === 'root') at = undefined
  else if (steps.start !== 'current') {
    const inner = leafrefTarget({ ...reference, path: steps.start }, node, depth + 1)
    const type = inner?.type
    if (!inner || type?.base !== 'leafref' || !(type.module instanceof LinkedModule)) return undefined
    const written = {
      path: type.path,
      module: type.module,
      resolvePrefix: type.resolvePrefix as Reference['resolvePrefix'],
    }
    const target = leafrefTarget(written, inner, depth + 1)
    if (!(target instanceof CompiledNode)) return undefined
    at = target
  }
  for (const step of steps.names) {
    if (step === '.') continue
    if (step === '..') {
      if (!at) return undefined
      at = dataParent(at)
      continue
    }
    at = childFor(at, step, reference, node)
    if (!at) return undefined
  }
  return at
}

/** What `..` means: choices and cases are not in the data; of an operation, its input or output stands for it. */
function dataParent(node: CompiledNode): CompiledNode | undefined {
  let parent = node.kind === 'input' || node.kind === 'output' ? node.parent?.parent : node.parent
  while (parent && (parent.kind === 'choice' || parent.kind === 'case')) parent = parent.parent
  return parent
}

function childFor(
  parent: CompiledNode | undefined,
  step: string,
  { module: home, resolvePrefix }: Reference,
  node: CompiledNode,
): CompiledNode | undefined {
  const { prefix, name } = splitPrefix(step)
  const module = prefix === undefined ? node.module : resolvePrefix(prefix)
  const namesakes = parent ? parent.index.get(name) : home.rootNamesakes(name)
  if (!namesakes) return undefined
  const exact = namesakes.find((one) => one.module === module || one.module.name === module?.name)
  // A name without prefix may be another module's where a grouping was written with one place in mind.
  return exact ?? (prefix === undefined && namesakes.length === 1 ? namesakes[0] : undefined)
}

interface Steps {
  /** `root`, `current`, or the path inside `deref()`. */
  readonly start: string
  readonly names: readonly string[]
}

/** Predicates are left out: they choose among entries, not among schema nodes. */
function stepsOf(path: string): Steps | undefined {
  if (path.length > MAX_PATH) return undefined
  const bare = withoutPredicates(path).replace(/\s+/g, '')
  const deref = /^deref\((.*)\)(\/.*|)$/.exec(bare)
  if (deref) return { start: deref[1] ?? '', names: namesOf(deref[2] ?? '') }
  const rest = bare.replace(/^current\(\)\/?/, '')
  if (rest === '') return undefined
  return { start: rest === bare && bare.startsWith('/') ? 'root' : 'current', names: namesOf(rest) }
}

const namesOf = (path: string): string[] => path.split('/').filter((step) => step !== '')

function withoutPredicates(path: string): string {
  if (!path.includes('[')) return path
  let depth = 0
  let result = ''
  for (const character of path) {
    if (character === '[') depth++
    else if (character === ']') depth = Math.max(0, depth - 1)
    else if (depth === 0) result += character
  }
  return result
}
