// The YANG types that the demo device knows, and the check of a value against one.

export type ValueType =
  | {
      readonly base: 'string'
      readonly patterns?: readonly string[]
      /** Least and greatest number of characters. */
      readonly length?: readonly [number, number]
      /** What the value should look like, for the error message. */
      readonly looks?: string
    }
  | {
      readonly base: 'uint8' | 'uint16' | 'uint32' | 'uint64'
      /** Inclusive bounds, one pair for each part of the range. */
      readonly range?: readonly (readonly [number, number])[]
    }
  | { readonly base: 'boolean' }
  | { readonly base: 'enumeration'; readonly names: readonly string[] }
  | { readonly base: 'union'; readonly members: readonly ValueType[]; readonly looks: string }
  /** `path` holds the names of the nodes from the top, without prefix. */
  | { readonly base: 'leafref'; readonly path: readonly string[]; readonly target: ValueType }

/** A value in its canonical form (RFC 7950 §9.1), or why it is none: a phrase that follows the leaf's name. */
export type CheckedValue = { readonly value: string } | { readonly reason: string }

const UINT_MAX = {
  uint8: 255n,
  uint16: 65_535n,
  uint32: 4_294_967_295n,
  uint64: 18_446_744_073_709_551_615n,
} as const

/** No pattern of the module fits anything longer, and some would look at it for long. */
const LONGEST_MATCHED = 300

/** Checks what stands in an element; white space around it counts in strings alone. */
export function checkValue(type: ValueType, text: string): CheckedValue {
  switch (type.base) {
    case 'string':
      return checkString(type, text)
    case 'boolean':
      return oneOf(['true', 'false'], text.trim())
    case 'enumeration':
      return oneOf(type.names, text.trim())
    case 'union': {
      const fits = type.members
        .map((member) => checkValue(member, text))
        .find((checked) => 'value' in checked)
      return fits ?? { reason: `must be ${type.looks}, not ${quoted(text)}` }
    }
    case 'leafref':
      return checkValue(type.target, text)
    default:
      return checkInteger(type, text.trim())
  }
}

function oneOf(names: readonly string[], text: string): CheckedValue {
  return names.includes(text)
    ? { value: text }
    : { reason: `must be one of ${names.join(', ')}, not ${quoted(text)}` }
}

function checkString(type: ValueType & { base: 'string' }, text: string): CheckedValue {
  if (type.length !== undefined) {
    const [least, most] = type.length
    const length = Array.from(text).length
    if (length < least || length > most) {
      return { reason: `must have ${least} to ${most} characters, not ${length}` }
    }
  }
  const fits = (type.patterns ?? []).every(
    (pattern) => text.length <= LONGEST_MATCHED && new RegExp(`^(?:${pattern})$`, 'u').test(text),
  )
  return fits ? { value: text } : { reason: `must be ${type.looks ?? 'well-formed'}, not ${quoted(text)}` }
}

function checkInteger(
  type: ValueType & { base: 'uint8' | 'uint16' | 'uint32' | 'uint64' },
  text: string,
): CheckedValue {
  if (!/^[+-]?\d{1,40}$/.test(text)) return { reason: `must be a whole number, not ${quoted(text)}` }
  const number = BigInt(text.replace(/^\+/, ''))
  const range: readonly (readonly [number | bigint, number | bigint])[] = type.range ?? [
    [0n, UINT_MAX[type.base]],
  ]
  if (range.some(([least, most]) => number >= least && number <= most)) return { value: String(number) }
  const allowed = range.map(([least, most]) => (least === most ? String(least) : `${least} to ${most}`))
  return { reason: `must be ${allowed.join(' or ')}, not ${String(number)}` }
}

/** What came, short enough for a message. */
function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`
}
