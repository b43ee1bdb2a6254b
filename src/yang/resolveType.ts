// A type statement to what it allows: its typedef chain followed, its restrictions gathered (RFC 7950 §9).

import { enumValues } from './enumValues.ts'
import { leafrefTarget } from './leafrefTarget.ts'
import { findIdentity } from './linkModules.ts'
import { DECIMAL_BOUNDS, INTEGER_BOUNDS, LENGTH_BOUNDS, parseRestriction } from './restriction.ts'
import type { Scope } from './scope.ts'
import type { Statement } from './statement.ts'
import { argumentOf, childOf, childrenOf } from './statementQuery.ts'
import { INTEGER_NAMES } from './type.ts'
import type { IntegerType, Pattern, Restriction, Type, Typedef } from './type.ts'

/** Typedefs of typedefs; real chains stay below 10. */
const MAX_CHAIN = 100

const NO_TYPEDEFS: readonly Typedef[] = Object.freeze([])

/** Marks a type that is being resolved. */
const UNDER_WAY: readonly Typedef[] = Object.freeze([])

/** What `statement`, a type in `scope`, allows. What is wrong is reported once; the type is then `unknown`. */
export function resolveType(statement: Statement, scope: Scope, depth = 0): Type {
  const { types } = scope.source
  const known = types.get(statement)
  if (known) {
    if (known.typedefs === UNDER_WAY) {
      scope.source.report('error', `Type ${known.name} is defined by itself.`, scope.source, statement)
    }
    return known
  }
  types.set(statement, { ...unknownType(statement), typedefs: UNDER_WAY })
  const type = resolve(statement, scope, depth)
  types.set(statement, type)
  return type
}

const unknownType = (statement: Statement): Type => ({
  base: 'unknown',
  name: statement.argument ?? '',
  typedefs: NO_TYPEDEFS,
})

function resolve(statement: Statement, scope: Scope, depth: number): Type {
  const name = statement.argument ?? ''
  const { source } = scope
  if (isBuiltIn(name)) return BUILT_IN[name](statement, scope, depth)
  const found = scope.find('typedef', name)
  const inner = found && childOf(found.statement, 'type')
  if (!found || !inner || depth > MAX_CHAIN) {
    const message = found ? `Type ${name} is defined by itself.` : `Type ${name} is not defined.`
    source.report('error', message, source, statement)
    return unknownType(statement)
  }
  const base = resolveType(inner, found.scope, depth + 1)
  const typedef: Typedef = {
    name: found.statement.argument ?? '',
    module: found.scope.source.module,
    default: argumentOf(found.statement, 'default'),
    units: argumentOf(found.statement, 'units'),
    description: argumentOf(found.statement, 'description'),
  }
  return restrict({ ...base, name, typedefs: [typedef, ...base.typedefs] }, statement, scope)
}

/** What a use of a typedef adds to it. */
function restrict(base: Type, statement: Statement, scope: Scope): Type {
  if (statement.children.length === 0) return base
  switch (base.base) {
    case 'decimal64':
      return {
        ...base,
        range: restriction(statement, scope, 'range', base.range, DECIMAL_BOUNDS, base.fractionDigits),
      }
    case 'string': {
      const length = restriction(statement, scope, 'length', base.length, LENGTH_BOUNDS)
      return { ...base, length, patterns: [...base.patterns, ...patternsOf(statement)] }
    }
    case 'binary':
      return { ...base, length: restriction(statement, scope, 'length', base.length, LENGTH_BOUNDS) }
    case 'enumeration':
      return { ...base, enums: enumValues(statement, scope.source, 'enum', base.enums) }
    case 'bits':
      return { ...base, bits: enumValues(statement, scope.source, 'bit', base.bits) }
    case 'leafref':
    case 'instance-identifier':
      return { ...base, requireInstance: requiresInstance(statement) ?? base.requireInstance }
    case 'identityref':
    case 'union':
    case 'boolean':
    case 'empty':
    case 'unknown':
      return base
    default: {
      const range = restriction(statement, scope, 'range', base.range, INTEGER_BOUNDS[base.base])
      return { ...base, range: range ?? base.range }
    }
  }
}

type BuiltIn = (statement: Statement, scope: Scope, depth: number) => Type

const named = (statement: Statement): { name: string; typedefs: readonly Typedef[] } => ({
  name: statement.argument ?? '',
  typedefs: NO_TYPEDEFS,
})

const integer =
  (base: IntegerType['base']): BuiltIn =>
  (statement, scope) => {
    const bounds = INTEGER_BOUNDS[base]
    const whole = {
      parts: [bounds],
      text: `${bounds.min}..${bounds.max}`,
      errorMessage: undefined,
      errorAppTag: undefined,
    }
    return {
      ...named(statement),
      base,
      range: restriction(statement, scope, 'range', whole, bounds) ?? whole,
    }
  }

const plain =
  (base: 'boolean' | 'empty'): BuiltIn =>
  (statement) => ({ ...named(statement), base })

const BUILT_IN = {
  ...(Object.fromEntries(INTEGER_NAMES.map((name) => [name, integer(name)])) as Record<
    IntegerType['base'],
    BuiltIn
  >),
  boolean: plain('boolean'),
  empty: plain('empty'),
  string: (statement, scope) => ({
    ...named(statement),
    base: 'string',
    length: restriction(statement, scope, 'length', undefined, LENGTH_BOUNDS),
    patterns: patternsOf(statement),
  }),
  binary: (statement, scope) => ({
    ...named(statement),
    base: 'binary',
    length: restriction(statement, scope, 'length', undefined, LENGTH_BOUNDS),
  }),
  decimal64: (statement, scope) => {
    const fractionDigits = digitsOf(statement, scope)
    const range = restriction(statement, scope, 'range', undefined, DECIMAL_BOUNDS, fractionDigits)
    return { ...named(statement), base: 'decimal64', fractionDigits, range }
  },
  enumeration: (statement, scope) => ({
    ...named(statement),
    base: 'enumeration',
    enums: enumValues(statement, scope.source, 'enum', undefined),
  }),
  bits: (statement, scope) => ({
    ...named(statement),
    base: 'bits',
    bits: enumValues(statement, scope.source, 'bit', undefined),
  }),
  identityref: (statement, { source }) => ({
    ...named(statement),
    base: 'identityref',
    bases: childrenOf(statement, 'base').flatMap((base) => {
      const found = findIdentity(base.argument ?? '', source)
      if (!found) source.report('error', `Identity ${base.argument ?? ''} is not defined.`, source, base)
      return found ?? []
    }),
  }),
  leafref: (statement, { source }) => {
    const path = argumentOf(statement, 'path') ?? ''
    if (path === '') source.report('error', 'A leafref needs a path.', source, statement)
    return {
      ...named(statement),
      base: 'leafref',
      path,
      module: source.module,
      resolvePrefix: source.resolvePrefix,
      requireInstance: requiresInstance(statement) ?? true,
      target: (node) =>
        leafrefTarget({ path, module: source.module, resolvePrefix: source.resolvePrefix }, node),
    }
  },
  'instance-identifier': (statement) => ({
    ...named(statement),
    base: 'instance-identifier',
    requireInstance: requiresInstance(statement) ?? true,
  }),
  union: (statement, scope, depth) => ({
    ...named(statement),
    base: 'union',
    members: childrenOf(statement, 'type').map((member) => resolveType(member, scope, depth + 1)),
  }),
} satisfies Record<string, BuiltIn>

const isBuiltIn = (name: string): name is keyof typeof BUILT_IN => Object.hasOwn(BUILT_IN, name)

/** The range or length of `statement` inside that of its base; the base's where it has none. */
function restriction(
  statement: Statement,
  { source }: Scope,
  keyword: 'range' | 'length',
  base: Restriction | undefined,
  bounds: { readonly min: bigint; readonly max: bigint },
  digits = 0,
): Restriction | undefined {
  const written = childOf(statement, keyword)
  if (!written) return base
  const text = written.argument ?? ''
  const { parts, wrong } = parseRestriction(text, base?.parts ?? [bounds], digits)
  if (wrong !== undefined) source.report('error', wrong, source, written)
  return {
    parts,
    text,
    errorMessage: argumentOf(written, 'error-message'),
    errorAppTag: argumentOf(written, 'error-app-tag'),
  }
}

const patternsOf = (statement: Statement): readonly Pattern[] =>
  childrenOf(statement, 'pattern').map((pattern) => ({
    text: pattern.argument ?? '',
    invertMatch: argumentOf(pattern, 'modifier') === 'invert-match',
    errorMessage: argumentOf(pattern, 'error-message'),
    errorAppTag: argumentOf(pattern, 'error-app-tag'),
  }))

function digitsOf(statement: Statement, { source }: Scope): number {
  const written = argumentOf(statement, 'fraction-digits')
  const digits = Number(written)
  if (Number.isInteger(digits) && digits >= 1 && digits <= 18) return digits
  source.report('error', 'A decimal64 needs fraction-digits from 1 to 18.', source, statement)
  return 18
}

function requiresInstance(statement: Statement): boolean | undefined {
  const written = argumentOf(statement, 'require-instance')
  return written === undefined ? undefined : written !== 'false'
}
