// What a device announced in its hello, and what follows from it.

import { CAPABILITY_PREFIX, MONITORING_NS, type Datastore } from './names.ts'

export interface Capability {
  /** As announced. */
  readonly uri: string
  /** Up to the `?`. */
  readonly base: string
  readonly parameters: Readonly<Record<string, string>>
}

/** A YANG module as hello announces it (RFC 7950 §5.6.4, RFC 6020 §5.6.4). */
export interface AnnouncedModule {
  readonly name: string
  readonly revision?: string
  readonly namespace: string
  readonly features: readonly string[]
  readonly deviations: readonly string[]
}

export type WithDefaults = 'report-all' | 'report-all-tagged' | 'trim' | 'explicit'
const WITH_DEFAULTS: readonly string[] = ['report-all', 'report-all-tagged', 'trim', 'explicit']

export class Capabilities {
  readonly list: readonly Capability[]
  readonly modules: readonly AnnouncedModule[]
  readonly #bases: ReadonlySet<string>

  constructor(uris: readonly string[]) {
    this.list = uris.map(readCapability)
    this.modules = this.list.flatMap(moduleOf)
    this.#bases = new Set(this.list.map(({ base }) => base))
  }

  get uris(): readonly string[] {
    return this.list.map(({ uri }) => uri)
  }

  /** `:candidate` (any version), `:validate:1.1` (that version) or a whole URI without parameters. */
  has(name: string): boolean {
    return name.startsWith(':') ? this.find(name) !== undefined : this.#bases.has(name)
  }

  /** The newest announced version of `:name`, or the one of `:name:1.1`. */
  find(name: string): Capability | undefined {
    const wanted = CAPABILITY_PREFIX + name.slice(1)
    return this.list
      .filter(({ base }) => base === wanted || base.startsWith(`${wanted}:`))
      .sort((a, b) => (a.base < b.base ? 1 : -1))[0]
  }

  get datastores(): readonly Datastore[] {
    return (['running', 'candidate', 'startup'] as const).filter(
      (name) => name === 'running' || this.has(`:${name}`),
    )
  }

  /** Targets that edit-config may have (RFC 6241 §7.2, §8.2, §8.3). */
  get editTargets(): readonly Datastore[] {
    const targets: Datastore[] = []
    if (this.has(':candidate')) targets.push('candidate')
    if (this.has(':writable-running')) targets.push('running')
    return targets
  }

  /** Modes of RFC 6243 that the device supports; the first one is its own basic mode. */
  get withDefaults(): readonly WithDefaults[] {
    return this.defaultsModes(':with-defaults')
  }

  /** The modes that `:with-defaults`, or `:with-operational-defaults` (RFC 8526 §3.1.1.2), lists; the basic one first. */
  defaultsModes(name: string): readonly WithDefaults[] {
    const parameters = this.find(name)?.parameters
    if (parameters === undefined) return []
    const modes = [parameters['basic-mode'], ...(parameters['also-supported'] ?? '').split(',')]
    return [...new Set(modes)].filter(
      (mode): mode is WithDefaults => mode !== undefined && WITH_DEFAULTS.includes(mode),
    )
  }

  /** Schemes of :url, such as `file`, `https`. */
  get urlSchemes(): readonly string[] {
    return (this.find(':url')?.parameters['scheme'] ?? '').split(',').filter((scheme) => scheme !== '')
  }

  /** Whether get-schema may be asked (RFC 6022): announced as a capability or as a module. */
  get hasGetSchema(): boolean {
    return this.#bases.has(MONITORING_NS)
  }
}

function readCapability(uri: string): Capability {
  const question = uri.indexOf('?')
  if (question === -1) return { uri, base: uri, parameters: {} }
  // A few devices write "&amp;" twice escaped; both are read as a separator.
  const pairs = uri.slice(question + 1).split(/&(?:amp;)?/)
  const parameters = Object.fromEntries(
    pairs.flatMap((pair) => {
      const equals = pair.indexOf('=')
      return equals > 0 ? [[pair.slice(0, equals), decode(pair.slice(equals + 1))] as const] : []
    }),
  )
  return { uri, base: uri.slice(0, question), parameters }
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function moduleOf({ base, parameters }: Capability): AnnouncedModule[] {
  const { module: name, revision, features, deviations } = parameters
  if (name === undefined || name === '') return []
  const names = (list: string | undefined): string[] => (list ?? '').split(',').filter((item) => item !== '')
  return [
    {
      name,
      ...(revision !== undefined && { revision }),
      namespace: base,
      features: names(features),
      deviations: names(deviations),
    },
  ]
}
