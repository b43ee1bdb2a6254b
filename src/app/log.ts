// The log channel, and a wire trace for each device that has it switched on.

import { window, type Disposable, type LogOutputChannel, type OutputChannel } from 'vscode'
import { redactSecrets } from '../xml/redact.ts'
import type { Device } from './settings.ts'

/** A trace is for reading; what is longer than this (characters) is cut. */
const TRACED_LENGTH = 100_000

export class Log implements Disposable {
  readonly channel: LogOutputChannel = window.createOutputChannel('NETCONF Explorer', { log: true })
  readonly #traces = new Map<string, OutputChannel>()

  info(message: string): void {
    this.channel.info(message)
  }

  warn(message: string): void {
    this.channel.warn(message)
  }

  /** With the stack and its causes. */
  error(message: string, error?: unknown): void {
    this.channel.error(message)
    for (let at = error; at instanceof Error; at = at.cause) this.channel.error(at.stack ?? at.message)
  }

  /** Adds a whole message to the device's trace. Values of leaves that hold secrets are left out. */
  trace(device: Device, direction: 'sent' | 'received', text: string): void {
    const shown = text.length > TRACED_LENGTH ? text.slice(0, TRACED_LENGTH) : text
    const cut = text.length > TRACED_LENGTH ? `\n<!-- ${text.length - TRACED_LENGTH} characters more -->` : ''
    const preposition = direction === 'sent' ? 'to' : 'from'
    const head = `<!-- ${new Date().toISOString()} ${direction} ${preposition} ${device.name.replaceAll('--', '- -')} -->`
    this.#traceOf(device).appendLine(`${head}\n${redactSecrets(shown)}${cut}\n`)
  }

  showTrace(device: Device): void {
    this.#traceOf(device).show(true)
  }

  #traceOf(device: Device): OutputChannel {
    const known = this.#traces.get(device.id)
    if (known !== undefined) return known
    const made = window.createOutputChannel(`NETCONF Trace: ${device.name}`, 'xml')
    this.#traces.set(device.id, made)
    return made
  }

  dispose(): void {
    this.channel.dispose()
    for (const trace of this.#traces.values()) trace.dispose()
  }
}
