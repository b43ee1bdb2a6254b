// What a schema node's content may hold, gives by default, or demands: worked out once for each schema node.

import type { SchemaNode } from './schemaNode.ts'

/** A branch of a choice. Of a short-hand case (RFC 7950 §7.9.2) that was left implicit, the data node itself. */
export interface Branch {
  readonly choice: SchemaNode
  readonly branch: SchemaNode
}

/** A data node of a content, with the choices it stands in, the outermost first. */
export interface Slot {
  readonly schema: SchemaNode
  readonly branches: readonly Branch[]
}

export interface Plan {
  /** Every data node of the content, in schema order. */
  readonly slots: ReadonlyMap<SchemaNode, Slot>
  /** Those that may exist by default: leaves with a default, containers without presence. */
  readonly byDefault: readonly Slot[]
  /** The children (choices, not what is in them) that must be looked at when they are absent. */
  readonly demands: readonly SchemaNode[]
}

/** What checks ask of a schema node again and again, asked once: a SchemaNode may work its answers out each time. */
export type Facts = Readonly<
  Pick<
    SchemaNode,
    | 'kind'
    | 'name'
    | 'module'
    | 'config'
    | 'mandatory'
    | 'presence'
    | 'keys'
    | 'uniques'
    | 'minElements'
    | 'maxElements'
    | 'orderedBy'
    | 'defaults'
    | 'type'
    | 'musts'
    | 'whens'
  >
>

export interface Plans {
  readonly facts: (node: SchemaNode) => Facts

  /** Of the content of a container, list, case, input, output, notification; of the top with `undefined`. */
  readonly of: (content: SchemaNode | undefined) => Plan
  /** Must it, or something that it brings along by default, be looked at when it is absent? */
  readonly demands: (node: SchemaNode) => boolean
  /** Does it belong into this kind of content at all? */
  readonly included: (node: SchemaNode) => boolean
}

/** `roots` are the schema's top-level nodes; with `stateToo` false, state data is left out. */
export function makePlans(roots: readonly SchemaNode[], stateToo: boolean): Plans {
  const plans = new Map<SchemaNode | undefined, Plan>()
  const known = new Map<SchemaNode, Facts>()
  const facts = (node: SchemaNode): Facts => {
    const found = known.get(node) ?? factsOf(node)
    known.set(node, found)
    return found
  }
  const demanding = new Map<SchemaNode, boolean>()
  const included = (node: SchemaNode): boolean =>
    isDataOrChoice(node) && (stateToo || facts(node).config !== false)

  const demands = (node: SchemaNode): boolean => {
    const before = demanding.get(node)
    if (before !== undefined) return before
    const answer = included(node) && demandsOf(facts(node), node.children, demands)
    demanding.set(node, answer)
    return answer
  }
  const of = (content: SchemaNode | undefined): Plan => {
    const before = plans.get(content)
    if (before !== undefined) return before
    const children = (content === undefined ? roots : content.children).filter(included)
    const slots = new Map(collectSlots(children, [], included).map((slot) => [slot.schema, slot]))
    const plan: Plan = {
      slots,
      byDefault: [...slots.values()].filter(({ schema }) => existsByDefault(facts(schema))),
      demands: children.filter(demands),
    }
    plans.set(content, plan)
    return plan
  }
  return { facts, of, demands, included }
}

/** May it exist although nothing in the document says so (RFC 7950 §7.5.1, §7.6.1, §7.7.2)? */
export function existsByDefault(node: Facts): boolean {
  if (node.kind === 'container') return node.presence === undefined
  if (node.kind === 'leaf') return node.defaults.length > 0 && !node.mandatory
  return node.kind === 'leaf-list' && node.defaults.length > 0 && node.minElements === 0
}

function isDataOrChoice(node: SchemaNode): boolean {
  return isDataNode(node) || node.kind === 'choice' || node.kind === 'case'
}

export function isDataNode(node: SchemaNode): boolean {
  switch (node.kind) {
    case 'container':
    case 'list':
    case 'leaf':
    case 'leaf-list':
    case 'anydata':
    case 'anyxml':
      return true
    case 'choice':
    case 'case':
    case 'rpc':
    case 'action':
    case 'notification':
    case 'input':
    case 'output':
      return false
  }
}

function demandsOf(
  node: Facts,
  children: readonly SchemaNode[],
  inside: (child: SchemaNode) => boolean,
): boolean {
  switch (node.kind) {
    case 'leaf':
    case 'leaf-list':
      return node.mandatory || node.minElements > 0 || (existsByDefault(node) && node.musts.length > 0)
    case 'list':
      return node.minElements > 0
    case 'anydata':
    case 'anyxml':
      return node.mandatory
    case 'container':
      return node.presence === undefined && (node.musts.length > 0 || children.some(inside))
    case 'choice':
      return node.mandatory || children.some(inside)
    case 'case':
      return children.some(inside)
    case 'rpc':
    case 'action':
    case 'notification':
    case 'input':
    case 'output':
      return false
  }
}

function collectSlots(
  children: readonly SchemaNode[],
  branches: readonly Branch[],
  included: (node: SchemaNode) => boolean,
): Slot[] {
  return children.flatMap((schema) => {
    if (schema.kind !== 'choice') return [{ schema, branches }]
    return schema.children.filter(included).flatMap((branch) => {
      const within = [...branches, { choice: schema, branch }]
      return collectSlots(
        branch.kind === 'case' ? branch.children.filter(included) : [branch],
        within,
        included,
      )
    })
  })
}

function factsOf(node: SchemaNode): Facts {
  return {
    kind: node.kind,
    name: node.name,
    module: node.module,
    config: node.config,
    mandatory: node.mandatory,
    presence: node.presence,
    keys: node.keys,
    uniques: node.uniques,
    minElements: node.minElements,
    maxElements: node.maxElements,
    orderedBy: node.orderedBy,
    defaults: node.defaults,
    type: node.type,
    musts: node.musts,
    whens: node.whens,
  }
}
