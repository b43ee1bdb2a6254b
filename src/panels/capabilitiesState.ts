// What the capabilities panel of a device shows, from its session.

import type { ConnectionState } from '../app/connections.ts'
import type { Device } from '../app/settings.ts'
import type { CapabilitiesState } from '../bridge/capabilities.ts'
import { capabilityName, knownCapability } from '../netconf/capabilityTable.ts'
import type { Capability } from '../netconf/capabilities.ts'

/** Undefined while there is no session. */
export function capabilitiesState(device: Device, state: ConnectionState): CapabilitiesState | undefined {
  if (state.kind !== 'connected') return undefined
  const { session, since, device: connected } = state
  const { list, modules } = session.capabilities
  const byNamespace = new Map(modules.map((module) => [`${module.namespace}#${module.name}`, module]))
  return {
    deviceName: device.name,
    host: connected.host,
    port: connected.port,
    user: connected.username,
    connection: { kind: 'connected' },
    sessionId: String(session.id),
    framing: session.framing,
    since: since.getTime(),
    protocol: list.filter(({ parameters }) => !parameters['module']).map(protocolCapability),
    modules: list.flatMap(({ uri, base, parameters }) => {
      const module = byNamespace.get(`${base}#${parameters['module'] ?? ''}`)
      if (module === undefined) return []
      const { name, revision = '', namespace, features, deviations } = module
      return [{ uri, name, revision, namespace, features, deviations }]
    }),
  }
}

/** The same facts after the session ended, or while a new one is on its way. */
export function withoutSession(known: CapabilitiesState, state: ConnectionState): CapabilitiesState {
  if (state.kind === 'connecting') return { ...known, connection: { kind: 'connecting' } }
  if (known.connection.kind === 'disconnected') return known
  return { ...known, connection: { kind: 'disconnected', at: Date.now() } }
}

function protocolCapability({ uri, base, parameters }: Capability): CapabilitiesState['protocol'][number] {
  const known = knownCapability(base)
  return {
    uri,
    name: capabilityName(base),
    title: known?.title ?? '',
    meaning: known?.meaning ?? '',
    ...(known !== undefined && { rfc: known.rfc }),
    parameters,
  }
}
