// What validating learns about a schema, kept from one document to the next.

import { createPatternCache, type PatternCache } from './pattern.ts'
import type { Schema } from './schema.ts'
import { makePlans, type Plans } from './validatePlan.ts'
import type { ParsedXPath } from './xpathParse.ts'

export interface ValidateMemory {
  readonly patterns: PatternCache
  readonly plans: (stateToo: boolean) => Plans
  /** XPath by its text. */
  readonly expressions: Map<string, ParsedXPath>
}

/** Hold one for as long as its schema; it grows with the parts of the schema that documents use. */
export function createValidateMemory(schema: Schema): ValidateMemory {
  const withState = makePlans(schema.roots, true)
  const configOnly = makePlans(schema.roots, false)
  return {
    patterns: createPatternCache(),
    plans: (stateToo) => (stateToo ? withState : configOnly),
    expressions: new Map(),
  }
}
