// Lets a few at a time work, the others in the order in which they came.

export class Turns {
  readonly #most: number
  readonly #waiting: (() => void)[] = []
  #underWay = 0

  /** @param most at once; anything below 1 counts as 1 */
  constructor(most: number) {
    this.#most = Math.max(1, most)
  }

  /** Does `work` when its turn has come, and ends as it does. */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#underWay < this.#most) this.#underWay += 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      // Who waits gets the place of the one that ended.
      const next = this.#waiting.shift()
      if (next === undefined) this.#underWay -= 1
      else next()
    }
  }
}
