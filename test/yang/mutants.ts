// Documents with one thing changed, most of them for the worse.

import type { Schema } from '../../src/yang/schema.ts'
import type { SchemaNode } from '../../src/yang/schemaNode.ts'
import { generateNodes, type Generator } from './documents.ts'
import { cloneTree, walkTree, type DocumentNode } from './documentTree.ts'
import { LATER, valueFor } from './documentValues.ts'
import { wrongValues } from './mutantValues.ts'

export interface Mutant {
  /** What was done. */
  readonly change: MutantChange
  readonly roots: DocumentNode[]
}

export const MUTANT_CHANGES = [
  'bad value',
  'other value',
  'unknown element',
  'wrong namespace',
  'namespace of nobody',
  'missing key',
  'duplicate entry',
  'node removed',
  'mandatory node removed',
  'two cases',
  'too many',
  'duplicate leaf',
  'text in a container',
  'element in a leaf',
  'state in config',
  'sibling added',
  'container emptied',
] as const
export type MutantChange = (typeof MUTANT_CHANGES)[number]

/** Those that make sense in a reply, in which yanglint looks for neither duplicates nor cases. */
export const REPLY_CHANGES: readonly MutantChange[] = MUTANT_CHANGES.filter(
  (change) =>
    change !== 'duplicate leaf' &&
    change !== 'duplicate entry' &&
    change !== 'two cases' &&
    change !== 'sibling added',
)

/** Those that make sense in an edit, of which yanglint checks names and values alone. */
export const EDIT_CHANGES: readonly MutantChange[] = [
  'bad value',
  'unknown element',
  'wrong namespace',
  'namespace of nobody',
  'missing key',
  'text in a container',
]

interface Place {
  readonly node: DocumentNode
  readonly parent: DocumentNode | undefined
}

interface MutantContext {
  readonly schema: Schema
  /** The outermost nodes are left as they are: a reply's wrapper. */
  readonly spareRoots: boolean
  readonly generator: Generator
}

/** Undefined where the document has no place for such a change. */
export function mutate(
  context: MutantContext,
  document: readonly DocumentNode[],
  change: MutantChange,
): Mutant | undefined {
  const roots = document.map(cloneTree)
  const places: Place[] = []
  walkTree(roots, (node, parent) => {
    if (!context.spareRoots || parent !== undefined) places.push({ node, parent })
  })
  const changed = CHANGES[change](context, roots, places)
  return changed ? { change, roots } : undefined
}

type Change = (context: MutantContext, roots: DocumentNode[], places: readonly Place[]) => boolean

/** Does `act` to one of the places that are fit for it, until one lets it. */
function toOne(
  { generator }: MutantContext,
  places: readonly Place[],
  fit: (place: Place) => boolean,
  act: (place: Place) => boolean,
): boolean {
  const fitting = places.filter(fit)
  for (let tries = 0; tries < 6 && fitting.length > 0; tries += 1) {
    if (act(generator.random.pick(fitting))) return true
  }
  return false
}

const isLeaf = ({ node }: Place): boolean => node.value !== undefined && node.schema?.type !== undefined
const isInner = ({ node }: Place): boolean => {
  const kind = node.schema?.kind
  return kind === 'container' || kind === 'list' || kind === 'rpc' || kind === 'notification'
}
const isKey = ({ node, parent }: Place): boolean =>
  parent?.schema?.kind === 'list' && parent.schema.keys.includes(node.local)

const removeFrom = ({ node, parent }: Place): boolean => {
  if (parent === undefined) return false
  parent.children = parent.children.filter((child) => child !== node)
  return true
}

const CHANGES: Readonly<Record<MutantChange, Change>> = {
  'bad value': (context, _roots, places) =>
    toOne(context, places, isLeaf, ({ node }) => {
      const values = node.schema?.type === undefined ? [] : wrongValues(node.schema.type, node.schema)
      if (values.length === 0) return false
      node.value = context.generator.random.pick(values)
      return true
    }),
  'other value': (context, _roots, places) =>
    toOne(context, places, isLeaf, ({ node }) => {
      const { schema } = node
      const value =
        schema?.type === undefined ? undefined : valueFor(schema.type, schema, context.generator.random)
      if (value === undefined || value === LATER) return false
      node.value = value
      return true
    }),
  'unknown element': (context, _roots, places) =>
    toOne(context, places, isInner, ({ node }) => {
      node.children.push({ ...makeStranger('no-such-node'), uri: node.uri })
      return true
    }),
  'wrong namespace': (context, _roots, places) =>
    toOne(
      context,
      places,
      ({ parent }) => parent !== undefined,
      ({ node }) => {
        const others = context.schema.modules.filter(({ namespace }) => namespace !== node.uri)
        if (others.length === 0) return false
        node.uri = context.generator.random.pick(others).namespace
        return true
      },
    ),
  'namespace of nobody': (context, _roots, places) =>
    toOne(
      context,
      places,
      ({ parent }) => parent !== undefined,
      ({ node }) => {
        node.uri = 'urn:example:nobody'
        return true
      },
    ),
  'missing key': (context, _roots, places) => toOne(context, places, isKey, removeFrom),
  'duplicate entry': (context, _roots, places) =>
    toOne(
      context,
      places,
      ({ node, parent }) =>
        parent !== undefined && (node.schema?.kind === 'list' || node.schema?.kind === 'leaf-list'),
      duplicate,
    ),
  'node removed': (context, _roots, places) =>
    toOne(context, places, (place) => place.parent !== undefined && !isKey(place), removeFrom),
  'mandatory node removed': (context, _roots, places) =>
    toOne(
      context,
      places,
      (place) =>
        place.node.schema?.mandatory === true ||
        (place.node.schema?.minElements ?? 0) > 0 ||
        isOnlyOfChoice(place),
      removeFrom,
    ),
  'two cases': (context, _roots, places) =>
    toOne(
      context,
      places,
      (place) => caseOf(place.node.schema) !== undefined,
      (place) => addOtherCase(context, place),
    ),
  'too many': (context, _roots, places) =>
    toOne(
      context,
      places,
      ({ node }) => Number.isFinite(node.schema?.maxElements ?? Infinity),
      ({ node, parent }) => {
        const { schema } = node
        if (parent === undefined || schema === undefined || schema.maxElements > 20) return false
        for (let count = 0; count <= schema.maxElements; count += 1) {
          parent.children.push(...generateNodes(context.generator, schema))
        }
        return true
      },
    ),
  'duplicate leaf': (context, _roots, places) =>
    toOne(
      context,
      places,
      ({ node, parent }) => parent !== undefined && node.schema?.kind === 'leaf',
      duplicate,
    ),
  'text in a container': (context, _roots, places) =>
    toOne(context, places, isInner, ({ node }) => {
      node.value = { text: 'stray', prefixes: {} }
      return true
    }),
  'element in a leaf': (context, _roots, places) =>
    toOne(context, places, isLeaf, ({ node }) => {
      node.children.push({ ...makeStranger('no-such-node'), uri: node.uri })
      return true
    }),
  'state in config': (context, _roots, places) =>
    toOne(context, places, isInner, ({ node }) => addChild(context, node, ({ config }) => config === false)),
  'sibling added': (context, _roots, places) =>
    toOne(context, places, isInner, ({ node }) =>
      addChild(
        context,
        node,
        ({ config, name }) => config !== false && node.children.every(({ local }) => local !== name),
      ),
    ),
  'container emptied': (context, _roots, places) =>
    toOne(
      context,
      places,
      ({ node }) => isInner({ node, parent: undefined }) && node.children.length > 0,
      ({ node }) => {
        const keys = node.schema?.kind === 'list' ? node.schema.keys : []
        node.children = node.children.filter(({ local }) => keys.includes(local))
        return true
      },
    ),
}

function duplicate({ node, parent }: Place): boolean {
  parent?.children.push(cloneTree(node))
  return true
}

function makeStranger(local: string): DocumentNode {
  return { schema: undefined, local, uri: '', value: undefined, children: [], attributes: [] }
}

function addChild(
  { generator }: MutantContext,
  node: DocumentNode,
  fit: (child: SchemaNode) => boolean,
): boolean {
  if (node.schema === undefined) return false
  const fitting = dataChildren(node.schema).filter(fit)
  if (fitting.length === 0) return false
  const made = generateNodes({ ...generator, state: true }, generator.random.pick(fitting))
  node.children.push(...made.filter((child) => child.value !== LATER))
  return made.length > 0
}

function dataChildren(schema: SchemaNode): SchemaNode[] {
  return schema.children.flatMap((child) => {
    if (child.kind === 'choice' || child.kind === 'case' || child.kind === 'input') return dataChildren(child)
    return child.kind === 'action' || child.kind === 'notification' || child.kind === 'output' ? [] : [child]
  })
}

/** The case, or the short-hand's own node, that a data node stands in. */
function caseOf(schema: SchemaNode | undefined): SchemaNode | undefined {
  if (schema?.parent?.kind === 'case') return schema.parent
  return schema?.parent?.kind === 'choice' ? schema : undefined
}

function isOnlyOfChoice({ node, parent }: Place): boolean {
  const branch = caseOf(node.schema)
  if (branch?.parent?.mandatory !== true) return false
  return parent?.children.filter(({ schema }) => caseOf(schema) === branch).length === 1
}

function addOtherCase({ generator }: MutantContext, { node, parent }: Place): boolean {
  const branch = caseOf(node.schema)
  const others = (branch?.parent?.children ?? []).filter((each) => each !== branch)
  if (others.length === 0 || parent === undefined) return false
  const other = generator.random.pick(others)
  const fitting = other.kind === 'case' ? dataChildren(other) : [other]
  if (fitting.length === 0) return false
  const made = generateNodes(generator, generator.random.pick(fitting)).filter(({ value }) => value !== LATER)
  parent.children.push(...made)
  return made.length > 0
}
