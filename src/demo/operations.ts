// The table of all operations that the demo device carries out.

import type { XmlElement } from '../xml/tree.ts'
import { BASE_NS, MONITORING_NS } from '../netconf/names.ts'
import { MODULES } from './announced.ts'
import type { Operation } from './context.ts'
import { notSupported, unknownNamespace } from './fault.ts'
import { get, getConfig, getSchema } from './readOperations.ts'
import { clearCounters, closeSession, killSession, lock, unlock } from './sessionOperations.ts'
import {
  cancelCommit,
  commit,
  copyConfig,
  deleteConfig,
  discardChanges,
  editConfig,
  validate,
} from './writeOperations.ts'
import { MODULE_NAMESPACE } from './yangTypes.ts'

const OPERATIONS: ReadonlyMap<string, ReadonlyMap<string, Operation>> = new Map([
  [
    BASE_NS,
    new Map([
      ['get', get],
      ['get-config', getConfig],
      ['edit-config', editConfig],
      ['copy-config', copyConfig],
      ['delete-config', deleteConfig],
      ['validate', validate],
      ['commit', commit],
      ['cancel-commit', cancelCommit],
      ['discard-changes', discardChanges],
      ['lock', lock],
      ['unlock', unlock],
      ['close-session', closeSession],
      ['kill-session', killSession],
    ]),
  ],
  [MONITORING_NS, new Map([['get-schema', getSchema]])],
  [MODULE_NAMESPACE, new Map([['clear-counters', clearCounters]])],
])

/** What carries out the operation of that element. Throws RpcFault where nothing does. */
export function operationFor(element: XmlElement): Operation {
  const operation = OPERATIONS.get(element.uri)?.get(element.local)
  if (operation !== undefined) return operation
  if (!MODULES.some((module) => module.namespace === element.uri)) {
    throw unknownNamespace('protocol', element)
  }
  throw notSupported('protocol', `This device has no operation ${element.local}.`)
}
