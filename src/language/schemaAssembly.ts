// Gathers the texts of a set of YANG modules, and of everything that they import and include.

import { isModuleName, isRevision, readModuleHead, type ModuleHead } from '../yang/moduleHead.ts'

/** A module that a device announces, as it says it: names and dates are checked here. */
export interface AnnouncedText {
  readonly name: string
  /** '' where there is none. */
  readonly revision: string
  readonly submodules: readonly { readonly name: string; readonly revision: string }[]
  /** Modules with deviations from this one. */
  readonly deviations: readonly string[]
  readonly implemented: boolean
}

/**
 * Gives the text of that revision, or of any where none is asked for; undefined where it has none. What it throws says why, and is
 * noted where no other source has the text.
 */
export type TextSource = (name: string, revision: string | undefined) => Promise<string | undefined>

export interface AssembledText {
  readonly name: string
  /** As the text has it; '' without any. */
  readonly revision: string
  readonly text: string
  /** Announced so, and not only imported. */
  readonly implemented: boolean
}

export interface MissingModule {
  readonly name: string
  readonly revision: string | undefined
  /** Modules whose texts ask for it; none where it is the device that announces it. */
  readonly neededBy: readonly string[]
  /** A sentence. */
  readonly why: string
}

export interface SchemaAssembly {
  /** Each name@revision once, in the order of their names. */
  readonly texts: readonly AssembledText[]
  readonly missing: readonly MissingModule[]
  /** What is odd, and was borne with: sentences. */
  readonly notes: readonly string[]
}

export interface AssemblyProgress {
  readonly done: number
  /** Grows with the imports that are found. */
  readonly total: number
  /** The module just dealt with. */
  readonly name: string
}

export interface AssemblyOptions {
  readonly modules: readonly AnnouncedText[]
  /** Asked in this order, all modules at once: a source that must not be asked so much at a time sees to that itself. */
  readonly sources: readonly TextSource[]
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: AssemblyProgress) => void
  /** Default: 20,000. */
  readonly mostModules?: number
}

/** The largest devices announce some 2,000; a text can name any number of others. */
const MOST_MODULES = 20_000
/** Milliseconds of reading at a stretch. */
const LONGEST_BREATH = 8

/** Never throws but the signal's reason: what cannot be had is `missing`. */
export async function assembleSchema(options: AssemblyOptions): Promise<SchemaAssembly> {
  const assembly = new Assembly(options)
  await assembly.gather()
  return assembly.result()
}

interface Need {
  readonly name: string
  readonly revision: string | undefined
  readonly neededBy: string | undefined
  readonly implemented: boolean
}

class Assembly {
  readonly #options: AssemblyOptions
  readonly #texts = new Map<string, AssembledText>()
  /** By `name@revision` as asked for, `name@` for any. */
  readonly #asked = new Map<string, { neededBy: Set<string>; why?: string; need: Need }>()
  /** Names of which any revision has been asked for. */
  readonly #names = new Map<string, string>()
  readonly #notes: string[] = []
  readonly #mostModules: number
  #done = 0
  #breathedAt = performance.now()
  #pause: Promise<void> | undefined

  constructor(options: AssemblyOptions) {
    this.#options = options
    this.#mostModules = options.mostModules ?? MOST_MODULES
  }

  async gather(): Promise<void> {
    let needs = announcedNeeds(this.#options.modules)
    while (needs.length > 0) {
      const fresh = needs.flatMap((need) => this.#taken(need))
      const heads = await Promise.all(fresh.map((need) => this.#obtain(need)))
      needs = heads.flatMap((head) => (head === undefined ? [] : needsOf(head)))
    }
  }

  result(): SchemaAssembly {
    const keys = [...this.#texts.keys()].sort()
    const missing = [...this.#asked.values()].flatMap(({ need: { name, revision }, neededBy, why }) =>
      why === undefined ? [] : [{ name, revision, neededBy: [...neededBy].sort(), why }],
    )
    return {
      texts: keys.flatMap((key) => this.#texts.get(key) ?? []),
      missing: missing.sort((a, b) => (a.name < b.name ? -1 : 1)),
      notes: this.#notes,
    }
  }

  /** The need, checked, if nobody has had it before. */
  #taken(need: Need): Need[] {
    const { name, neededBy } = need
    const revision = this.#checkedRevision(need)
    const asAsked = `${name}@${revision ?? ''}`
    if (revision !== undefined && neededBy !== undefined && this.#texts.has(asAsked)) return []
    const key = revision === undefined ? (this.#names.get(name) ?? asAsked) : asAsked
    const known = this.#asked.get(key)
    if (known !== undefined) {
      if (neededBy !== undefined) known.neededBy.add(neededBy)
      return []
    }
    // The first that is too many is told of; to keep the others would be what the limit is against.
    if (this.#asked.size > this.#mostModules) return []
    const checked = { ...need, revision }
    const entry = { need: checked, neededBy: new Set(neededBy === undefined ? [] : [neededBy]) }
    this.#asked.set(key, entry)
    if (!this.#names.has(name)) this.#names.set(name, key)
    const refusal = this.#refusal(name)
    if (refusal === undefined) return [checked]
    Object.assign(entry, { why: refusal })
    return []
  }

  #checkedRevision({ name, revision }: Need): string | undefined {
    if (revision === undefined || revision === '' || isRevision(revision))
      return revision === '' ? undefined : revision
    this.#notes.push(
      `The revision ${shown(revision)} of ${shown(name)} is no date; it was asked for without.`,
    )
    return undefined
  }

  #refusal(name: string): string | undefined {
    if (!isModuleName(name)) return 'This is no name that a YANG module can have, so nobody was asked for it.'
    if (this.#asked.size > this.#mostModules)
      return `There are more than ${this.#mostModules} modules; the rest was left out.`
    return undefined
  }

  /** Lets others have their turn while many texts are read that are all there already. */
  async #read(name: string, text: string): Promise<Found | string> {
    while (performance.now() - this.#breathedAt > LONGEST_BREATH) {
      this.#pause ??= new Promise((resolve) =>
        setImmediate(() => {
          this.#breathedAt = performance.now()
          this.#pause = undefined
          resolve()
        }),
      )
      await this.#pause
    }
    return checked(name, text)
  }

  async #obtain(need: Need): Promise<ModuleHead | undefined> {
    const found = await this.#fromSources(need)
    this.#options.signal?.throwIfAborted()
    this.#done += 1
    this.#options.onProgress?.({ done: this.#done, total: this.#asked.size, name: need.name })
    if (typeof found === 'string') {
      const entry = this.#asked.get(`${need.name}@${need.revision ?? ''}`)
      if (entry !== undefined) entry.why = found
      return undefined
    }
    return this.#keep(need, found)
  }

  #keep(need: Need, { text, head }: Found): ModuleHead | undefined {
    const { name, revision } = head
    const key = `${name}@${revision}`
    const before = this.#texts.get(key)
    const implemented = head.kind === 'module' && (need.implemented || before?.implemented === true)
    this.#texts.set(key, { name, revision, text: before?.text ?? text, implemented })
    if (need.revision !== undefined && revision !== need.revision) {
      this.#notes.push(
        `${name}@${need.revision} was asked for; what came is ${revision === '' ? 'without a revision' : revision}.`,
      )
    }
    return before === undefined ? head : undefined
  }

  /** The text, or a sentence that says why there is none. */
  async #fromSources({ name, revision }: Need): Promise<Found | string> {
    const whys: string[] = []
    let second: Found | undefined
    for (const source of this.#options.sources) {
      this.#options.signal?.throwIfAborted()
      try {
        const text = await source(name, revision)
        if (text === undefined) continue
        const found = await this.#read(name, text)
        if (typeof found === 'string') whys.push(found)
        else if (revision === undefined || found.head.revision === revision) return found
        else second ??= found
      } catch (error) {
        whys.push(error instanceof Error ? error.message : String(error))
      }
    }
    if (second !== undefined) return second
    return whys.length === 0 ? 'It is nowhere to be had.' : [...new Set(whys)].join(' ')
  }
}

interface Found {
  readonly text: string
  readonly head: ModuleHead
}

function checked(name: string, text: string): Found | string {
  const head = readModuleHead(text)
  if (head === undefined) return 'What came for it is no YANG module.'
  return head.name === name ? { text, head } : `What came for it is the module ${shown(head.name)}.`
}

function announcedNeeds(modules: readonly AnnouncedText[]): Need[] {
  const names = new Set(modules.map(({ name }) => name))
  return [
    ...modules.map(({ name, revision, implemented }) => ({
      name,
      revision,
      implemented,
      neededBy: undefined,
    })),
    ...modules.flatMap((module) =>
      module.submodules.map(({ name, revision }) => ({
        name,
        revision,
        implemented: false,
        neededBy: module.name,
      })),
    ),
    ...modules.flatMap(({ name: neededBy, deviations }) =>
      deviations
        .filter((name) => !names.has(name))
        .map((name) => ({ name, revision: undefined, implemented: true, neededBy })),
    ),
  ]
}

const needsOf = ({ name: neededBy, imports, includes }: ModuleHead): Need[] =>
  [...imports, ...includes].map(({ name, revision }) => ({ name, revision, implemented: false, neededBy }))

/** Device-sent words in a sentence. */
function shown(word: string): string {
  const plain = word.replace(/[\p{Cc}\p{Cf}]/gu, '�')
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain === '' ? '(none)' : plain
}
