// Keeps the answers of many devices: equal texts once, and within limits.

import { readEnvelope } from '../netconf/envelope.ts'

/** A text that any number of messages share. */
export interface SharedText {
  /** Counts from 1 in the order in which different texts came. */
  readonly number: number
  readonly text: string
}

/** A message in three pieces: what is between the tags of its root is shared. */
export interface KeptMessage {
  readonly head: string
  readonly body: SharedText
  readonly tail: string
}

/** Why a message was not kept: it is too large by itself, or together with the others. */
export type NotKept = 'size' | 'total'

export interface TextLimits {
  /** Characters of one message. */
  readonly one: number
  /** Characters of all different texts together. */
  readonly total: number
}

export const TEXT_LIMITS: TextLimits = { one: 50_000_000, total: 300_000_000 }

interface Entry {
  readonly shared: SharedText
  users: number
}

export class SharedTexts {
  readonly #limits: TextLimits
  readonly #entries = new Map<string, Entry>()
  #last = 0
  #size = 0

  constructor(limits: TextLimits = TEXT_LIMITS) {
    this.#limits = limits
  }

  /** Characters that are held. */
  get size(): number {
    return this.#size
  }

  keep(xml: string): KeptMessage | NotKept {
    if (xml.length > this.#limits.one) return 'size'
    const { start, end } = bodyOf(xml)
    const text = xml.slice(start, end)
    const known = this.#entries.get(text)
    if (known === undefined && this.#size + text.length > this.#limits.total) return 'total'
    const entry = known ?? this.#add(text)
    entry.users += 1
    // A slice would hold on to the whole message that it was cut from.
    return { head: detached(xml.slice(0, start)), body: entry.shared, tail: detached(xml.slice(end)) }
  }

  /** The message is of no more use; a text that nobody shares any more goes. */
  release({ body: { text } }: KeptMessage): void {
    const entry = this.#entries.get(text)
    if (entry === undefined) return
    entry.users -= 1
    if (entry.users > 0) return
    this.#entries.delete(text)
    this.#size -= text.length
  }

  #add(text: string): Entry {
    this.#last += 1
    this.#size += text.length
    const entry = { shared: { number: this.#last, text }, users: 0 }
    this.#entries.set(text, entry)
    return entry
  }
}

/** The message as it was received or sent. */
export function messageText({ head, body, tail }: KeptMessage): string {
  return head + body.text + tail
}

const DECLARATION = /\sxmlns(?::[^\s=]+)?\s*=\s*(?:"[^"]*"|'[^']*')/g

/** The message for comparing it with another: its root says nothing but the namespaces, since each has an id of its own. */
export function comparableText({ head, body }: KeptMessage): string {
  const root = /<([^\s/>]+)[^<]*$/.exec(head)
  if (root === null) return body.text
  const declarations = (root[0].match(DECLARATION) ?? []).map((one) => ` ${one.trim()}`).sort()
  return `<${root[1] ?? ''}${declarations.join('')}>${body.text}</${root[1] ?? ''}>`
}

function bodyOf(xml: string): { readonly start: number; readonly end: number } {
  const start = readEnvelope(xml).contentStart
  return { start, end: Math.max(start, xml.lastIndexOf('</')) }
}

function detached(text: string): string {
  return Buffer.from(text).toString()
}
