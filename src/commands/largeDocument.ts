// What to do with a reply that is too much for a document: a file, a filter, or a part of it.

import { window } from 'vscode'
import { Refusal } from '../app/failure.ts'
import type { ReplyRecord } from '../app/replies.ts'
import { documentFit } from '../editor/documentLimits.ts'
import { readAgain } from '../netconf/readAgain.ts'
import type { CommandContext } from './context.ts'
import { perform } from './perform.ts'
import { megabytes } from './progress.ts'
import { askFilterAlone, readDetail } from './readOptions.ts'

const SAVE = 'Save to File…'
const FILTER = 'Read with a Filter…'
const PART = 'Open a Part'
const ANYWAY = 'Open Anyway'

export interface LargeText {
  /** For people: `R3`, `interfaces of R3`. */
  readonly name: string
  /** As a document, in characters and lines; lines absent where it is too long whatever they are. */
  readonly length: number
  readonly lines?: number
}

/** Says what VS Code would not do, and offers what it can. Resolves to true where it shall be opened all the same. */
export async function offerInstead(
  context: CommandContext,
  record: ReplyRecord,
  text: LargeText,
  save: () => Promise<void>,
): Promise<boolean> {
  const isTooLarge = documentFit(text.length, text.lines ?? 0) === 'tooLarge'
  const canFilter = readAgain(record.requestXml, undefined) !== undefined
  const offers = [...(isTooLarge ? [] : [ANYWAY]), SAVE, ...(canFilter ? [FILTER] : []), PART]
  const chosen = await window.showWarningMessage(sentence(text, isTooLarge, canFilter), ...offers)
  if (chosen === SAVE) await save()
  else if (chosen === FILTER) await readWithFilter(context, record)
  else if (chosen === PART) {
    context.showReply(record, 'tree')
    window.setStatusBarMessage('Point at an element in the tree, and click Open', 15_000)
  }
  return chosen === ANYWAY
}

function sentence({ name, length, lines }: LargeText, isTooLarge: boolean, canFilter: boolean): string {
  const size = megabytes(length)
  if (isTooLarge) {
    const filter = canFilter ? ', read less with a filter,' : ''
    return `${name} has ${size} as a document, and VS Code opens none above 50 MB for an extension. Save it to a file${filter} or open a part of it.`
  }
  const counted = lines === undefined ? '' : `, ${lines.toLocaleString('en')} lines`
  return `${name} has ${size}${counted} as a document. Above 20 MB or 300,000 lines VS Code opens it slowly, without colours and folding.`
}

/** The same read, with the filter that the person chooses. */
async function readWithFilter(context: CommandContext, record: ReplyRecord): Promise<void> {
  const device = context.devices.byId(record.deviceId)
  if (device === undefined) {
    throw new Refusal(`${record.deviceName} is not among the devices any more. Add it, then read again.`)
  }
  const session = await context.connections.connect(device)
  const chosen = await askFilterAlone(`${record.operation} from ${device.name}`, session.capabilities)
  if (chosen === undefined) return
  const operation = readAgain(record.requestXml, chosen.filter)
  if (operation === undefined) return
  const detail = readDetail(chosen.filter === undefined ? {} : { filter: chosen.filter })
  await perform(context, device, operation, { show: 'always', detail })
}
