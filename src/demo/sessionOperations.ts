// The operations about sessions and locks, and the router's own: lock, unlock, close-session, kill-session, clear-counters.

import { textOf } from '../xml/tree.ts'
import type { Operation } from './context.ts'
import { branchesOf, keyValues } from './dataTree.ts'
import { dataMissing, invalidValue } from './fault.ts'
import { readDatastore, readNumber, readParameters, required } from './parameters.ts'
import { CLEAR_COUNTERS_INTERFACE } from './routerSchema.ts'
import { checkValue } from './valueType.ts'
import { MODULE_PREFIX } from './yangTypes.ts'

/** RFC 6241 §7.5. */
export const lock: Operation = (operation, context) => {
  const target = readDatastore(readParameters(operation, ['target']), 'target')
  context.datastores.lock(target, context.sessionId, context.now())
  return undefined
}

/** RFC 6241 §7.6. */
export const unlock: Operation = (operation, context) => {
  const target = readDatastore(readParameters(operation, ['target']), 'target')
  context.datastores.unlock(target, context.sessionId)
  return undefined
}

/** RFC 6241 §7.8. */
export const closeSession: Operation = (operation, context) => {
  readParameters(operation, [])
  context.endAfterReply()
  return undefined
}

/** RFC 6241 §7.9. */
export const killSession: Operation = (operation, context) => {
  const parameters = readParameters(operation, ['session-id'])
  required(parameters, 'session-id')
  const id = readNumber(parameters, 'session-id') ?? 0
  if (id === context.sessionId) {
    throw invalidValue('protocol', 'A session cannot kill itself; close-session ends it.')
  }
  if (!context.kill(id)) throw invalidValue('protocol', `There is no session ${id}.`)
  return undefined
}

/** The module's own RPC. */
export const clearCounters: Operation = (operation, context) => {
  const { name, type } = CLEAR_COUNTERS_INTERFACE
  const parameter = readParameters(operation, [name]).get(name)
  const known = branchesOf(context.datastores.read('running'), 'interfaces')
    .flatMap((interfaces) => branchesOf(interfaces, 'interface'))
    .map((each) => keyValues(each)[0] ?? '')
  const path = `/${MODULE_PREFIX}:clear-counters/${MODULE_PREFIX}:${name}`
  const wanted = parameter === undefined ? undefined : checkValue(type, textOf(parameter))
  if (wanted !== undefined && 'reason' in wanted) {
    throw invalidValue('application', `${name} ${wanted.reason}.`, path)
  }
  if (wanted !== undefined && !known.includes(wanted.value)) {
    throw dataMissing(`There is no interface "${wanted.value}".`, path, 'instance-required')
  }
  for (const each of wanted === undefined ? known : [wanted.value]) context.state.clearCounters(each)
  return undefined
}
