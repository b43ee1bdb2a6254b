// Reads the path of an rpc-error into steps: names, keys, positions. Takes the dialects that servers send.

export interface PathStep {
  readonly prefix: string
  /** `*` stands for any element. */
  readonly local: string
  readonly isAttribute: boolean
  /** Values of child leaves, by local name; '.' is the element's own value. */
  readonly values: readonly (readonly [name: string, value: string])[]
  /** Counts from 1 among elements of the same name. */
  readonly position?: number
}

const STEP = /\s*\/{0,2}\s*(?:child::)?(@?)(?:([^\s/:[\]@]+):)?([^\s/:[\]@]+)\s*/y
const PREDICATE = /\[((?:"[^"]*"|'[^']*'|[^\]"'])*)\]\s*/y
const EQUALITY = /(?:[^\s/:[\]=@]+:)?([^\s/:[\]=@]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(-?[\d.]+))/g

/**
 * The steps of an absolute or relative location path (RFC 7950 §9.13 and what servers make of it), up to the first
 * thing that is not understood. Never throws.
 */
export function readErrorPath(path: string): PathStep[] {
  const steps: PathStep[] = []
  let at = 0
  for (;;) {
    STEP.lastIndex = at
    const match = STEP.exec(path)
    if (match === null) return steps
    at = STEP.lastIndex
    const values: [string, string][] = []
    let position: number | undefined
    for (;;) {
      PREDICATE.lastIndex = at
      const predicate = PREDICATE.exec(path)
      if (predicate === null) break
      at = PREDICATE.lastIndex
      const inside = predicate[1] ?? ''
      position = readPosition(inside) ?? position
      if (!inside.includes('position()')) values.push(...readValues(inside))
    }
    const [, attribute, prefix = '', local = ''] = match
    steps.push({
      prefix,
      local,
      isAttribute: attribute === '@',
      values,
      ...(position !== undefined && { position }),
    })
  }
}

function readPosition(inside: string): number | undefined {
  const match = /^\s*(?:position\(\)\s*=\s*)?(\d+)\s*$/.exec(inside)
  return match === null ? undefined : Number(match[1])
}

function readValues(inside: string): [string, string][] {
  return [...inside.matchAll(EQUALITY)].map(([, name = '', double, single, number]) => [
    name,
    double ?? single ?? number ?? '',
  ])
}
