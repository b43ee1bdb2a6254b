// Mends replies that are known to come broken. None is well-formed before, and nothing throws. As each function sees every
// reply, it looks first whether there is anything to mend.

import { BASE_NS } from '../netconf/names.ts'
import { checkWellFormed } from '../xml/parse.ts'
import { replaceRanges } from '../xml/walkTags.ts'

/** Huawei VRP pads messages with NUL bytes. */
export function stripNul(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && text.charCodeAt(start) === 0) start += 1
  while (end > start && text.charCodeAt(end - 1) === 0) end -= 1
  return text.slice(start, end)
}

/** Takes out the control characters that XML cannot hold (XML 1.0 §2.2), which some agents copy from device state. */
export function dropControls(text: string): string | undefined {
  return text.search(CONTROLS) === -1 ? undefined : ifWellFormed(text.replace(CONTROLS, ''))
}

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/**
 * Junos forgets to end `<routing-engine>` before `<ok/>` in the results of a commit, and before the session is open it may
 * put errors in front of its hello.
 */
export function mendJunos(text: string): string | undefined {
  return endRoutingEngine(text) ?? errorsBeforeHello(text)
}

const END = '</routing-engine>\n'

function endRoutingEngine(text: string): string | undefined {
  if (!text.includes('routing-engine')) return undefined
  const oks = [...text.matchAll(/<(?:[\w.-]+:)?ok\s*\/>/g)].map(({ index }) => index)
  if (oks.length === 0) return undefined
  return ifWellFormed(insertAt(text, oks, END)) ?? ifWellFormed(insertAt(text, oks.slice(-1), END))
}

function insertAt(text: string, places: readonly number[], insert: string): string {
  return replaceRanges(
    text,
    places.map((start) => ({ start, end: start, insert })),
  )
}

function errorsBeforeHello(text: string): string | undefined {
  if (!text.includes('<rpc-reply') || !/<\/(?:\w+:)?hello>?$/.test(text.trimEnd().slice(-20))) {
    return undefined
  }
  const errors = sections(text, '<rpc-error>', '</rpc-error>')
  return errors.length === 0
    ? undefined
    : ifWellFormed(`<rpc-reply xmlns="${BASE_NS}">${errors.join('')}</rpc-reply>`)
}

/** Each piece of the text from `open` to the next `close`. */
function sections(text: string, open: string, close: string): string[] {
  const found: string[] = []
  let start = text.indexOf(open)
  while (start !== -1) {
    const end = text.indexOf(close, start)
    if (end === -1) break
    found.push(text.slice(start, end + close.length))
    start = text.indexOf(open, end)
  }
  return found
}

function ifWellFormed(text: string): string | undefined {
  return checkWellFormed(text.trim()) === undefined ? text : undefined
}
