// Pseudo-random choices from a seed: the same ones on every machine.

export interface Random {
  /** 0 ≤ x < 1. */
  readonly next: () => number
  /** Whole, 0 ≤ n < limit. */
  readonly below: (limit: number) => number
  readonly chance: (probability: number) => boolean
  /** At most so many of them, in their order. */
  readonly some: <Item>(items: readonly Item[], most: number) => readonly Item[]
  /** Throws on an empty list. */
  readonly pick: <Item>(items: readonly Item[]) => Item
}

/** mulberry32. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    some: (items, most) => {
      let wanted = Math.min(most, items.length)
      return items.filter((_item, index) => {
        const chosen = next() * (items.length - index) < wanted
        if (chosen) wanted -= 1
        return chosen
      })
    },
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('Nothing to pick from.')
      return item
    },
  }
}
