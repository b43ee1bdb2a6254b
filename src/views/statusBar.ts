// The status-bar item of the active device.

import { Disposable, StatusBarAlignment, ThemeColor, window, type StatusBarItem } from 'vscode'
import type { AppContext } from '../app/context.ts'
import { endpointOf } from '../app/endpoint.ts'
import { stateIconText, stateWords } from './connectionLook.ts'

type BarContext = Pick<AppContext, 'devices' | 'connections' | 'activeDevice'>

/** Shows it as long as there are devices; the caller disposes it. */
export function createStatusBar(context: BarContext): Disposable {
  const item = window.createStatusBarItem('netconfExplorer.activeDevice', StatusBarAlignment.Left, 50)
  item.name = 'NETCONF Device'
  item.command = 'netconfExplorer.selectActiveDevice'
  const draw = (): void => show(item, context)
  draw()
  return Disposable.from(
    item,
    context.devices.onDidChange(draw),
    context.connections.onDidChange((id) => {
      if (id === context.activeDevice.id) draw()
    }),
    context.activeDevice.onDidChange(draw),
  )
}

function show(item: StatusBarItem, { devices, connections, activeDevice }: BarContext): void {
  if (devices.all.length === 0) {
    item.hide()
    return
  }
  const device = activeDevice.id === undefined ? undefined : devices.byId(activeDevice.id)
  item.backgroundColor = undefined
  if (device === undefined) {
    item.text = '$(vm-outline) NETCONF'
    item.tooltip = 'Choose the device that NETCONF commands act on'
  } else {
    const state = connections.state(device.id)
    const reached = state.kind === 'connected' ? state.device : device
    const production = device.production ? ', production' : ''
    item.text = `${stateIconText(state)} ${device.name}`
    item.tooltip = `NETCONF: ${device.name} (${endpointOf(reached)}), ${stateWords(state)}${production}. Click to choose another device.`
    if (device.production) item.backgroundColor = new ThemeColor('statusBarItem.warningBackground')
  }
  item.show()
}
