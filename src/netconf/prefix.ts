// Writes our messages with the prefix that a family of devices wants for the namespace of NETCONF.

import { checkedMarkup, element, type Attributes, type Markup } from '../xml/build.ts'
import {
  declarationsIn,
  replaceRanges,
  walkTags,
  type NamespaceDeclaration,
  type Tag,
} from '../xml/walkTags.ts'
import type { Dialect } from './dialect.ts'
import { BASE_NS } from './names.ts'

export type PrefixForm = Pick<Dialect, 'prefix' | 'namespaces'>

/**
 * A whole `<rpc>` or `<hello>`. `content` is written as all our operations are, with the namespace of NETCONF as the default
 * one.
 */
export function wrapMessage(
  name: 'rpc' | 'hello',
  form: PrefixForm,
  attributes: Attributes,
  content: Markup,
): Markup {
  const { prefix, namespaces } = form
  const declared = Object.entries(namespaces).map(([extra, uri]) => [`xmlns:${extra}`, uri] as const)
  return element(
    prefix === '' ? name : `${prefix}:${name}`,
    {
      [prefix === '' ? 'xmlns' : `xmlns:${prefix}`]: BASE_NS,
      ...Object.fromEntries(declared),
      ...attributes,
    },
    applyPrefix(content, form),
  )
}

/**
 * The same elements for a place where `form.prefix` is bound to the namespace of NETCONF and no default namespace is: the
 * elements that inherit the default namespace get the prefix, all others stay as they are written, to the byte.
 */
export function applyPrefix(markup: Markup, { prefix }: Pick<PrefixForm, 'prefix'>): Markup {
  if (prefix === '') return markup
  const rewriting = new Rewriting(markup, prefix)
  for (const tag of walkTags(markup)) {
    if (tag.kind === 'end') rewriting.end(tag)
    else rewriting.begin(tag)
  }
  return checkedMarkup(replaceRanges(markup, rewriting.ranges))
}

interface Scope {
  readonly renamed: boolean
  /** The prefix means something else here. */
  readonly shadowed: boolean
}

class Rewriting {
  readonly ranges: { start: number; end: number; insert: string }[] = []
  readonly #source: string
  readonly #prefix: string
  readonly #open: Scope[] = []
  /** How many elements are open from the one on that has a default namespace of its own; nothing inherits below it. */
  #settled = 0

  constructor(source: string, prefix: string) {
    this.#source = source
    this.#prefix = prefix
  }

  begin(tag: Tag): void {
    if (this.#settled > 0) {
      if (tag.kind === 'start') this.#settled += 1
      return
    }
    const declared = declarationsIn(this.#source, tag)
    const own = declared.find(({ prefix }) => prefix === '')
    const inherits = own === undefined && !tag.name.includes(':')
    const shadowed = this.#isShadowed(declared)
    // Where there is no default namespace, xmlns="" says nothing new.
    if (own?.uri === '') this.ranges.push({ start: own.start, end: own.end, insert: '' })
    else if (inherits && shadowed) this.#insert(tag.nameEnd, ` xmlns="${BASE_NS}"`)
    else if (inherits) this.#insert(tag.start + 1, `${this.#prefix}:`)
    if (tag.kind === 'empty') return
    if (own !== undefined || (inherits && shadowed)) this.#settled = 1
    else this.#open.push({ renamed: inherits, shadowed })
  }

  end(tag: Tag): void {
    if (this.#settled > 0) this.#settled -= 1
    else if (this.#open.pop()?.renamed === true) this.#insert(tag.start + 2, `${this.#prefix}:`)
  }

  #isShadowed(declared: readonly NamespaceDeclaration[]): boolean {
    const again = declared.find(({ prefix }) => prefix === this.#prefix)
    return again === undefined ? (this.#open.at(-1)?.shadowed ?? false) : again.uri !== BASE_NS
  }

  #insert(at: number, insert: string): void {
    this.ranges.push({ start: at, end: at, insert })
  }
}
