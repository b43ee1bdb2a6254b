// The YANG modules of a device as one list, from its YANG library, its hello and its netconf-state.

import { createHash } from 'node:crypto'
import { TimeoutError, ProtocolError, RpcError } from './errors.ts'
import type { Capabilities } from './capabilities.ts'
import { CAPABILITY_PREFIX } from './names.ts'
import type { Operation } from './operations.ts'
import { libraryOperation, readSchemaLibrary, type SchemaLibrary } from './schemaLibrary.ts'
import { schemasOf, schemasOperation } from './schemaList.ts'

export interface ModuleName {
  readonly name: string
  /** YYYY-MM-DD as a rule; '' where there is none or the device does not say. */
  readonly revision: string
}

/** As the device tells it: nothing of it has been checked. */
export interface SchemaModule extends ModuleName {
  /** '' where the device does not say. */
  readonly namespace: string
  /** Those that are supported; undefined where the device does not say. */
  readonly features: readonly string[] | undefined
  /** Modules that hold deviations from this one. */
  readonly deviations: readonly string[]
  readonly submodules: readonly ModuleName[]
  /** Or else for import only (RFC 7950 §5.6.5). */
  readonly implemented: boolean
}

export interface SchemaModules {
  /** Where most of it comes from. */
  readonly source: 'yang-library' | 'modules-state' | 'hello' | 'monitoring' | 'none'
  readonly contentId: string | undefined
  /** In the order of their names. */
  readonly modules: readonly SchemaModule[]
}

/** Sends an operation in the session with the device, whose capabilities allow it. */
export type SendOperation = (operation: Operation) => Promise<{ readonly xml: string }>

/**
 * Asks for the library where the device has one, adds what only the hello has, and falls back on the names in netconf-state. A
 * question that the device refuses, or leaves unanswered, counts as "it has none"; anything else that `send` throws is thrown.
 */
export async function listSchemaModules(
  capabilities: Capabilities,
  send: SendOperation,
): Promise<SchemaModules> {
  const library = mayHaveLibrary(capabilities)
    ? await ifAnswered(async () => readSchemaLibrary((await send(libraryOperation())).xml))
    : undefined
  const known = combined(library, helloModules(capabilities))
  if (known.modules.length > 0 || !capabilities.hasGetSchema) return known
  const listed = (await ifAnswered(async () => schemasOf((await send(schemasOperation())).xml))) ?? []
  return {
    source: listed.length === 0 ? 'none' : 'monitoring',
    contentId: undefined,
    modules: sorted(
      listed
        .filter(({ format }) => format === 'yang')
        .map(({ identifier: name, version: revision, namespace }) => ({
          ...{ name, revision, namespace, features: undefined, deviations: [], submodules: [] },
          implemented: true,
        })),
    ),
  }
}

/** The modules that the hello announces (RFC 7950 §5.6.4): all implemented. */
export function helloModules(capabilities: Capabilities): SchemaModule[] {
  const found = new Map<string, SchemaModule>()
  for (const { name, revision = '', namespace, features, deviations } of capabilities.modules) {
    const module = { name, revision, namespace, features, deviations, submodules: [], implemented: true }
    if (!found.has(name)) found.set(name, module)
  }
  return sorted([...found.values()])
}

/** Those that announce no modules at all are asked too: an empty answer costs little. */
function mayHaveLibrary(capabilities: Capabilities): boolean {
  return (
    capabilities.modules.length === 0 ||
    capabilities.modules.some(({ name }) => name === 'ietf-yang-library') ||
    capabilities.list.some(({ base }) => base.startsWith(`${CAPABILITY_PREFIX}yang-library:`))
  )
}

/** The library knows more of each module; some devices leave modules out of it that their hello has. */
function combined(library: SchemaLibrary | undefined, hello: readonly SchemaModule[]): SchemaModules {
  if (library === undefined) {
    return { source: hello.length === 0 ? 'none' : 'hello', contentId: undefined, modules: hello }
  }
  const names = new Set(library.modules.map(({ name }) => name))
  const { source, contentId, modules } = library
  return { source, contentId, modules: sorted([...modules, ...hello.filter(({ name }) => !names.has(name))]) }
}

function sorted(modules: readonly SchemaModule[]): SchemaModule[] {
  const keyOf = ({ name, revision }: ModuleName): string => `${name}@${revision}`
  return [...modules].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

async function ifAnswered<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof RpcError || error instanceof TimeoutError || error instanceof ProtocolError)
      return undefined
    throw error
  }
}

/** The same for two devices that have the same modules with the same features and deviations: SHA-256, hexadecimal. */
export function moduleSetHash(modules: readonly SchemaModule[]): string {
  const plain = sorted(modules).map((module) => [
    ...[module.name, module.revision, module.implemented, module.features?.toSorted()],
    ...[module.deviations.toSorted(), sortedNames(module.submodules)],
  ])
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex')
}

const sortedNames = (names: readonly ModuleName[]): string[] =>
  names.map(({ name, revision }) => `${name}@${revision}`).sort()

/** Module name → its supported features; all of all where the device does not say. */
export function featuresOf(modules: readonly SchemaModule[]): 'all' | Record<string, readonly string[]> {
  const features = new Map<string, Set<string>>()
  for (const module of modules) {
    if (module.features === undefined) return 'all'
    const known = features.get(module.name) ?? new Set()
    for (const feature of module.features) known.add(feature)
    features.set(module.name, known)
  }
  return Object.fromEntries([...features].map(([name, names]) => [name, [...names].sort()]))
}
