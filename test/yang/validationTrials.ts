// The documents of a comparison: made up from each root of a schema, then mutated.

import type { Schema } from '../../src/yang/schema.ts'
import type { SchemaNode } from '../../src/yang/schemaNode.ts'
import { createValidateMemory, type ValidateMemory } from '../../src/yang/validateMemory.ts'
import type { ContentKind } from '../../src/yang/validation.ts'
import { generateDocument, type Generator } from './documents.ts'
import { repairDocument } from './documentRepair.ts'
import { printTree, walkTree, type DocumentNode } from './documentTree.ts'
import { EDIT_CHANGES, mutate, MUTANT_CHANGES, REPLY_CHANGES, type MutantChange } from './mutants.ts'
import { makeRandom, type Random } from './random.ts'

export interface Trial {
  readonly name: string
  readonly kind: ContentKind
  readonly text: string
  /** Undefined for the document as it was made. */
  readonly change: MutantChange | undefined
}

export interface TrialOptions {
  readonly seed: number
  readonly mutants: number
  readonly part: 'data' | 'operations'
  /** Of which module the operations are. */
  readonly module?: string
}

const PER_DOCUMENT = 9
const SIZES = [12, 40, 120]

export function makeTrials(schema: Schema, options: TrialOptions): Trial[] {
  const random = makeRandom(options.seed)
  const all = options.part === 'data' ? dataMakers(schema) : operationMakers(schema, options.module ?? '')
  // Two rounds over some 250 roots make 2,000 mutants and more; of a family with thousands, some have to do.
  const makers = random.some(all, Math.max(20, Math.ceil(options.mutants / 6)))
  if (makers.length === 0) return []
  const maker: Making = {
    schema,
    random,
    used: new Map(),
    memory: createValidateMemory(schema),
    trials: [],
    mutants: 0,
  }
  const most = Math.max(3, Math.ceil((options.mutants / (makers.length * PER_DOCUMENT)) * 3))
  for (let round = 0; round < most && (round < 2 || maker.mutants < options.mutants); round += 1) {
    for (const each of makers) makeDocument(maker, each, round)
  }
  return maker.trials
}

/** A root with the kind of document that is made of it. */
interface Maker {
  readonly root: SchemaNode
  readonly kind: ContentKind
  /** The data nodes that lead to a nested operation. */
  readonly way: readonly SchemaNode[]
}

interface Making {
  readonly schema: Schema
  readonly random: Random
  readonly used: Map<SchemaNode, number>
  readonly memory: ValidateMemory
  readonly trials: Trial[]
  mutants: number
}

function dataMakers({ roots, moduleOfNamespace }: Schema): Maker[] {
  const nodes = roots.flatMap(dataNodes).filter(
    ({ kind, module }) =>
      // Where two modules share a namespace, yanglint knows the first one alone.
      moduleOfNamespace(module.namespace) === module &&
      (kind === 'container' || kind === 'list' || kind === 'leaf'),
  )
  return nodes.flatMap((root): Maker[] => [
    ...(root.config === true
      ? [{ root, kind: 'config', way: [] } as const, { root, kind: 'edit', way: [] } as const]
      : []),
    { root, kind: 'data', way: [] },
  ])
}

function dataNodes(node: SchemaNode): SchemaNode[] {
  return node.kind === 'choice' || node.kind === 'case' ? node.children.flatMap(dataNodes) : [node]
}

function operationMakers({ roots }: Schema, module: string): Maker[] {
  return roots
    .filter((root) => root.module.name === module)
    .flatMap((root): Maker[] => {
      if (root.kind === 'notification') return [{ root, kind: 'notification', way: [] }]
      if (root.kind !== 'rpc') return []
      return [
        { root, kind: 'rpc', way: [] },
        { root, kind: 'reply', way: [] },
      ]
    })
}

function makeDocument(making: Making, { root, kind }: Maker, round: number): void {
  const generator: Generator = {
    random: making.random,
    used: making.used,
    state: kind !== 'config' && kind !== 'edit',
    size: SIZES[round % SIZES.length] ?? 40,
  }
  const content =
    root.kind === 'rpc'
      ? root.children.find((child) => child.kind === (kind === 'reply' ? 'output' : 'input'))
      : root
  const roots = generateDocument(generator, root, content ?? root)
  if (roots.length === 0) return
  const options = { kind, datastore: [], memory: making.memory } as const
  repairDocument(
    { schema: making.schema, options: kind === 'edit' ? { ...options, kind: 'config' } : options, generator },
    roots,
  )
  // libyang takes the attribute from the module that annotates it, where that is loaded.
  if (kind === 'edit' && making.schema.moduleOfNamespace(NETCONF) !== undefined) markOperations(making, roots)
  const name = `${root.module.name}:${root.name} ${kind} ${round}`
  making.trials.push({ name, kind, text: printTree(roots), change: undefined })
  addMutants(making, name, kind, roots, generator)
}

function addMutants(
  making: Making,
  name: string,
  kind: ContentKind,
  roots: readonly DocumentNode[],
  generator: Generator,
): void {
  const changes = kind === 'edit' ? EDIT_CHANGES : kind === 'reply' ? REPLY_CHANGES : MUTANT_CHANGES
  const offset = making.random.below(changes.length)
  for (let count = 0; count < Math.min(PER_DOCUMENT, changes.length); count += 1) {
    const change = changes[(offset + count) % changes.length]
    if (change === undefined || (change === 'state in config' && kind !== 'config')) continue
    const mutant = mutate({ schema: making.schema, generator, spareRoots: kind === 'reply' }, roots, change)
    if (mutant === undefined) continue
    making.mutants += 1
    making.trials.push({ name: `${name}, ${change}`, kind, text: printTree(mutant.roots), change })
  }
}

const NETCONF = 'urn:ietf:params:xml:ns:netconf:base:1.0'

/** Some nodes get an operation; of what is to be deleted, the keys alone stay. */
function markOperations({ random }: Making, roots: readonly DocumentNode[]): void {
  walkTree(roots, (node, parent) => {
    if (parent === undefined || node.value !== undefined || !random.chance(0.2)) return
    const value = random.pick(['merge', 'create', 'replace', 'delete', 'remove'])
    node.attributes.push({ prefix: 'nc', uri: NETCONF, local: 'operation', value })
    if (value !== 'delete' && value !== 'remove') return
    const keys = node.schema?.kind === 'list' ? node.schema.keys : []
    node.children = node.children.filter(({ local }) => keys.includes(local))
  })
}
