// How the state of a connection looks everywhere: its icon, its colour, its words.

import { ThemeColor, ThemeIcon } from 'vscode'
import type { ConnectionState } from '../app/connections.ts'
import type { NetconfError } from '../transport/errors.ts'
import { ConnectError, type ConnectFailure } from '../transport/errors.ts'

/** Codicon names. */
const ICONS: Readonly<Record<ConnectionState['kind'], string>> = {
  disconnected: 'vm-outline',
  connecting: 'loading~spin',
  connected: 'vm-active',
  failed: 'error',
  lost: 'warning',
}

const COLOURS: Readonly<Partial<Record<ConnectionState['kind'], string>>> = {
  connected: 'testing.iconPassed',
  failed: 'testing.iconFailed',
  lost: 'list.warningForeground',
}

const FAILURES: Readonly<Record<ConnectFailure, string>> = {
  refused: 'connection refused',
  unreachable: 'unreachable',
  timeout: 'timed out',
  auth: 'login refused',
  hostKey: 'host key not trusted',
  noSubsystem: 'no NETCONF subsystem',
  algorithms: 'no common SSH algorithm',
  tls: 'TLS failed',
}

export function stateIcon({ kind }: ConnectionState): ThemeIcon {
  const colour = COLOURS[kind]
  return new ThemeIcon(ICONS[kind], colour === undefined ? undefined : new ThemeColor(colour))
}

/** For texts that take `$(icon)`. */
export function stateIconText({ kind }: ConnectionState): string {
  return `$(${ICONS[kind]})`
}

/** A few words: `connected`, `login refused`, `connection lost`. */
export function stateWords(state: ConnectionState): string {
  switch (state.kind) {
    case 'failed':
      return failureWords(state.error)
    case 'lost':
      return 'connection lost'
    case 'connecting':
      return 'connecting…'
    case 'connected':
    case 'disconnected':
      return state.kind
  }
}

function failureWords(error: NetconfError): string {
  if (error instanceof ConnectError) return FAILURES[error.reason]
  return error.kind === 'timeout' ? 'no answer' : 'no NETCONF session'
}
