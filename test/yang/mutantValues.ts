// Values that a type should refuse, those right behind its limits first.

import type { SchemaNode } from '../../src/yang/schemaNode.ts'
import type { Restriction, Type } from '../../src/yang/type.ts'
import type { DocumentValue } from './documentTree.ts'
import { decimalText } from './documentValues.ts'

/** Some that a union takes after all may be among them. */
export function wrongValues(type: Type, node: SchemaNode): DocumentValue[] {
  return textsFor(type, node, 0).map((text) => ({ text, prefixes: {} }))
}

function textsFor(type: Type, node: SchemaNode, depth: number): string[] {
  switch (type.base) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'uint8':
    case 'uint16':
    case 'uint32':
    case 'uint64':
      return [...beyond(type.range).map(String), 'x', '', '1.5', '0x1g', '+', '1 2', ' 7 ', '0x10', '010']
    case 'decimal64': {
      const digits = type.fractionDigits
      const limits =
        type.range === undefined ? [] : beyond(type.range).map((value) => decimalText(value, digits))
      return [
        ...limits,
        'x',
        '',
        '.',
        '1.',
        '.5',
        `1.${'1'.repeat(digits + 1)}`,
        '1e3',
        `1.${'0'.repeat(digits + 1)}`,
      ]
    }
    case 'string': {
      const [part] = type.length?.parts.slice(-1) ?? []
      const long = part !== undefined && part.max < 5_000n ? ['a'.repeat(Number(part.max) + 1)] : []
      const least = type.length?.parts[0]?.min ?? 0n
      const short = least > 0n ? ['a'.repeat(Number(least) - 1)] : []
      const unlike =
        type.patterns.length > 0 ? ['§', '', ' ', '-', 'a b', '1', '::', '999.1.1.1', '\u00e9'] : []
      return [...long, ...short, ...unlike]
    }
    case 'binary':
      return ['***', 'abc', 'QUJD\nREVG', 'QQ=', 'QQ', 'QQ==', '']
    case 'enumeration':
      return [
        'no-such-enum',
        '',
        ` ${type.enums[0]?.name ?? ''}`,
        (type.enums[0]?.name ?? 'x').toUpperCase(),
        '0',
      ]
    case 'bits':
      return [
        'no-such-bit',
        `${type.bits[0]?.name ?? ''} ${type.bits[0]?.name ?? ''}`,
        ` ${type.bits[0]?.name ?? ''} `,
      ]
    case 'identityref':
      return ['no-such-identity', 'nowhere:x', '', type.bases[0]?.name ?? '']
    case 'leafref': {
      const target = type.target(node)
      const texts = target?.type === undefined || depth > 8 ? [] : textsFor(target.type, target, depth + 1)
      return [...texts, 'no-such-instance']
    }
    case 'instance-identifier':
      return ['', 'x', '/', '/no:such', '/a[']
    case 'union':
      return [...type.members.flatMap((member) => textsFor(member, node, depth + 1)), '§§']
    case 'boolean':
      return ['True', '1', '', ' true']
    case 'empty':
      return ['x', ' ']
    case 'unknown':
      return []
  }
}

function beyond({ parts }: Restriction): bigint[] {
  return parts.flatMap(({ min, max }) => [min - 1n, max + 1n])
}
