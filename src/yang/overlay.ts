// What other statements do to nodes below one place: augments, refines, deviations, by the path they name.

import type { Scope } from './scope.ts'
import type { Statement } from './statement.ts'

export interface Placed {
  readonly statement: Statement
  readonly scope: Scope
}

/** A node of the tree of paths: what is done at this path, and what below it. */
export class Overlay {
  readonly augments: Placed[] = []
  readonly refines: Placed[] = []
  /** `deviate` statements, in order. */
  readonly deviates: Placed[] = []
  readonly #children = new Map<string, Overlay>()

  child(key: string): Overlay | undefined {
    return this.#children.get(key)
  }

  /** The overlay below this one that holds an augment. */
  findAugment(statement: Statement): Overlay | undefined {
    if (this.augments.some((augment) => augment.statement === statement)) return this
    for (const child of this.#children.values()) {
      const found = child.findAugment(statement)
      if (found) return found
    }
    return undefined
  }

  /** Makes it where there is none. */
  enter(key: string): Overlay {
    const known = this.#children.get(key)
    if (known) return known
    const made = new Overlay()
    this.#children.set(key, made)
    return made
  }

  /** The overlay at a path below; made where there is none. */
  at(path: readonly string[]): Overlay {
    return path.reduce<Overlay>((overlay, key) => overlay.enter(key), this)
  }
}

/** Schema trees are cut before that; so are paths. */
const MAX_STEPS = 600

/** The steps of a schema node identifier (RFC 7950 §6.5), prefixes kept. */
export const schemaPath = (text: string): string[] =>
  text
    .split('/', MAX_STEPS)
    .map((step) => step.trim())
    .filter((step) => step !== '')
