// Reads what servers sent, from test/fixtures.

import { readFileSync } from 'node:fs'

/** `name` is `folder/file` without `.xml`. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/${name}.xml`, import.meta.url), 'utf8')
}
