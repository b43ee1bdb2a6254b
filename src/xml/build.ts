// Builds XML text with everything escaped; the only way markup comes from values.

/** XML text that is well-formed content of an element. Made here and nowhere else. */
export type Markup = string & { readonly markup: unique symbol }

export type Attributes = Readonly<Record<string, string | number | undefined>>

// XML 1.0 §2.2: these cannot stand in a document, not even as references.
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu

const TEXT_REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#13;',
}
const VALUE_REFERENCES: Readonly<Record<string, string>> = {
  ...TEXT_REFERENCES,
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
}

const escapeWith = (value: string, references: Readonly<Record<string, string>>, pattern: RegExp): string =>
  value.replace(FORBIDDEN, '\ufffd').replace(pattern, (character) => references[character] ?? character)

/** Character data. Characters that XML cannot carry become U+FFFD. */
export function text(value: string | number): Markup {
  return escapeWith(String(value), TEXT_REFERENCES, /[&<>\r]/g) as Markup
}

export function attributeValue(value: string | number): string {
  return escapeWith(String(value), VALUE_REFERENCES, /[&<>"\r\n\t]/g)
}

/**
 * An element. Attributes and children that are `undefined` are left out, so options can be passed as they are.
 * `name` and attribute names are the program's own, never data.
 */
export function element(
  name: string,
  attributes: Attributes = {},
  ...children: readonly (Markup | undefined)[]
): Markup {
  let head = `<${name}`
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) head += ` ${key}="${attributeValue(value)}"`
  }
  const content = children.filter((child) => child !== undefined).join('')
  return (content === '' ? `${head}/>` : `${head}>${content}</${name}>`) as Markup
}

/** An element with character data, or nothing at all where there is no value. */
export function leaf(name: string, value: string | number | undefined): Markup | undefined {
  return value === undefined ? undefined : element(name, {}, text(value))
}

/** Text that the caller has checked to be well-formed (xml/parse.ts). */
export function checkedMarkup(xml: string): Markup {
  return xml as Markup
}
