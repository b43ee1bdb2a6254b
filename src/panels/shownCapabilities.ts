// Keeps the capabilities panels true to the sessions that they tell of.

import { commands, type Uri } from 'vscode'
import type { AppContext } from '../app/context.ts'
import type { Device } from '../app/settings.ts'
import { CapabilitiesPanels } from './capabilitiesPanel.ts'
import { capabilitiesState, withoutSession } from './capabilitiesState.ts'

export interface ShownCapabilities {
  /** Opens the device's panel, or brings it to the front; does nothing without a session. */
  readonly show: (device: Device) => void
  readonly dispose: () => void
}

/** The caller disposes it. */
export function showingCapabilities(
  extensionUri: Uri,
  { devices, connections }: Pick<AppContext, 'devices' | 'connections'>,
): ShownCapabilities {
  const panels = new CapabilitiesPanels(extensionUri, {
    reconnect: (deviceId) =>
      void commands.executeCommand('netconfExplorer.connectDevice', { kind: 'device', deviceId }),
  })
  const keep = connections.onDidChange((id) => {
    const device = devices.byId(id)
    const known = panels.stateOf(id)
    if (device === undefined || known === undefined) return
    const state = connections.state(id)
    panels.update(id, capabilitiesState(device, state) ?? withoutSession(known, state))
  })
  return {
    show: (device) => {
      const state = capabilitiesState(device, connections.state(device.id))
      if (state !== undefined) panels.show(device.id, state)
    },
    dispose: () => {
      keep.dispose()
      panels.dispose()
    },
  }
}
