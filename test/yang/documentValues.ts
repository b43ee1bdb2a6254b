// Values of every type, valid as far as the type alone says it.

import { compilePattern } from '../../src/yang/pattern.ts'
import type { PatternNode } from '../../src/yang/patternNode.ts'
import { parsePattern } from '../../src/yang/patternParse.ts'
import type { SchemaNode } from '../../src/yang/schemaNode.ts'
import type { Pattern, Restriction, StringType, Type } from '../../src/yang/type.ts'
import type { DocumentValue } from './documentTree.ts'
import type { Random } from './random.ts'

/** Leaves whose value depends on the rest of the document get this until it is known. */
export const LATER: DocumentValue = { text: '', prefixes: {} }

/** Undefined where nothing was found that fits. `LATER` for leafrefs and instance-identifiers. */
export function valueFor(type: Type, node: SchemaNode, random: Random): DocumentValue | undefined {
  switch (type.base) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'uint8':
    case 'uint16':
    case 'uint32':
    case 'uint64':
      return plain(String(inside(type.range, random)))
    case 'decimal64': {
      const scaled = inside(type.range ?? ANY_DECIMAL, random)
      return plain(decimalText(scaled, type.fractionDigits))
    }
    case 'string': {
      const text = stringFor(type, random)
      return text === undefined ? undefined : plain(text)
    }
    case 'binary':
      return plain(Buffer.alloc(Number(lengthFor(type.length, random)), random.below(256)).toString('base64'))
    case 'enumeration':
      return type.enums.length === 0 ? undefined : plain(random.pick(type.enums).name)
    case 'bits':
      return plain(
        type.bits
          .filter(() => random.chance(0.5))
          .map(({ name }) => name)
          .join(' '),
      )
    case 'identityref': {
      const [first, ...others] = type.bases
      // libyang refuses identities of modules that are there for import only.
      const derived = [...(first?.derived ?? [])].filter(
        (identity) => identity.module.implemented && others.every((base) => base.derived.has(identity)),
      )
      if (derived.length === 0) return undefined
      const identity = random.pick(derived)
      const { namespace } = identity.module
      return namespace === node.module.namespace && random.chance(0.3)
        ? plain(identity.name)
        : { text: `idp:${identity.name}`, prefixes: { idp: namespace } }
    }
    case 'leafref':
    case 'instance-identifier':
      return LATER
    case 'union':
      for (let tries = 0; tries < 8; tries += 1) {
        if (type.members.length === 0) return undefined
        const value = valueFor(random.pick(type.members), node, random)
        if (value !== undefined && value !== LATER) return value
      }
      return undefined
    case 'boolean':
      return plain(random.pick(['true', 'false']))
    case 'empty':
      return plain('')
    case 'unknown':
      return plain('anything')
  }
}

const ANY_DECIMAL: Restriction = {
  parts: [{ min: -1_000_000_000n, max: 1_000_000_000n }],
  text: '',
  errorMessage: undefined,
  errorAppTag: undefined,
}

function plain(text: string): DocumentValue {
  return { text, prefixes: {} }
}

/** A number that a restriction allows; its limits more often than chance would have it. */
function inside(range: Restriction, random: Random): bigint {
  const part = random.pick(range.parts)
  const kind = random.below(4)
  if (kind === 0) return part.min
  if (kind === 1) return part.max
  const width = part.max - part.min
  const step = BigInt(random.below(1_000_000))
  return part.min + (width < 1_000_000n ? (width * step) / 1_000_000n : step)
}

export function decimalText(scaled: bigint, fractionDigits: number): string {
  const sign = scaled < 0n ? '-' : ''
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(fractionDigits + 1, '0')
  return `${sign}${digits.slice(0, -fractionDigits)}.${digits.slice(-fractionDigits)}`
}

function lengthFor(length: Restriction | undefined, random: Random): bigint {
  if (length === undefined) return BigInt(random.below(8))
  const part = random.pick(length.parts)
  const most = part.max < part.min + 12n ? part.max : part.min + 12n
  return part.min + BigInt(random.below(Number(most - part.min) + 1))
}

const LETTERS = Array.from('abcXYZ019-_.')
const STANDARD = ['ietf-inet-types', 'ietf-yang-types']
const WORDS = [
  'a',
  'e0',
  'eth-1',
  'core',
  'x y',
  'ä',
  'Å€',
  'default',
  '10',
  'a.b.c',
  '0',
  '*',
  'A&B<C>',
  'ü-ber',
]
/** Tried where a pattern's own strings do not do. */
const CANDIDATES = [
  ...[
    '192.0.2.1',
    '192.0.2.0/24',
    '2001:db8::1',
    '2001:db8::/32',
    '00:11:22:33:44:55',
    'example.com',
    '1',
    '0',
    '',
  ],
  ...[
    '2024-01-02T03:04:05Z',
    '2024-01-02',
    '1.3.6.1',
    'a',
    'A',
    'ab',
    'aB3-_x',
    '65000:1',
    '0:65000:1',
    '1/1/1',
    'Ethernet1',
  ],
  ...[
    'ethernet-1/1',
    '100',
    '1.2.3.4',
    '/a/b',
    'http://example.com/',
    '01:23',
    'c0ffee',
    '00000000-0000-0000-0000-000000000000',
  ],
]

function stringFor(type: StringType, random: Random): string | undefined {
  const fits = fitsString(type)
  if (type.typedefs.some(({ name }) => name === 'node-instance-identifier')) return undefined
  if (type.typedefs.some(({ name }) => name === 'xpath1.0')) return 'true()'
  if (type.patterns.length === 0 && type.length === undefined) return random.pick(WORDS)
  // libyang knows these types by heart, and is stricter than their patterns.
  const isStandard = type.typedefs.some(({ module }) => STANDARD.includes(module.name))
  const known = isStandard ? CANDIDATES.filter(fits) : []
  if (known.length > 0) return random.pick(known)
  for (let tries = 0; tries < 60; tries += 1) {
    const text = stringTry(type, random)
    if (text !== undefined && fits(text)) return text
  }
  const candidates = CANDIDATES.filter(fits)
  return candidates.length === 0 ? undefined : random.pick(candidates)
}

function stringTry(type: StringType, random: Random): string | undefined {
  const positive = type.patterns.filter(({ invertMatch }) => !invertMatch)
  if (positive.length > 0) return stringOf(random.pick(positive), random)
  const length = Number(lengthFor(type.length, random))
  return Array.from({ length }, () => random.pick(LETTERS)).join('')
}

function fitsString(type: StringType): (text: string) => boolean {
  const patterns = type.patterns.map(({ text, invertMatch }) => ({ ...compilePattern(text), invertMatch }))
  return (text) => {
    const length = BigInt(Array.from(text).length)
    if (
      type.length !== undefined &&
      !type.length.parts.some(({ min, max }) => length >= min && length <= max)
    ) {
      return false
    }
    return patterns.every(({ matches, invertMatch }) => matches(text) !== invertMatch)
  }
}

function stringOf(pattern: Pattern, random: Random): string | undefined {
  const { node } = parsePattern(pattern.text)
  return node === undefined ? undefined : textOf(node, random)
}

const POOL = Array.from(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_.:/@#%*+,;()[]{}|^$~!?=\'"\\ä€ß',
)

function textOf(node: PatternNode, random: Random): string {
  switch (node.kind) {
    case 'characters': {
      if (node.anchor !== undefined) return ''
      const single = /^\\u\{([0-9a-f]+)\}$/.exec(node.source)
      if (single !== null) return String.fromCodePoint(parseInt(single[1] ?? '61', 16))
      const set = new RegExp(`^${node.source}$`, 'v')
      const fitting = POOL.filter((char) => set.test(char))
      return fitting.length === 0 ? '' : random.pick(fitting)
    }
    case 'assertion':
      return ''
    case 'sequence':
      return node.items.map((item) => textOf(item, random)).join('')
    case 'alternatives':
      return textOf(random.pick(node.branches), random)
    case 'repeat': {
      const most = Math.min(node.max, node.min + 3)
      const count = node.min + random.below(most - node.min + 1)
      return Array.from({ length: count }, () => textOf(node.item, random)).join('')
    }
  }
}
