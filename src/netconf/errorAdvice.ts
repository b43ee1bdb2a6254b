// Says what a person can do next about an error of the device, by its error-tag (RFC 6241 appendix A).

import type { RpcErrorInfo } from './errors.ts'

type Advice = (info: (name: string) => string | undefined) => string

/** `operation-failed` and `partial-operation` have none: their message is all there is to know. */
const ADVICE = new Map<string, Advice>([
  ['in-use', (info) => aboutHolder('is using it', info('session-id'))],
  ['lock-denied', (info) => aboutHolder('holds the lock', info('session-id'))],
  ['invalid-value', () => 'Change the value to one that the model and the device allow.'],
  ['too-big', () => 'Ask for less with a filter, or send the change in smaller parts.'],
  [
    'missing-attribute',
    (info) => `Add the attribute${named(info('bad-attribute'))}${on(info('bad-element'))}.`,
  ],
  [
    'bad-attribute',
    (info) => `Correct the value of the attribute${named(info('bad-attribute'))}${on(info('bad-element'))}.`,
  ],
  [
    'unknown-attribute',
    (info) =>
      `Take out the attribute${named(info('bad-attribute'))}${on(info('bad-element'))}, or correct its name.`,
  ],
  ['missing-element', (info) => `Add the element${named(info('bad-element'))}, which is required.`],
  ['bad-element', (info) => `Correct the value of the element${named(info('bad-element'))}.`],
  [
    'unknown-element',
    (info) =>
      `Check the name and the namespace of the element${named(info('bad-element'))}; the device does not know it there.`,
  ],
  [
    'unknown-namespace',
    (info) =>
      `Check the namespace${named(info('bad-namespace'))} against the modules among the device's capabilities.`,
  ],
  [
    'access-denied',
    () => 'Log in as a user who may do this, or have the access rules of the device changed.',
  ],
  ['resource-denied', () => 'Try again later; the device is out of memory, sessions or another resource.'],
  [
    'rollback-failed',
    () => 'Read the configuration before going on: part of the change may still be in effect.',
  ],
  ['data-exists', () => 'Use merge or replace in place of create; it is there already.'],
  [
    'data-missing',
    () => 'Use remove in place of delete, or create what is referred to first; it is not there.',
  ],
  [
    'operation-not-supported',
    () => 'See the capabilities of the device for what it supports, on which datastores.',
  ],
  ['malformed-message', () => 'Check that the XML of the request is well-formed.'],
])

/** One sentence or two; nothing for a warning, for an unknown tag, and where the message has said it all. */
export function errorAdvice({ severity, tag, info }: RpcErrorInfo): string | undefined {
  if (severity === 'warning') return undefined
  return ADVICE.get(tag)?.((name) => info.find((item) => item.name === name)?.value.trim() || undefined)
}

/** Session 0 is somebody who came by another way than NETCONF (RFC 6241 §7.5). */
function aboutHolder(does: string, sessionId: string | undefined): string {
  if (sessionId === undefined || !/^\d{1,10}$/.test(sessionId)) {
    return `Another session ${does}. Wait for it, or end it with kill-session.`
  }
  if (Number(sessionId) === 0) {
    return `Something that is no NETCONF session ${does}, such as the command line. End it there, or wait.`
  }
  return `Session ${sessionId} ${does}. Run kill-session on it, or wait.`
}

function named(name: string | undefined): string {
  return name === undefined ? '' : ` ${name}`
}

function on(element: string | undefined): string {
  return element === undefined ? '' : ` of ${element}`
}
