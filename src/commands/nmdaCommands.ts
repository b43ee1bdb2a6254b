// The commands on datastores of the NMDA: get-data, edit-data (RFC 8526), compare (RFC 9144).

import { Refusal } from '../app/failure.ts'
import { compare } from '../netconf/compare.ts'
import { datastoreName, type NmdaDatastore } from '../netconf/identity.ts'
import { editData, getData, type EditDataOptions } from '../netconf/nmda.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import { confirmChange } from './confirm.ts'
import type { CommandContext } from './context.ts'
import { readActiveDocument } from './editCommands.ts'
import { askCompare, askGetData, datastoreRow, datastoresOf } from './nmdaPlans.ts'
import { perform } from './perform.ts'
import { askPlan, pickValue } from './plan.ts'
import { readDetail } from './readOptions.ts'
import { sessionFor } from './session.ts'
import { requireByLibrary } from './supported.ts'

export async function runGetData(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Get data from which device?')
  if (found === undefined) return
  const library = await requireByLibrary(context, found, getData({ datastore: 'operational' }))
  const options = await askGetData(found, datastoresOf(found.session.capabilities, library))
  if (options === undefined) return
  await perform(context, found.device, getData(options), { show: 'always', detail: readDetail(options) })
}

export async function runCompare(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Compare datastores of which device?')
  if (found === undefined) return
  const example = compare({ source: 'running', target: 'operational' })
  const library = await requireByLibrary(context, found, example)
  const options = await askCompare(found, datastoresOf(found.session.capabilities, library))
  if (options !== undefined) await perform(context, found.device, compare(options), { show: 'always' })
}

const READ_ONLY: ReadonlySet<string> = new Set(['operational', 'intended', 'factory-default'])

type DefaultOperation = NonNullable<EditDataOptions['defaultOperation']>

interface EditPlan {
  readonly datastore: NmdaDatastore
  readonly defaultOperation: DefaultOperation
}

/** The text on the screen, to a datastore that edit-config does not reach. */
export async function runEditData(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const read = await readActiveDocument(context)
  const content = read?.payload.content
  if (content === undefined) return
  if (content.type !== 'edit') throw new Refusal('edit-data takes configuration; this text is an operation.')
  const found = await sessionFor(context, node, 'Send to which device?')
  if (found === undefined) return
  const { device, session } = found
  const example = editData({ datastore: 'running', config: { url: '' } })
  const library = await requireByLibrary(context, found, {
    name: example.name,
    needs: example.needs.slice(0, 1),
  })
  const datastores = datastoresOf(session.capabilities, library).filter(
    (name) => !READ_ONLY.has(datastoreName(name)),
  )
  const title = `edit-data to ${device.name}`
  const initial: EditPlan = {
    datastore: datastores.find((name) => name === 'candidate') ?? datastores[0] ?? 'running',
    defaultOperation: content.defaultOperation ?? 'merge',
  }
  const plan = await askPlan(title, initial, (now) => ({
    act: `$(cloud-upload) Send to ${datastoreName(now.datastore)} of ${device.name}`,
    detail: content.summary.text,
    rows: [
      datastoreRow(title, 'Datastore', now.datastore, datastores, (datastore) => ({ ...now, datastore })),
      {
        label: 'Default operation',
        description: now.defaultOperation,
        change: async () => {
          const values: DefaultOperation[] = ['merge', 'replace', 'none']
          const choices = values.map((value) => ({ label: value, value }))
          const answer = await pickValue(title, 'Elements without an operation of their own', choices)
          return answer && { ...now, defaultOperation: answer.value }
        },
      },
    ],
  }))
  if (plan === undefined) return
  const { source, summary } = content
  const operation = editData({ ...plan, config: 'config' in source ? source.config : source })
  const question = `Send edit-data to ${datastoreName(plan.datastore)}?`
  if (!(await confirmChange(device, question, summary.text, 'Send'))) return
  await perform(context, device, operation, { done: `${datastoreName(plan.datastore)} is changed` })
}
