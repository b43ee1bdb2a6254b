// An operation that one family of devices adds to NETCONF: described as data, built like the operations of the RFCs.

import type { Operation } from '../netconf/operations.ts'
import type { Markup } from '../xml/build.ts'
import { GivenValues, type Parameter, type ParameterValues } from './parameters.ts'

export interface VendorOperation {
  /** As a command line writes it: `load-configuration`. Unique within a profile. */
  readonly name: string
  /** For a list of operations: `Load configuration`. */
  readonly title: string
  /** What it does to the device; `disrupt` interrupts it and wants to be confirmed. */
  readonly effect: 'read' | 'change' | 'disrupt'
  readonly parameters: readonly Parameter[]
  /** Throws SyntaxError with a sentence for values that do not fit. */
  readonly build: (values: ParameterValues) => Operation
}

export interface BuiltOperation {
  readonly xml: Markup
  /** What it works on, for the label. */
  readonly detail?: string
  readonly needs?: readonly string[]
}

/** `write` may throw SyntaxError for values that exclude each other. */
export function vendorOperation(
  described: Omit<VendorOperation, 'build'>,
  write: (given: GivenValues) => BuiltOperation,
): VendorOperation {
  return {
    ...described,
    build: (values) => {
      const { xml, detail, needs } = write(new GivenValues(described.name, described.parameters, values))
      return {
        name: rootName(xml),
        label: detail === undefined ? described.name : `${described.name} ${firstLine(detail)}`,
        xml,
        needs: needs ?? [],
      }
    },
  }
}

function rootName(xml: Markup): string {
  return /<(?:[^\s/>:!?]+:)?([^\s/>:!?]+)/.exec(xml)?.[1] ?? ''
}

const LABEL_LENGTH = 40

function firstLine(text: string): string {
  const line = text.trim().split(/\r?\n/, 1)[0] ?? ''
  return line.length > LABEL_LENGTH || line.length < text.trim().length
    ? `${line.slice(0, LABEL_LENGTH)}…`
    : line
}
