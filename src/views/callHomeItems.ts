// How each row of the Call Home view is shown: where we listen, and who has called.

import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, type MarkdownString } from 'vscode'
import type { KnownCall } from '../app/callHome.ts'
import type { ConnectionState } from '../app/connections.ts'
import { formatAddress, isLoopback } from '../transport/address.ts'
import type { Listening } from '../transport/callHome.ts'
import { stateIcon, stateWords } from './connectionLook.ts'
import { factsTooltip, type Fact } from './factsTooltip.ts'
import { when } from './when.ts'

export function placeItem({ transport, address, port }: Listening): TreeItem {
  const isLocal = isLoopback(address)
  const item = new TreeItem(formatAddress(address, port), TreeItemCollapsibleState.None)
  item.id = `place/${transport}/${address}/${port}`
  item.iconPath = isLocal
    ? new ThemeIcon('radio-tower')
    : new ThemeIcon('radio-tower', new ThemeColor('list.warningForeground'))
  const reach = isLocal ? 'loopback' : 'open to the network'
  item.description = `${transport.toUpperCase()} · ${reach}`
  item.contextValue = 'callHomePlace'
  return item
}

/** `connection` is that of the device that the caller was let in as. */
export function callItem(call: KnownCall, connection: ConnectionState): TreeItem {
  const { caller, fingerprint, address, lastAt } = call
  const device = KNOWN_STATES.has(call.state) ? call.device : undefined
  const item = new TreeItem(device?.name ?? 'Unknown caller', TreeItemCollapsibleState.None)
  const words = callWords(call, connection)
  item.id = `call/${caller.transport}/${fingerprint}`
  item.description = [words, device === undefined ? fingerprint : undefined, `from ${address}`, when(lastAt)]
    .filter((part) => part !== undefined)
    .join(' · ')
  item.iconPath =
    device !== undefined && call.state === 'accepted' ? stateIcon(connection) : ICONS[call.state]
  item.contextValue = `call ${call.state} ${device === undefined ? 'stranger' : `known ${connection.kind}`}`
  item.tooltip = callTooltip(call, words)
  return item
}

const ICONS: Readonly<Record<KnownCall['state'], ThemeIcon>> = {
  waiting: new ThemeIcon('question', new ThemeColor('list.warningForeground')),
  unknown: new ThemeIcon('question'),
  refused: new ThemeIcon('circle-slash'),
  connecting: new ThemeIcon('loading~spin'),
  accepted: new ThemeIcon('vm-active'),
  failed: new ThemeIcon('error', new ThemeColor('testing.iconFailed')),
}

/** Those of callers who were let in as a device. */
const KNOWN_STATES: ReadonlySet<KnownCall['state']> = new Set(['connecting', 'accepted', 'failed'])

function callWords({ state, note, problem }: KnownCall, connection: ConnectionState): string {
  switch (state) {
    case 'waiting':
      return 'waits for your decision'
    case 'unknown':
      return 'not known, turned away'
    case 'refused':
      return state
    case 'failed':
      return problem === undefined ? state : `failed: ${problem}`
    case 'connecting':
      return 'logging in…'
    case 'accepted':
      if (note !== undefined) return 'has a session already'
      return connection.kind === 'disconnected' ? 'session ended' : stateWords(connection)
  }
}

function callTooltip(call: KnownCall, words: string): MarkdownString {
  const { caller, fingerprint, address, firstAt, lastAt, count, device, note } = call
  const shown: Fact[] =
    caller.transport === 'ssh'
      ? [['Host key', caller.key.type]]
      : [
          ['Certificate', caller.certificate.subject],
          ['Issued by', caller.certificate.issuer],
          ['Names', caller.certificate.names.join(', ')],
          ['Valid until', caller.certificate.validTo.toLocaleString()],
          ['Signed by a trusted authority', caller.isTrusted ? 'yes' : 'no'],
        ]
  const facts: Fact[] = [
    ['State', words],
    ['Reason', note ?? ''],
    ['Let in as', device?.name ?? ''],
    ['Transport', caller.transport.toUpperCase()],
    ...shown,
    ['Fingerprint', fingerprint],
    ['Address, which proves nothing', address],
    ['Calls', String(count)],
    ['First', firstAt.toLocaleString()],
    ['Last', lastAt.toLocaleString()],
  ]
  return factsTooltip(
    'Call Home',
    facts.filter(([, value]) => value !== ''),
  )
}
