// The commands that read: get, get-config, get-schema.

import { window } from 'vscode'
import type { Datastore } from '../netconf/names.ts'
import { dataOf } from '../netconf/reply.ts'
import { get, getConfig, getSchema } from '../netconf/operations.ts'
import type { Session } from '../netconf/session.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import { textOf } from '../xml/tree.ts'
import type { CommandContext } from './context.ts'
import { perform } from './perform.ts'
import { askReadOptions, readDetail } from './readOptions.ts'
import { sessionFor } from './session.ts'
import { askPick, onlyStep } from './steps.ts'

export async function runGet(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Get state and configuration from which device?')
  if (found === undefined) return
  const { device, session } = found
  const options = await askReadOptions(`get from ${device.name}`, session.capabilities)
  if (options === undefined) return
  await perform(context, device, get(options), { show: 'always', detail: readDetail(options) })
}

export async function runGetConfig(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Get the configuration of which device?')
  if (found === undefined) return
  const { device, session } = found
  const source =
    node?.kind === 'datastore'
      ? node.datastore
      : await askDatastore(`get-config from ${device.name}`, session.capabilities.datastores, session)
  if (source === undefined) return
  const options = await askReadOptions(`get-config ${source} from ${device.name}`, session.capabilities)
  if (options === undefined) return
  await perform(context, device, getConfig({ source, ...options }), {
    show: 'always',
    detail: readDetail(options),
  })
}

export async function runGetSchema(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Get a YANG module from which device?')
  if (found === undefined) return
  const { device, session } = found
  const wanted = node?.kind === 'module' ? node.module : await askModule(device.name, session)
  if (wanted === undefined) return
  const { name: identifier, revision: version } = wanted
  const operation = getSchema({ identifier, ...(version !== undefined && { version }) })
  const { reply } = await perform(context, device, operation, { show: 'never' })
  const title = `${identifier}${version === undefined ? '' : `@${version}`}.yang`
  const uri = context.documents.add(title, textOf(dataOf(reply)))
  await context.documents.show(uri, { language: 'yang' })
}

/** Asks for one of several; a single one goes without asking. Undefined: dismissed. */
export async function askDatastore(
  title: string,
  among: readonly Datastore[],
  { capabilities }: Pick<Session, 'capabilities'>,
): Promise<Datastore | undefined> {
  const [only, second] = among
  if (second === undefined) return only
  const chosen = await askPick(onlyStep(title), {
    placeholder: 'Datastore',
    choices: among.map((value) => ({
      label: value,
      description: datastoreInWords(value, capabilities.editTargets),
      value,
    })),
  })
  return chosen === undefined || chosen === 'back' ? undefined : chosen.value
}

function datastoreInWords(name: Datastore, editable: readonly Datastore[]): string {
  switch (name) {
    case 'running':
      return editable.includes('running') ? 'what is in force; can be edited directly' : 'what is in force'
    case 'candidate':
      return 'what the next commit puts in force'
    case 'startup':
      return 'what is loaded when the device starts'
  }
}

interface WantedModule {
  readonly name: string
  readonly revision?: string
}

async function askModule(deviceName: string, session: Session): Promise<WantedModule | undefined> {
  const { modules } = session.capabilities
  if (modules.length === 0) {
    // A device with YANG library alone (RFC 8525) announces no modules in its hello.
    const name = await window.showInputBox({
      title: `get-schema from ${deviceName}`,
      prompt: 'Name of the YANG module',
    })
    return name === undefined || name.trim() === '' ? undefined : { name: name.trim() }
  }
  const chosen = await askPick(onlyStep(`get-schema from ${deviceName}`), {
    placeholder: 'YANG module',
    choices: modules.map((module) => ({
      label: module.name,
      description: module.revision ?? '',
      value: module,
    })),
  })
  return chosen === undefined || chosen === 'back' ? undefined : chosen.value
}
