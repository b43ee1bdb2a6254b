// Why yanglint and we may differ: its own faults, and where libyang and the RFCs part, by general rules.

import type { DataElement } from '../../src/yang/dataElement.ts'
import type { Findings } from './validationFindings.ts'
import type { YanglintVerdict } from './yanglintSession.ts'

interface Cause {
  readonly words: string
  readonly fits: (findings: Findings, verdict: YanglintVerdict) => boolean
}

const CAUSES: readonly Cause[] = [
  {
    words:
      'below a mount point (RFC 8528) yanglint wants data that say what is mounted; we let be what is there',
    fits: (_findings, { text }) => text.includes('schema mount'),
  },
  {
    words: 'yanglint crashed and said nothing',
    fits: (_findings, { crashed, text }) => crashed && text === '',
  },
  {
    words:
      'libyang knows some types of ietf-inet-types, ietf-yang-types, ietf-netconf-acm by heart and is stricter than they are written',
    fits: (_findings, { text }) =>
      /Failed to convert IPv[46]|XPath|function call|of expression|instance-identifier "[^"]*" value - syntax/.test(
        text,
      ),
  },
  {
    words: 'white space within base64 (RFC 4648 §3.1, XSD): libyang takes a newline after 64 characters only',
    fits: (_findings, { text }) => text.includes('Invalid Base64 character 0xa'),
  },
  {
    words: 'identities of a module that is there for import only: libyang takes none of them',
    fits: (_findings, { text }) => text.includes('identity found in non-implemented module'),
  },
  {
    words: 'in replies, libyang looks for neither duplicates nor cases',
    fits: ({ trial, errors }, { accepted }) =>
      accepted &&
      trial.kind === 'reply' &&
      errors.every(({ fault }) => fault === 'duplicate' || fault === 'several-cases'),
  },
  {
    words: 'an edit is only parsed by yanglint: what is there twice or in two cases is not looked for',
    fits: ({ trial, errors }, { accepted }) =>
      accepted &&
      trial.kind === 'edit' &&
      errors.every(({ fault }) => fault === 'duplicate' || fault === 'several-cases'),
  },
  {
    words:
      'empty containers without presence: libyang looks for nothing in some of them, and lets some pass where they may not be',
    fits: ({ trial, errors }, { accepted, text }) =>
      accepted
        ? errors.every(({ element }) => element !== undefined && isHollow(element))
        : errors.length === 0 && text.includes('Mandatory') && trial.text.includes('/>'),
  },
]

/** Undefined where none of the known causes fits. */
export function causeOf(findings: Findings, verdict: YanglintVerdict): string | undefined {
  return CAUSES.find(({ fits }) => fits(findings, verdict))?.words
}

/** Nothing in it but elements with nothing in them. */
function isHollow({ children }: DataElement): boolean {
  return children.every((child) =>
    child.kind === 'element' ? isHollow(child) : child.kind === 'comment' || child.text.trim() === '',
  )
}
