// The YANG schemas of a device: loading them, and a module's tree.

import { window } from 'vscode'
import { plainText } from '../app/plainText.ts'
import type { DeviceSchema } from '../app/schemaStore.ts'
import type { Device } from '../app/settings.ts'
import type { AssemblyProgress } from '../language/schemaAssembly.ts'
import { moduleLabel, outcomeSentence, outcomeText } from '../language/schemaReport.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import type { CommandContext } from './context.ts'
import { withProgress } from './progress.ts'
import { sessionFor } from './session.ts'
import { askPick, onlyStep } from './steps.ts'

/** Where they are loaded already, all of them are fetched anew. */
export async function loadSchemas(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Load the YANG schemas of which device?')
  if (found === undefined) return
  const store = await context.schemas.get()
  const isLoaded = store.state(found.device.id).kind === 'loaded'
  const schema = await loaded(context, found.device, isLoaded ? 'reload' : 'load')
  void tellOutcome(context, found.device, schema)
}

export async function showYangTree(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Show the YANG tree of which device?')
  if (found === undefined) return
  const { device } = found
  const schema = await loaded(context, device, 'load')
  const module = node?.kind === 'module' ? node.module.name : await askModule(device, schema)
  if (module === undefined) return
  const [name = ''] = module.split('@')
  const text = await withProgress(`Tree of ${name}`, ({ signal }) => schema.ask('tree', { module }, signal))
  await context.documents.show(context.documents.add(`${name}.tree.txt`, text))
}

async function loaded(
  context: CommandContext,
  device: Device,
  how: 'load' | 'reload',
): Promise<DeviceSchema> {
  const store = await context.schemas.get()
  return withProgress(`Loading the YANG modules of ${device.name}`, ({ signal, report }) =>
    store[how](device, { signal, onProgress: (progress) => report(progressWords(progress)) }),
  )
}

function progressWords({ done, total, name }: AssemblyProgress): string {
  return done === total ? 'reading them' : `${done} of ${total}: ${plainText(name)}`
}

async function tellOutcome(context: CommandContext, device: Device, schema: DeviceSchema): Promise<void> {
  const details = 'Show Details'
  const show = schema.missing.length === 0 ? window.showInformationMessage : window.showWarningMessage
  const answer = await show(`${device.name}: ${outcomeSentence(schema)}.`, details)
  if (answer === details) await context.run(() => showDetails(context, device, schema))
}

async function showDetails(context: CommandContext, device: Device, schema: DeviceSchema): Promise<void> {
  const problems = await withProgress(`Looking at the YANG modules of ${device.name}`, ({ signal }) =>
    schema.ask('problems', {}, signal),
  )
  const text = outcomeText(device.name, schema, problems)
  await context.documents.show(context.documents.add(`${device.name} YANG modules.txt`, text))
}

/** `name@revision`. Undefined: dismissed. */
async function askModule(device: Device, schema: DeviceSchema): Promise<string | undefined> {
  const chosen = await askPick(onlyStep(`YANG tree of ${device.name}`), {
    placeholder: 'YANG module',
    choices: schema.modules.map(({ name, revision, implemented }) => ({
      label: name,
      description: [revision, implemented ? '' : 'import only'].filter((word) => word !== '').join(' · '),
      value: moduleLabel(name, revision),
    })),
  })
  return chosen === undefined || chosen === 'back' ? undefined : chosen.value
}
