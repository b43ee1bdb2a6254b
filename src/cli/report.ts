// What came back, written for programs on standard output and for people on standard error.

import { readEnvelope } from '../netconf/envelope.ts'
import { describeRpcError, type RpcError, type RpcErrorInfo } from '../netconf/errors.ts'
import type { Reply } from '../netconf/reply.ts'
import { formatXml } from '../xml/format.ts'
import type { Arguments } from './arguments.ts'
import { printable, type Console, type Output } from './console.ts'

/** What `--json` writes: one object on one line. */
export interface ReplyEnvelope {
  readonly messageId?: string
  readonly elapsedMs: number
  readonly bytes: number
  readonly warnings: readonly RpcErrorInfo[]
  readonly errors: readonly RpcErrorInfo[]
  readonly xml: string
}

/** XML as the options want it: as it came, or indented. */
export function laidOut(xml: string, args: Arguments, out: Output): string {
  const isPretty = args.has('pretty') || (out.isTerminal && !args.has('raw'))
  const text = isPretty ? printableXml(formatXml(xml), out) : xml
  return text.endsWith('\n') || args.has('raw') ? text : `${text}\n`
}

function printableXml(xml: string, { isTerminal }: Output): string {
  return isTerminal ? printable(xml) : xml
}

/** Writes a reply without errors, and tells of its warnings. */
export async function writeReply(reply: Reply, args: Arguments, console: Console): Promise<void> {
  tellWarnings(reply.warnings, console)
  if (args.has('json')) await writeJson(envelopeOf(reply, []), console)
  else await console.out.write(laidOut(reply.xml, args, console.out))
}

export function tellWarnings(warnings: readonly RpcErrorInfo[], console: Console): void {
  for (const warning of warnings) console.tell(`warning: ${printable(describeRpcError(warning))}`)
}

export function writeJson(value: unknown, { out }: Pick<Console, 'out'>): Promise<void> {
  return out.write(`${JSON.stringify(value)}\n`)
}

function envelopeOf(
  reply: Pick<Reply, 'xml' | 'elapsedMs' | 'bytes' | 'warnings'>,
  errors: readonly RpcErrorInfo[],
): ReplyEnvelope {
  const messageId = readEnvelope(reply.xml).attributes.get('message-id')
  return {
    ...(messageId !== undefined && { messageId }),
    elapsedMs: Math.round(reply.elapsedMs * 10) / 10,
    bytes: reply.bytes,
    warnings: reply.warnings,
    errors,
    xml: reply.xml,
  }
}

/** Every error of the device with all it says, a line each. With `--json` the envelope goes to standard output as well. */
export async function reportRpcError(error: RpcError, isJson: boolean, console: Console): Promise<void> {
  for (const info of error.errors) console.tell(printable(rpcErrorLine(info)))
  if (!isJson) return
  const warnings = error.errors.filter(({ severity }) => severity === 'warning')
  const errors = error.errors.filter(({ severity }) => severity === 'error')
  const { replyXml: xml, elapsedMs, bytes } = error
  await writeJson(envelopeOf({ xml, elapsedMs, bytes, warnings }, errors), console)
}

function rpcErrorLine(info: RpcErrorInfo): string {
  const details = [
    info.type === '' ? '' : `type ${info.type}`,
    info.appTag === undefined ? '' : `app-tag ${info.appTag}`,
    ...info.info.map(({ name, value, xml }) => `${name} ${value === '' ? xml : value}`),
  ].filter((part) => part !== '')
  return `${info.severity}: ${describeRpcError(info)}${details.length === 0 ? '' : ` [${details.join(', ')}]`}`
}
