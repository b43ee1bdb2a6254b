// Instance data as it came, structurally: an XmlElement of `xml/tree.ts` fits without a copy.

export interface DataElement {
  readonly kind: 'element'
  readonly local: string
  /** Namespace URI, '' for none. */
  readonly uri: string
  readonly attributes: readonly { readonly local: string; readonly uri: string; readonly value: string }[]
  /** Namespace declarations made here: prefix ('' for the default) → URI. */
  readonly declares: Readonly<Record<string, string>>
  readonly children: readonly DataChild[]
  readonly parent: DataElement | undefined
  /** Offsets (UTF-16 code units) in its text: `<` of the start tag, behind the start tag's `>`, behind the end tag. */
  readonly start: number
  readonly startTagEnd: number
  readonly end: number
}

export type DataChild =
  DataElement | { readonly kind: 'text'; readonly text: string } | { readonly kind: 'comment' }
