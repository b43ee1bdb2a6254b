// Operations in a file: elements or whole rpcs, one or several, as people write and tools record them.

import { readFragment } from '../language/fragment.ts'
import { anyOperation, type Operation } from '../netconf/operations.ts'
import type { Attributes } from '../xml/build.ts'
import { serialize } from '../xml/serialize.ts'
import { elementsOf, type XmlElement } from '../xml/tree.ts'
import { BASE_NS } from '../netconf/names.ts'
import { UsageError } from './failures.ts'
import { problemIn } from './inputs.ts'

export interface WrittenRpc {
  readonly operation: Operation
  /** Further attributes of the person's `<rpc>`, to be returned by the device. The message-id is always ours. */
  readonly rpcAttributes: Attributes
}

/** At least one. Throws UsageError with the place of what cannot be sent. */
export function readRpcs(text: string, file: string): WrittenRpc[] {
  const what = file === '-' ? 'standard input' : file
  // Files made for "ssh -s HOST netconf" have the end mark of base:1.0 between messages.
  const bare = text.replaceAll(']]>]]>', '      ')
  const { roots, problems } = readFragment(bare)
  if (problems.length > 0) throw problemIn(what, bare, problems)
  const rpcs = roots.filter((root) => !isHello(root)).map((root) => readRpc(root, what))
  if (rpcs.length === 0) throw new UsageError(`In ${what} there is no operation.`)
  return rpcs
}

function isHello({ local, uri }: XmlElement): boolean {
  return local === 'hello' && uri === BASE_NS
}

function readRpc(root: XmlElement, what: string): WrittenRpc {
  if (root.local !== 'rpc' || (root.uri !== BASE_NS && root.uri !== '')) {
    return { operation: anyOperation(serialize(root)), rpcAttributes: {} }
  }
  const [operation, ...others] = elementsOf(root)
  if (operation === undefined || others.length > 0) {
    throw new UsageError(
      `In ${what} an <rpc> holds ${others.length + (operation === undefined ? 0 : 1)} operations; it must hold one.`,
    )
  }
  const isReserved = (name: string): boolean => name === 'message-id' || name === 'xmlns'
  const kept = root.attributes.filter(
    ({ name, local, value }) => !isReserved(local) && !isReserved(name) && value !== BASE_NS,
  )
  return {
    operation: anyOperation(serialize(operation)),
    rpcAttributes: Object.fromEntries(kept.map(({ name, value }) => [name, value])),
  }
}
