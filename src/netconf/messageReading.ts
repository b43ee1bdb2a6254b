// From the bytes of a message to text that can be read, and its root.

import type { Dialect } from './dialect.ts'
import { readEnvelope, readStartTag, type Envelope } from './envelope.ts'
import { shortText, type MessageText } from './messageText.ts'

/** A message of which nothing has been read on the way. */
export function decoded(bytes: Uint8Array): MessageText {
  return shortText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'))
}

/** Without what servers put around a message (white space, a byte order mark) and XML cannot hold (Huawei's NUL bytes). */
export function cleaned(
  text: MessageText,
  hasNul: boolean | undefined,
  { clean }: Pick<Dialect, 'clean'>,
): MessageText {
  // Nearly all messages; a long one says so itself, for it is not to be looked into here.
  if (clean === undefined && hasNul === false) return text
  const whole = clean?.(text.whole) ?? text.whole
  const holdsNul = hasNul ?? whole.includes('\0')
  if (whole === text.whole && !holdsNul && whole.startsWith('<')) return text
  return shortText((holdsNul ? whole.replaceAll('\0', '') : whole).replace(/^[\s\ufeff]+/, ''))
}

/** Throws as `readEnvelope` does. A start tag that ends within the head is the whole one. */
export function envelopeOf({ head, whole }: MessageText): Envelope {
  const root = head === whole ? undefined : readStartTag(head, 0)
  return root === undefined || root.contentStart === head.length ? readEnvelope(whole) : root
}
