// Byte streams for tests: every way to cut one, and seeded damage.

/** A small generator with a seed (mulberry32); the same numbers in each run, from 0 up to 1. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Whole, at each single point, byte by byte, and 50 times at random points. Each part is a copy of its own. */
export function* cuts(bytes: Uint8Array, seed = 1): Generator<readonly Uint8Array[]> {
  yield [bytes.slice()]
  for (let at = 1; at < bytes.length; at += 1) yield [bytes.slice(0, at), bytes.slice(at)]
  yield Array.from(bytes, (byte) => Uint8Array.of(byte))
  const random = seeded(seed)
  for (let round = 0; round < 50; round += 1) yield randomCut(bytes, random)
}

function randomCut(bytes: Uint8Array, random: () => number): Uint8Array[] {
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + 1 + Math.floor(random() * 9))
    parts.push(bytes.slice(at, end))
    at = end
  }
  return parts
}

/** The bytes with one to three of them changed, left out, doubled or cut off behind. */
export function damaged(bytes: Uint8Array, random: () => number): Uint8Array {
  let result = bytes.slice()
  for (let times = 1 + Math.floor(random() * 3); times > 0; times -= 1) {
    const at = Math.floor(random() * result.length)
    const kind = Math.floor(random() * 4)
    if (kind === 0) result[at] = Math.floor(random() * 256)
    else if (kind === 1) result = joined(result.subarray(0, at), result.subarray(at + 1))
    else if (kind === 2) result = joined(result.subarray(0, at + 1), result.subarray(at))
    else result = result.slice(0, at + 1)
  }
  return result
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length)
  whole.set(first)
  whole.set(second, first.length)
  return whole
}
