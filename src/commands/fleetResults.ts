// The results of a task on many devices, and what a person can do with them: open, compare, try again, discard, export.

import { commands, ProgressLocation, Uri, window, workspace } from 'vscode'
import { Refusal } from '../app/failure.ts'
import { endpointOf } from '../app/endpoint.ts'
import type { ReplyRecord } from '../app/replies.ts'
import { parallelism, type Device } from '../app/settings.ts'
import type { ResultsState } from '../bridge/results.ts'
import { resultsCsv, resultsJson, type ResultsAbout } from '../panels/resultsExport.ts'
import { countsOf, type KeptAnswer, type Result } from '../panels/resultsModel.ts'
import type { ShownResults } from '../panels/resultsPanel.ts'
import { comparableText, messageText } from '../panels/resultsTexts.ts'
import { inSlices } from '../panels/slices.ts'
import { XmlPrinter } from '../xml/format.ts'
import type { CommandContext } from './context.ts'
import { discardTask } from './fleetEdit.ts'
import { FleetRun, type FleetTask } from './fleetRun.ts'
import { names } from './fleetSummary.ts'

/** VS Code gives no larger text to extensions, and its diff takes long before that. */
const MAX_COMPARED = 20_000_000

export class FleetResults implements ShownResults {
  readonly #context: CommandContext
  readonly #task: FleetTask
  readonly #run: FleetRun
  /** Numbers in the history of replies that were opened. */
  readonly #opened = new WeakMap<KeptAnswer, number>()

  constructor(
    context: CommandContext,
    about: Omit<ResultsAbout, 'startedAt'>,
    devices: readonly Device[],
    task: FleetTask,
  ) {
    this.#context = context
    this.#task = task
    this.#run = new FleetRun({
      about: { ...about, startedAt: new Date() },
      targets: devices.map((device) => ({
        deviceId: device.id,
        deviceName: device.name,
        address: endpointOf(device),
        isProduction: device.production,
      })),
      task,
      questions: {
        isAsking: (id) => context.questions.isAsking(id),
        onDidChange: (listener) => context.questions.onDidChange(listener),
      },
      changed: () => void context.resultsChanged(this),
      limit: parallelism(),
    })
  }

  get about(): ResultsAbout {
    return this.#run.about
  }

  get results(): readonly Result[] {
    return this.#run.results
  }

  get progress(): ResultsState['progress'] {
    return this.#run.progress
  }

  /** Runs the task on these, all by default. The panel shows how far it is; the status bar, that it is under way. */
  async start(indices?: readonly number[], task: FleetTask = this.#task): Promise<void> {
    const title = `NETCONF: ${this.about.operation}`
    await window.withProgress({ location: ProgressLocation.Window, title }, async (progress) => {
      const timer = setInterval(() => progress.report({ message: this.#progressWords() }), 300)
      try {
        await this.#run.start(indices, task)
      } finally {
        clearInterval(timer)
      }
    })
    if (!this.#context.resultsChanged(this)) await this.#tellOver()
  }

  cancel(): void {
    this.#run.cancel()
  }

  forget(): void {
    this.#run.forget()
  }

  open(index: number): void {
    const answer = this.results[index]?.answer
    if (answer !== undefined) this.#context.showReply(this.#recordOf(answer))
  }

  compare(one: number, other: number): void {
    void this.#context.run(() => this.#compare(one, other))
  }

  retry(indices: readonly number[]): void {
    void this.#context.run(async () => {
      if (await this.#mayRetry(indices)) await this.start(indices)
    })
  }

  discard(indices: readonly number[]): void {
    void this.#context.run(async () => {
      const detail =
        'All that is in their candidates and not committed is lost, whoever put it there.\n\n' +
        this.#namesOf(indices)
      const question = `Discard the ${indices.length === 1 ? 'candidate of 1 device' : `candidates of ${indices.length} devices`}?`
      if ((await window.showWarningMessage(question, { modal: true, detail }, 'Discard')) !== 'Discard')
        return
      await this.start(indices, discardTask(this.#context))
    })
  }

  exportAs(format: 'csv' | 'json'): void {
    void this.#context.run(() => this.#exportAs(format))
  }

  /** Its panel was closed meanwhile. */
  async #tellOver(): Promise<void> {
    const show = 'Show Results'
    const sentence = `${this.about.operation} on ${this.results.length} devices is over: ${this.#progressWords()}.`
    if ((await window.showInformationMessage(sentence, show)) === show) await this.#context.showResults(this)
  }

  /** Into the history, unless it is there already. */
  #recordOf(answer: KeptAnswer): ReplyRecord {
    const { replies } = this.#context
    const known = replies.byNumber(this.#opened.get(answer) ?? 0)
    if (known !== undefined) return known
    const { reply, request, ...facts } = answer
    const record = replies.add({ ...facts, xml: messageText(reply), requestXml: messageText(request) })
    this.#opened.set(answer, record.number)
    return record
  }

  async #compare(one: number, other: number): Promise<void> {
    const [left, right] = [this.results[one], this.results[other]]
    if (left?.answer === undefined || right?.answer === undefined) return
    if (left.answer.reply.body === right.answer.reply.body) {
      await window.showInformationMessage(`${left.deviceName} and ${right.deviceName} gave the same answer.`)
      return
    }
    await commands.executeCommand(
      'vscode.diff',
      await this.#documentOf(left.answer),
      await this.#documentOf(right.answer),
      `${left.deviceName} ↔ ${right.deviceName}: ${this.about.operation}`,
    )
  }

  async #documentOf({ deviceName, operation, reply }: KeptAnswer): Promise<Uri> {
    if (reply.body.text.length > MAX_COMPARED) {
      throw new Refusal(
        `The answer of ${deviceName} is too large for VS Code to compare (more than 20 MB). Ask for less with a filter.`,
      )
    }
    const printer = new XmlPrinter(comparableText(reply))
    await inSlices(() => printer.advance())
    return this.#context.documents.add(`${deviceName} ${operation}.xml`, `${printer.parts.join('')}\n`)
  }

  /** What may have been done already is not done again without a word. */
  async #mayRetry(indices: readonly number[]): Promise<boolean> {
    if (!this.#task.changes) return true
    const states = indices.flatMap((index) => {
      const result = this.results[index]
      const production = result?.isProduction === true ? ' (production)' : ''
      return result === undefined ? [] : [`${result.deviceName}${production}: ${result.words}`]
    })
    const count = indices.length === 1 ? '1 device' : `${indices.length} devices`
    const detail = [...states.slice(0, 20), ...(states.length > 20 ? [`and ${states.length - 20} more`] : [])]
    const answer = await window.showWarningMessage(
      `Send ${this.about.operation} again to ${count}?`,
      { modal: true, detail: detail.join('\n') },
      'Send Again',
    )
    return answer === 'Send Again'
  }

  async #exportAs(format: 'csv' | 'json'): Promise<void> {
    const folder = workspace.workspaceFolders?.[0]?.uri
    const file = `${this.about.operation.replace(/[\\/:*?"<>|\p{Cc}\s]+/gu, '-')}-results.${format}`
    const target = await window.showSaveDialog({
      title: 'Export Results',
      filters: format === 'csv' ? { CSV: ['csv'] } : { JSON: ['json'] },
      ...(folder !== undefined && { defaultUri: Uri.joinPath(folder, file) }),
    })
    if (target === undefined) return
    const text = format === 'csv' ? resultsCsv(this.results) : resultsJson(this.results, this.about)
    await workspace.fs.writeFile(target, new TextEncoder().encode(text))
    window.setStatusBarMessage(`$(check) ${this.results.length} results exported`, 5_000)
  }

  #namesOf(indices: readonly number[]): string {
    return names(indices.map((index) => this.results[index]?.deviceName ?? ''))
  }

  #progressWords(): string {
    const { total, open, failed, unknown } = countsOf(this.results)
    const lost = failed + unknown
    return `${total - open} of ${total}${lost > 0 ? `, ${lost} failed` : ''}`
  }
}
