// Applies an edit-config payload to a small configuration and says in text what came of it.

import assert from 'node:assert/strict'
import { dataMarkup, normalize, type BranchNode } from '../../../src/demo/dataTree.ts'
import { applyEdit, type EditOptions } from '../../../src/demo/editNode.ts'
import { faultMarkup, RpcFault } from '../../../src/demo/fault.ts'
import { configFrom } from '../../../src/demo/writeOperations.ts'
import { parseXml } from '../../../src/xml/parse.ts'
import type { XmlElement } from '../../../src/xml/tree.ts'
import { describeError } from '../fakes/rawClient.ts'

const DECLARATIONS = [
  'xmlns="urn:example:netconf-explorer:demo-router"',
  'xmlns:dr="urn:example:netconf-explorer:demo-router"',
  'xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0"',
  'xmlns:y="urn:ietf:params:xml:ns:yang:1"',
].join(' ')

/** `<op …>` is short for an operation: `<mtu op="create">`. */
function config(xml: string): XmlElement {
  const long = xml.replaceAll(' op="', ' nc:operation="')
  const { root, problems } = parseXml(`<c ${DECLARATIONS}>${long}</c>`)
  assert.deepEqual(problems, [])
  assert.ok(root)
  return root
}

function shown(root: BranchNode): string {
  normalize(root)
  return dataMarkup(root).join('').replaceAll(' xmlns="urn:example:netconf-explorer:demo-router"', '')
}

/** The configuration after the edit, and a line for each error; the error alone when the edit stopped at it. */
export function edit(before: string, payload: string, options: Partial<EditOptions> = {}): string {
  const root = configFrom(config(before))
  try {
    const faults = applyEdit(root, config(payload), {
      defaultOperation: 'merge',
      continueOnError: false,
      ...options,
    })
    return [shown(root), ...faults.map(errorLine)].join('\n')
  } catch (error) {
    if (error instanceof RpcFault) return errorLine(error)
    throw error
  }
}

function errorLine(fault: RpcFault): string {
  const { root, problems } = parseXml(faultMarkup(fault))
  assert.deepEqual(problems, [])
  return describeError(root!)
}

/** A row of a table: the edit named `name` turns `before` into `after`, or ends with that error. */
export type Row = readonly [
  name: string,
  before: string,
  payload: string,
  after: string,
  options?: Partial<EditOptions>,
]

export const sys = (inner: string): string => `<system>${inner}</system>`
export const ifs = (inner: string): string => `<interfaces>${inner}</interfaces>`
export const eth = (name: string, inner = '', attributes = ''): string =>
  ifs(`<interface${attributes}><name>${name}</name>${inner}</interface>`)
export const acl = (rules: string): string =>
  `<access-lists><access-list><name>a</name>${rules}</access-list></access-lists>`
export const rule = (name: string, attributes = ''): string =>
  `<rule${attributes}><name>${name}</name></rule>`
export const dns = (servers: string): string => sys(`<dns>${servers}</dns>`)

export const HOST = sys('<hostname>h</hostname>')
export const E0 = eth('e0', '<mtu>1500</mtu>')
export const E0_PATH = "/dr:interfaces/dr:interface[dr:name='e0']"
export const A_PATH = "/dr:access-lists/dr:access-list[dr:name='a']"
