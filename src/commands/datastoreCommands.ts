// The commands that act on whole datastores: commit, discard, validate, lock, copy, delete, compare.

import { commands, window } from 'vscode'
import { requireSupport } from '../app/exchange.ts'
import type { Device } from '../app/settings.ts'
import type { WithDefaults } from '../netconf/capabilities.ts'
import type { Datastore } from '../netconf/names.ts'
import {
  commit,
  copyConfig,
  deleteConfig,
  discardChanges,
  getConfig,
  lock,
  unlock,
  validate,
  type Place,
} from '../netconf/operations.ts'
import type { Session } from '../netconf/session.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import { confirmAlways, confirmChange } from './confirm.ts'
import type { CommandContext } from './context.ts'
import { dataText } from './dataText.ts'
import { perform } from './perform.ts'
import { askDatastore } from './readCommands.ts'
import { askWithDefaults } from './readOptions.ts'
import { sessionFor } from './session.ts'
import { askPick, askText, onlyStep, type Choice } from './steps.ts'

export async function runCommit(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Commit the candidate of which device?')
  if (found === undefined) return
  const { device, session } = found
  const waiting = context.confirmedCommits.of(device.id)
  const operation = commit(waiting?.persist === undefined ? {} : { persistId: waiting.persist })
  requireSupport(device, session, operation)
  const confirms = waiting === undefined ? '' : ' The commit that waits to be confirmed is confirmed by it.'
  const detail = `Its changes become the running configuration.${confirms}`
  if (!(await confirmChange(device, 'Commit the candidate?', detail, 'Commit'))) return
  await perform(context, device, operation, { done: 'committed; running is changed' })
  void offerStartupCopy(context, device, 'committed')
}

/** Where startup is a datastore of its own, a restart would bring the old configuration back. */
export async function offerStartupCopy(context: CommandContext, device: Device, done: string): Promise<void> {
  if (context.connections.session(device.id)?.capabilities.has(':startup') !== true) return
  const copy = 'Copy Running to Startup'
  const answer = await window.showInformationMessage(
    `${device.name}: ${done}. A restart would load startup, which is not changed yet.`,
    copy,
  )
  if (answer !== copy) return
  await context.run(async () => {
    await perform(context, device, copyConfig('running', 'startup'), { done: 'startup is what running is' })
  })
}

export async function runDiscardChanges(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Discard the candidate of which device?')
  if (found === undefined) return
  const { device, session } = found
  requireSupport(device, session, discardChanges())
  const detail = 'All that is in the candidate and not committed is lost, whoever put it there.'
  if (!(await confirmChange(device, 'Discard the candidate?', detail, 'Discard'))) return
  await perform(context, device, discardChanges(), { done: 'the candidate is what running is' })
}

export async function runValidate(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const target = await datastoreFor(context, node, 'validate', ({ datastores }) => datastores)
  if (target !== undefined) await perform(context, target.device, validate(target.datastore))
}

export async function runLock(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const target = await datastoreFor(context, node, 'lock', ({ datastores }) => datastores)
  if (target === undefined) return
  await perform(context, target.device, lock(target.datastore))
}

export async function runUnlock(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const target = await datastoreFor(context, node, 'unlock', ({ datastores }, device) => {
    const state = context.connections.state(device.id)
    const ours = state.kind === 'connected' ? datastores.filter((name) => state.locks.has(name)) : []
    return ours.length > 0 ? ours : datastores
  })
  if (target === undefined) return
  await perform(context, target.device, unlock(target.datastore))
}

export async function runCopyConfig(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Copy a configuration on which device?')
  if (found === undefined) return
  const { device, session } = found
  const title = `copy-config on ${device.name}`
  const source = node?.kind === 'datastore' ? node.datastore : await askPlace(title, 'Copy from', session, [])
  if (source === undefined) return
  const copy = await askCopy(title, session, source)
  if (copy === undefined) return
  const { target, ...options } = copy
  const operation = copyConfig(source, target, options)
  requireSupport(device, session, operation)
  const question = `Replace ${placeName(target)} by ${placeName(source)}?`
  if (await confirmAlways(device, question, 'What is there now is overwritten as a whole.', 'Replace')) {
    await perform(context, device, operation)
  }
}

/** Where to, and how defaults are written there (RFC 6243 §4.5.3). Undefined: dismissed. */
async function askCopy(
  title: string,
  session: Session,
  source: Place,
): Promise<{ readonly target: Place; readonly withDefaults?: WithDefaults } | undefined> {
  const modes = session.capabilities.withDefaults
  let mode: WithDefaults | undefined
  for (;;) {
    const more: Choice<'defaults'>[] =
      modes.length === 0
        ? []
        : [{ label: 'With defaults…', description: mode ?? 'as the device does', value: 'defaults' }]
    const target = await askPlace(title, `Copy ${placeName(source)} to`, session, [source], more)
    if (target === undefined) return undefined
    if (target !== 'defaults') return { target, ...(mode !== undefined && { withDefaults: mode }) }
    mode = (await askWithDefaults(title, modes))?.value ?? mode
  }
}

export async function runDeleteConfig(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Delete a configuration on which device?')
  if (found === undefined) return
  const { device, session } = found
  const target =
    node?.kind === 'datastore'
      ? node.datastore
      : await askPlace(`delete-config on ${device.name}`, 'Delete', session, ['running'])
  if (target === undefined || target === 'running') return
  const operation = deleteConfig(target)
  requireSupport(device, session, operation)
  if (
    await confirmAlways(
      device,
      `Delete ${placeName(target)}?`,
      'It cannot be brought back from here.',
      'Delete',
    )
  ) {
    await perform(context, device, operation)
  }
}

/** Running against the candidate. */
export function runShowChanges(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  return compareWithRunning(context, node, 'candidate')
}

/** Running against what the device starts with. */
export function runShowStartupChanges(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  return compareWithRunning(context, node, 'startup')
}

async function compareWithRunning(
  context: CommandContext,
  node: NodeOfDevice | undefined,
  other: 'candidate' | 'startup',
): Promise<void> {
  const found = await sessionFor(context, node, 'Show the changes of which device?')
  if (found === undefined) return
  const { device, session } = found
  requireSupport(device, session, getConfig({ source: other }))
  const [left, right] = await Promise.all([
    configOf(context, device, 'running'),
    configOf(context, device, other),
  ])
  if (left === right) {
    await window.showInformationMessage(`${device.name}: running and ${other} are the same.`)
    return
  }
  const { documents } = context
  const time = new Date().toLocaleTimeString()
  const title = `${device.name}: running ↔ ${other} (${time})`
  await commands.executeCommand(
    'vscode.diff',
    documents.add(`${device.name} running.xml`, left),
    documents.add(`${device.name} ${other}.xml`, right),
    title,
  )
}

async function configOf(context: CommandContext, device: Device, source: Datastore): Promise<string> {
  const { reply } = await perform(context, device, getConfig({ source }), { show: 'never' })
  return dataText(reply)
}

interface Target {
  readonly device: Device
  readonly datastore: Datastore
}

async function datastoreFor(
  context: CommandContext,
  node: NodeOfDevice | undefined,
  operation: 'lock' | 'unlock' | 'validate',
  among: (capabilities: Session['capabilities'], device: Device) => readonly Datastore[],
): Promise<Target | undefined> {
  const found = await sessionFor(context, node, `${operation} on which device?`)
  if (found === undefined) return undefined
  const { device, session } = found
  if (operation === 'validate') requireSupport(device, session, validate('running'))
  if (node?.kind === 'datastore') return { device, datastore: node.datastore }
  const datastore = await askDatastore(
    `${operation} on ${device.name}`,
    among(session.capabilities, device),
    session,
  )
  return datastore && { device, datastore }
}

/** A datastore, a URL where the device takes URLs, or one of `more`. Undefined: dismissed. */
async function askPlace<More extends string = never>(
  title: string,
  placeholder: string,
  session: Session,
  except: readonly Place[],
  more: readonly Choice<More>[] = [],
): Promise<Place | More | undefined> {
  const { capabilities } = session
  const choices: Choice<Datastore | More | 'url'>[] = capabilities.datastores
    .filter((name) => !except.includes(name))
    .map((name) => ({ label: name, value: name }))
  if (capabilities.has(':url')) {
    choices.push({ label: 'URL…', description: capabilities.urlSchemes.join(', '), value: 'url' })
  }
  choices.push(...more)
  const chosen = await askPick(onlyStep(title), { placeholder, choices })
  if (chosen === undefined || chosen === 'back') return undefined
  if (chosen.value !== 'url') return chosen.value
  const url = await askUrl(title, session)
  return url === undefined ? undefined : { url }
}

/** Undefined: dismissed. */
export async function askUrl(title: string, { capabilities }: Session): Promise<string | undefined> {
  const typed = await askText(onlyStep(title), {
    prompt: `URL (${capabilities.urlSchemes.join(', ')})`,
    placeholder: `${capabilities.urlSchemes[0] ?? 'file'}:///backup.xml`,
    validate: (text) =>
      /^[a-z][a-z0-9+.-]*:/i.test(text) ? undefined : 'A URL begins with its scheme, such as file:.',
  })
  return typed === undefined || typed === 'back' ? undefined : typed.value
}

function placeName(place: Place): string {
  return typeof place === 'string' ? place : place.url
}
