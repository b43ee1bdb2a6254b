// The operations that change configuration: edit-config, copy-config, delete-config, validate, commit and its kin.

import type { XmlElement } from '../xml/tree.ts'
import type { ConfirmedOptions } from './confirmedCommit.ts'
import type { Context, Operation } from './context.ts'
import { cloneBranch, normalize, type BranchNode } from './dataTree.ts'
import { assertValid } from './datastores.ts'
import { showDefaults } from './defaults.ts'
import { applyEdit } from './editNode.ts'
import { invalidValue, RpcFaults } from './fault.ts'
import {
  readChoice,
  readDatastore,
  readDatastoreOrConfig,
  readNumber,
  readParameters,
  readText,
  required,
  type Parameters,
} from './parameters.ts'
import { readDefaultsMode, WITH_DEFAULTS } from './readOperations.ts'
import { ROUTER_SCHEMA } from './routerSchema.ts'

/** Seconds; RFC 6241 §8.4.1. */
const DEFAULT_CONFIRM_TIMEOUT = 600
/** setTimeout takes no more than 2^31 - 1 ms. */
const LONGEST_CONFIRM_TIMEOUT = 2_147_483

/**
 * RFC 6241 §7.2. An edit that stops at an error leaves nothing behind, whichever error-option but continue-on-error is asked
 * for. A candidate is checked as a whole only when test-option says so; otherwise commit and validate do it (RFC 7950 §8.3.3).
 */
export const editConfig: Operation = (operation, context) => {
  const parameters = readParameters(operation, [
    'target',
    'default-operation',
    'test-option',
    'error-option',
    'config',
  ])
  const target = readDatastore(parameters, 'target', ['running', 'candidate'])
  const defaultOperation = readChoice(parameters, 'default-operation', ['merge', 'replace', 'none'], 'merge')
  const errorOption = readChoice(
    parameters,
    'error-option',
    ['stop-on-error', 'continue-on-error', 'rollback-on-error'],
    'stop-on-error',
  )
  const usualTest = target === 'running' ? 'test-then-set' : 'set'
  const testOption = readChoice(parameters, 'test-option', ['test-then-set', 'set', 'test-only'], usualTest)
  const config = required(parameters, 'config')
  context.datastores.assertWritable(target, context.sessionId)

  const edited = cloneBranch(context.datastores.read(target))
  const continueOnError = errorOption === 'continue-on-error'
  const faults = applyEdit(edited, config, { defaultOperation, continueOnError })
  normalize(edited)
  if (testOption !== 'set') assertValid(edited)
  if (testOption !== 'test-only') context.datastores.write(target, edited)
  if (faults.length > 0) throw new RpcFaults(faults)
  return undefined
}

/** RFC 6241 §7.3. */
export const copyConfig: Operation = (operation, context) => {
  const parameters = readParameters(operation, ['target', 'source'], WITH_DEFAULTS)
  const target = readDatastore(parameters, 'target')
  const source = readDatastoreOrConfig(parameters, 'source')
  if (source === target) throw invalidValue('protocol', 'Source and target are the same.')
  context.datastores.assertWritable(target, context.sessionId)
  const mode = readDefaultsMode(parameters)
  // Tags are for readers alone; to copy with them is to copy what was set.
  const copied = showDefaults(readSource(source, context), mode === 'report-all-tagged' ? 'explicit' : mode)
  context.datastores.write(target, copied)
  return undefined
}

function readSource(source: ReturnType<typeof readDatastoreOrConfig>, context: Context): BranchNode {
  return typeof source === 'string' ? context.datastores.read(source) : configFrom(source)
}

/** A configuration of its own from a `<config>` element. Throws RpcFault for what the schema does not have. */
export function configFrom(config: XmlElement): BranchNode {
  const root: BranchNode = { schema: ROUTER_SCHEMA, children: [] }
  applyEdit(root, config, { defaultOperation: 'merge', continueOnError: false })
  normalize(root)
  return root
}

/** RFC 6241 §7.4, §8.7.5.3: startup is the only one that can be deleted. */
export const deleteConfig: Operation = (operation, context) => {
  const parameters = readParameters(operation, ['target'])
  readDatastore(parameters, 'target', ['startup'])
  context.datastores.assertWritable('startup', context.sessionId)
  context.datastores.deleteStartup()
  return undefined
}

/** RFC 6241 §8.6.4.1. */
export const validate: Operation = (operation, context) => {
  const parameters = readParameters(operation, ['source'])
  assertValid(readSource(readDatastoreOrConfig(parameters, 'source'), context))
  return undefined
}

/** RFC 6241 §8.3.4.1, §8.4.5. */
export const commit: Operation = (operation, context) => {
  const parameters = readParameters(operation, ['confirmed', 'confirm-timeout', 'persist', 'persist-id'])
  const confirmed = readConfirmed(parameters, context)
  const { datastores, sessionId } = context
  datastores.assertWritable('candidate', sessionId)
  datastores.assertWritable('running', sessionId)
  datastores.confirmed.assertMayCommit(sessionId, readText(parameters, 'persist-id'))
  datastores.commit(confirmed)
  return undefined
}

function readConfirmed(parameters: Parameters, context: Context): ConfirmedOptions | undefined {
  const timeout = readNumber(parameters, 'confirm-timeout') ?? DEFAULT_CONFIRM_TIMEOUT
  if (!parameters.has('confirmed')) {
    if (!parameters.has('persist') && !parameters.has('confirm-timeout')) return undefined
    throw invalidValue('protocol', 'persist and confirm-timeout mean nothing without confirmed.')
  }
  if (timeout > LONGEST_CONFIRM_TIMEOUT) {
    throw invalidValue('protocol', `confirm-timeout must be at most ${LONGEST_CONFIRM_TIMEOUT} seconds here.`)
  }
  return { owner: context.sessionId, timeoutSeconds: timeout, persist: readText(parameters, 'persist') }
}

/** RFC 6241 §8.4.4.1. */
export const cancelCommit: Operation = (operation, context) => {
  const parameters = readParameters(operation, ['persist-id'])
  context.datastores.assertWritable('running', context.sessionId)
  context.datastores.confirmed.cancel(context.sessionId, readText(parameters, 'persist-id'))
  return undefined
}

/** RFC 6241 §8.3.4.2. */
export const discardChanges: Operation = (operation, context) => {
  readParameters(operation, [])
  context.datastores.assertWritable('candidate', context.sessionId)
  context.datastores.discardChanges()
  return undefined
}
