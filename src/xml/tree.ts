// The shape of a parsed document: elements with namespaces resolved, and where each stands in the text.

export interface XmlAttribute {
  /** As written, with prefix. */
  readonly name: string
  readonly prefix: string
  readonly local: string
  /** '' for an attribute without prefix; xmlns declarations have the xmlns namespace. */
  readonly uri: string
  readonly value: string
}

export interface XmlText {
  readonly kind: 'text'
  /** Character data with entities resolved; CDATA sections are text too. */
  readonly text: string
}

export interface XmlComment {
  readonly kind: 'comment'
  readonly text: string
}

export interface XmlElement {
  readonly kind: 'element'
  /** As written, with prefix. */
  readonly name: string
  readonly prefix: string
  readonly local: string
  /** Namespace URI, '' for none. */
  readonly uri: string
  readonly attributes: readonly XmlAttribute[]
  /** Declarations that this element itself makes: prefix ('' for the default) → URI. */
  readonly declares: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  readonly parent: XmlElement | undefined
  /** Offsets (UTF-16 code units) into the parsed text: `<` of the start tag … behind `>` of the end tag. */
  readonly start: number
  readonly end: number
  /** Offset behind the `>` of the start tag. */
  readonly startTagEnd: number
}

export type XmlNode = XmlElement | XmlText | XmlComment

/** The element children, in document order. */
export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => child.kind === 'element')
}

/** The first element child of that local name, in that namespace where one is given. */
export function childOf(element: XmlElement, local: string, uri?: string): XmlElement | undefined {
  return elementsOf(element).find(
    (child) => child.local === local && (uri === undefined || child.uri === uri),
  )
}

/** All character data directly inside `element`, comments left out. */
export function textOf(element: XmlElement): string {
  let text = ''
  for (const child of element.children) if (child.kind === 'text') text += child.text
  return text
}

/** The value of an unprefixed attribute, or of one in a namespace. */
export function attributeOf(element: XmlElement, local: string, uri = ''): string | undefined {
  return element.attributes.find((attribute) => attribute.local === local && attribute.uri === uri)?.value
}

/** The prefixes in force at `element`: prefix → URI, '' for the default namespace. */
export function namespacesAt(element: XmlElement): Record<string, string> {
  const outer = element.parent === undefined ? {} : namespacesAt(element.parent)
  return { ...outer, ...element.declares }
}
