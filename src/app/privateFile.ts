// One small text file of ours, readable by its owner alone and replaced in one step.

import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

export class PrivateFile {
  readonly path: string
  /** Changes run one after the other. */
  #changing: Promise<unknown> = Promise.resolve()

  /** Neither the file nor its folder need exist yet. */
  constructor(path: string) {
    this.path = path
  }

  read(): Promise<string> {
    return readOrEmpty(this.path)
  }

  /** Writes what `edit` makes of the present text, nothing if that is the same. */
  change(edit: (text: string) => string): Promise<void> {
    const run = async (): Promise<void> => {
      const before = await this.read()
      const after = edit(before)
      if (after !== before) await this.#replace(after)
    }
    const result = this.#changing.then(run, run)
    this.#changing = result
    return result
  }

  async #replace(text: string): Promise<void> {
    const draft = `${this.path}.${process.pid}.new`
    await mkdir(dirname(this.path), { recursive: true })
    try {
      await writeFile(draft, text, { mode: 0o600 })
      await rename(draft, this.path)
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  }
}

/** The text of a file, '' if there is none. Throws if it is there and cannot be read. */
export async function readOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
