// Every way to break a text at one place, for tests that must hold for whatever a person types.

const INSERTS = ['<', '>', '&', '"', "'", '/', ']]>', '<!--', '\u0000', '\ud800', 'x:']

/** `text` cut at, shortened by a character at, and with something inserted at, every offset. */
export function* mutationsOf(text: string): Generator<string> {
  for (let at = 0; at <= text.length; at += 1) {
    yield text.slice(0, at)
    yield text.slice(at)
    yield text.slice(0, at) + text.slice(at + 1)
    yield text.slice(0, at) + (INSERTS[at % INSERTS.length] ?? '') + text.slice(at)
  }
}
