// YANG texts on disk, by what they hold; an index says which module is which.

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  dayOf,
  mergedIndex,
  readIndex,
  withinSize,
  writeIndex,
  type CachedText,
} from '../language/schemaIndex.ts'
import type { HashedText } from '../language/schemaRequests.ts'
import { Turns } from '../netconf/turns.ts'
import { PrivateFile } from './privateFile.ts'

/** Bytes; a large router has 60 MB. */
const MOST_BYTES = 500_000_000
/** Files open at once. */
const PARALLEL = 16
/** Milliseconds after which a file that no index names was left behind, and is not just being written. */
const LEFT_BEHIND = 24 * 3_600_000

/**
 * What cannot be read counts as absent, and what cannot be written stays in memory: a cache keeps nobody from working. Several windows
 * may use the same folder.
 */
export class SchemaCache {
  readonly #folder: string
  readonly #index: PrivateFile
  readonly #warn: (message: string) => void
  readonly #turns = new Turns(PARALLEL)
  /** Texts that are on no disk. */
  readonly #unwritten = new Map<string, string>()
  #known: Promise<Map<string, CachedText>> | undefined
  #hasWarned = false

  /** The folder need not exist yet. */
  constructor(folder: string, options: { readonly warn: (message: string) => void }) {
    this.#folder = folder
    this.#index = new PrivateFile(join(folder, 'index.json'))
    this.#warn = options.warn
  }

  /** By a key of schemaIndex.ts; undefined where it is not there, or is not what it was. */
  async read(key: string): Promise<HashedText | undefined> {
    const known = await this.#entries()
    const entry = known.get(key)
    if (entry === undefined) return undefined
    const text = await this.textOf(entry.hash)
    if (text === undefined) known.delete(key)
    else known.set(key, { ...entry, usedOn: dayOf(new Date()) })
    return text === undefined ? undefined : { hash: entry.hash, text }
  }

  /** By its hash; undefined where it is not there, or is not what it was. */
  async textOf(hash: string): Promise<string | undefined> {
    const kept = this.#unwritten.get(hash)
    if (kept !== undefined) return kept
    const text = await this.#turns.take(() => readFile(this.#file(hash), 'utf8')).catch(() => undefined)
    return text !== undefined && hashOf(text) === hash ? text : undefined
  }

  /** Keeps a text under a key, for as long as there is room; its hash. `save` puts it into the index on disk. */
  async write(key: string, text: string): Promise<string> {
    const hash = hashOf(text)
    const known = await this.#entries()
    known.set(key, { hash, bytes: Buffer.byteLength(text), usedOn: dayOf(new Date()) })
    if ((await this.textOf(hash)) === undefined) await this.#turns.take(() => this.#writeText(hash, text))
    return hash
  }

  /** Writes the index, and takes away what was not used for longest where there is too much. */
  async save(): Promise<void> {
    const known = await this.#entries()
    let kept: ReadonlyMap<string, CachedText> = known
    try {
      await this.#index.change((text) => {
        kept = withinSize(mergedIndex(readIndex(text), known), MOST_BYTES)
        return writeIndex(kept)
      })
      await this.#sweep(new Set([...kept.values()].map(({ hash }) => hash)))
    } catch (error) {
      this.#failed(error)
    }
    this.#known = Promise.resolve(new Map(kept))
  }

  async #writeText(hash: string, text: string): Promise<void> {
    const draft = `${this.#file(hash)}.${process.pid}.new`
    try {
      await mkdir(this.#folder, { recursive: true })
      await writeFile(draft, text)
      await rename(draft, this.#file(hash))
    } catch (error) {
      this.#unwritten.set(hash, text)
      this.#failed(error)
      await rm(draft, { force: true }).catch(() => undefined)
    }
  }

  /** Files that the index does not name: dropped now, or left behind by a window that ended while it wrote. */
  async #sweep(named: ReadonlySet<string>): Promise<void> {
    const before = Date.now() - LEFT_BEHIND
    for (const file of await readdir(this.#folder)) {
      const [hash = ''] = file.split('.')
      if (file === 'index.json' || named.has(hash)) continue
      const path = join(this.#folder, file)
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }))
      if (mtimeMs < before) await rm(path, { force: true })
    }
  }

  #entries(): Promise<Map<string, CachedText>> {
    this.#known ??= this.#index.read().then(readIndex, () => new Map<string, CachedText>())
    return this.#known
  }

  #file(hash: string): string {
    return join(this.#folder, `${hash}.yang`)
  }

  /** Once is enough: a full disk fails for every module. */
  #failed(error: unknown): void {
    if (!this.#hasWarned) this.#warn(`YANG modules are not kept on disk: ${String(error)}`)
    this.#hasWarned = true
  }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
