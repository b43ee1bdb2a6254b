// The enums of an enumeration, the bits of a bits, each with its number (RFC 7950 §9.6.4, §9.7.4).

import { isSupported } from './linkModules.ts'
import { statusOf } from './linkedModule.ts'
import type { Source } from './linkedModule.ts'
import type { Statement } from './statement.ts'
import { argumentOf, childrenOf } from './statementQuery.ts'
import type { EnumValue } from './type.ts'

/**
 * In the order written. Numbers not written follow the highest before; those of a restricted type are its base's, and a `base` with no
 * restriction stays as it is. What needs a feature that is not supported is left out.
 */
export function enumValues(
  statement: Statement,
  source: Source,
  keyword: 'enum' | 'bit',
  base: readonly EnumValue[] | undefined,
): readonly EnumValue[] {
  const written = childrenOf(statement, keyword)
  if (written.length === 0 && base) return base
  if (written.length === 0) source.report('error', `There is no ${keyword} in this type.`, source, statement)
  const inherited = base && new Map(base.map((value) => [value.name, value.value]))
  const values: EnumValue[] = []
  let next = 0
  for (const one of written) {
    const name = one.argument ?? ''
    const given = Number(argumentOf(one, keyword === 'enum' ? 'value' : 'position') ?? NaN)
    const before = inherited?.get(name)
    if (inherited && before === undefined) {
      source.report('error', `${name} is not in the type that this restricts.`, source, one)
      continue
    }
    const value = before ?? (Number.isInteger(given) ? given : next)
    next = Math.max(next, value + 1)
    if (!isSupported(one, source)) continue
    values.push({ name, value, status: statusOf(one), description: argumentOf(one, 'description') })
  }
  return values
}
