// The text of YANG modules from a device, by get-schema, a few requests at a time (RFC 6022 §3.1).

import { RpcError } from './errors.ts'
import { readEnvelope, readStartTag, resolveEntities } from './envelope.ts'
import { getSchema } from './operations.ts'
import { dataOf } from './reply.ts'
import type { SendOperation } from './schemaModules.ts'
import { Turns } from './turns.ts'
import { textOf } from '../xml/tree.ts'

export interface SchemaDownloadOptions {
  readonly send: SendOperation
  /** Requests under way at once. Default 8: servers answer them in turn, so more would only wait there. */
  readonly parallel?: number
  /** Whether an error is the end of the session, after which nothing more is asked. */
  readonly isEnd: (error: unknown) => boolean
}

/** Characters; the largest modules known have 10 million. */
const LARGEST = 32 * 1024 * 1024

/**
 * Fetches modules for as long as the session lives. Once a request failed with the session's end, every further one fails with that
 * same error, unsent.
 */
export class SchemaDownload {
  readonly #options: SchemaDownloadOptions
  readonly #turns: Turns
  #end: { readonly error: unknown } | undefined

  constructor(options: SchemaDownloadOptions) {
    this.#options = options
    this.#turns = new Turns(options.parallel ?? 8)
  }

  /** The text of one module; without a revision the one that the device has. Throws what `send` throws, or a sentence. */
  readonly fetch = async (name: string, revision: string | undefined): Promise<string> => {
    try {
      return await this.#turns.take(() => this.#fetch(name, revision))
    } catch (error) {
      if (this.#options.isEnd(error)) this.#end ??= { error }
      throw error
    }
  }

  async #fetch(name: string, revision: string | undefined): Promise<string> {
    try {
      return await this.#ask(name, revision)
    } catch (error) {
      // Some servers know a module by another version than the revision that they announce.
      if (revision === undefined || !(error instanceof RpcError)) throw error
      return await this.#ask(name, undefined).catch(() => {
        throw error
      })
    }
  }

  async #ask(identifier: string, version: string | undefined): Promise<string> {
    if (this.#end !== undefined) throw this.#end.error
    const reply = await this.#options.send(
      getSchema({ identifier, ...(version !== undefined && { version }) }),
    )
    if (reply.xml.length > LARGEST) {
      throw new Error(`The device sent ${Math.round(reply.xml.length / 1e6)} MB for it, which no module has.`)
    }
    const text = schemaText(reply)
    if (text.trim() === '') throw new Error('The device sent an empty text for it.')
    return text
  }
}

/**
 * The text in a get-schema reply's `<data>`. A text without markup is cut out as it stands, since modules may be megabytes. Throws
 * ProtocolError for a reply without data.
 */
export function schemaText(reply: { readonly xml: string }): string {
  const { xml } = reply
  const data = readStartTag(xml, readEnvelope(xml).contentStart)
  if (data?.local === 'data' && data.contentStart < xml.length) {
    const end = xml.indexOf('<', data.contentStart)
    if (xml.startsWith('</', end)) return resolveEntities(lineEnds(xml.slice(data.contentStart, end)))
    const cdata = xml.startsWith('<![CDATA[', end) ? xml.indexOf(']]>', end) : -1
    if (
      cdata !== -1 &&
      xml.slice(data.contentStart, end).trim() === '' &&
      /^\s*<\//.test(xml.slice(cdata + 3, cdata + 99))
    )
      return lineEnds(xml.slice(end + 9, cdata))
  }
  return textOf(dataOf(reply))
}

/** As XML has them (XML 1.0 §2.11). */
function lineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}
