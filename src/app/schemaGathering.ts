// Gets the texts of a device's modules: from the user's folders, the cache, or the device.

import { createHash } from 'node:crypto'
import {
  assembleSchema,
  type AssemblyProgress,
  type MissingModule,
  type TextSource,
} from '../language/schemaAssembly.ts'
import { cacheKey, contentKey } from '../language/schemaIndex.ts'
import type { SchemaSource } from '../language/schemaLoading.ts'
import { SessionClosedError } from '../netconf/errors.ts'
import { SchemaDownload } from '../netconf/schemaDownload.ts'
import { featuresOf, type SchemaModules } from '../netconf/schemaModules.ts'
import type { Session } from '../netconf/session.ts'
import { readModuleHead } from '../yang/moduleHead.ts'
import { DeviceFailure } from './failure.ts'
import { hashOf, type SchemaCache } from './schemaCache.ts'
import { timeouts, type Device } from './settings.ts'
import { userFolders } from './yangFolders.ts'

export interface GatherOptions {
  readonly device: Device
  readonly session: Session
  readonly listed: SchemaModules
  /** `moduleSetHash` of what is listed. */
  readonly set: string
  /** Ask the device for all, whatever the cache has. */
  readonly fresh: boolean
  readonly cache: SchemaCache
  readonly signal: AbortSignal
  readonly report: (progress: AssemblyProgress) => void
  readonly warn: (message: string) => void
}

export interface Gathered {
  readonly source: SchemaSource
  readonly missing: readonly MissingModule[]
  readonly notes: readonly string[]
  /** How many texts the device sent. */
  readonly sent: number
}

/** Throws DeviceFailure when the session ends, or the signal's reason; what was fetched by then is in the cache. */
export async function gatherSchema(options: GatherOptions): Promise<Gathered> {
  const { device, listed, cache, warn, report } = options
  const ended = new AbortController()
  const hashes = new Map<string, string>()
  let sent = 0
  const onEnd = (error: unknown): void => ended.abort(new DeviceFailure(device, error))
  const sources = [
    await userFolders(warn),
    ...(options.fresh ? [] : [fromCache(options, hashes)]),
    fromDevice(options, hashes, { onEnd, onSent: () => (sent += 1) }),
  ]
  const signal = AbortSignal.any([options.signal, ended.signal])
  const { modules } = listed
  const { texts, missing, notes } = await assembleSchema({ modules, sources, signal, onProgress: report })
  const held: { hash: string; read: () => Promise<string> }[] = []
  for (const { text } of texts) {
    const hash = hashes.get(text) ?? (await keepForeign(cache, text))
    held.push({ hash, read: () => readBack(cache, hash) })
  }
  const implemented = texts
    .filter((text) => text.implemented)
    .map(({ name, revision }) => (revision === '' ? name : `${name}@${revision}`))
  const features = featuresOf(modules)
  const hashed = JSON.stringify([held.map(({ hash }) => hash), implemented, features])
  const key = createHash('sha256').update(hashed).digest('hex')
  return { source: { key, texts: held, implemented, features }, missing, notes, sent }
}

function fromCache({ cache, set }: GatherOptions, hashes: Map<string, string>): TextSource {
  return async (name, revision = '') => {
    const found =
      (await cache.read(cacheKey(name, revision, set))) ??
      (await cache.read(cacheKey(name, revision, set, false)))
    if (found !== undefined) hashes.set(found.text, found.hash)
    return found?.text
  }
}

/** Whatever comes is in the cache at once: who cancels, or loses the session, need not begin anew. */
function fromDevice(
  { device, session, cache, set, signal }: GatherOptions,
  hashes: Map<string, string>,
  { onEnd, onSent }: { readonly onEnd: (error: unknown) => void; readonly onSent: () => void },
): TextSource {
  if (!session.capabilities.hasGetSchema) {
    const why =
      'The device does not send modules (it has no get-schema): name a folder that has it in the setting netconfExplorer.yangFolders.'
    return () => Promise.reject(new Error(why))
  }
  const isEnd = (error: unknown): boolean => error instanceof SessionClosedError
  const timeoutMs = timeouts(device).rpcMs
  const download = new SchemaDownload({
    send: (operation) => session.request(operation, { timeoutMs, signal }),
    isEnd,
  })
  return async (name, revision = '') => {
    try {
      const text = await download.fetch(name, revision === '' ? undefined : revision)
      onSent()
      const head = readModuleHead(text)
      if (head?.name !== name) return text
      const key = cacheKey(name, revision, set, head.revision === revision)
      hashes.set(text, await cache.write(key, text))
      return text
    } catch (error) {
      if (isEnd(error)) onEnd(error)
      throw error
    }
  }
}

async function keepForeign(cache: SchemaCache, text: string): Promise<string> {
  return cache.write(contentKey(hashOf(text)), text)
}

async function readBack(cache: SchemaCache, hash: string): Promise<string> {
  const text = await cache.textOf(hash)
  if (text === undefined)
    throw new Error('A YANG module has gone from the cache. Load the YANG schemas again.')
  return text
}
