// Brings a schema into the thread: the texts that it lacks, then the schema itself.

import type { SchemaClient } from './schemaClient.ts'
import type { HashedText, LoadedSchema, LoadRequest } from './schemaRequests.ts'

export interface SchemaSource extends Omit<LoadRequest, 'texts'> {
  /** By their hashes; each is read only if the thread wants it. Rejects where it cannot be had any more. */
  readonly texts: readonly { readonly hash: string; readonly read: () => Promise<string> }[]
}

/** Characters that cross at once: few enough to hold up nobody. */
const BATCH = 500_000

/** Throws as `SchemaClient.ask` and the reading do. */
export async function loadSchema(
  client: SchemaClient,
  source: SchemaSource,
  signal?: AbortSignal,
): Promise<LoadedSchema> {
  const { key, implemented, features } = source
  const byHash = new Map(source.texts.map((text) => [text.hash, text.read]))
  const texts = [...byHash.keys()]
  const wanted = await client.ask('offer', { hashes: texts }, signal)
  let batch: HashedText[] = []
  let size = 0
  const send = async (): Promise<void> => {
    if (batch.length > 0) await client.ask('texts', { texts: batch }, signal)
    batch = []
    size = 0
  }
  for (const hash of wanted) {
    const text = await byHash.get(hash)?.()
    if (text === undefined) continue
    batch.push({ hash, text })
    size += text.length
    if (size >= BATCH) await send()
  }
  await send()
  return client.ask('load', { key, texts, implemented, features }, signal)
}
