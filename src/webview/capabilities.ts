// The capabilities panel's page: session facts, a filter, the table of capabilities and that of modules.

import './capabilities.css'
import type { CapabilitiesIntent, CapabilitiesMessage, CapabilitiesState } from '../bridge/capabilities.ts'
import { capabilityRow, moduleRow } from './capabilityRows.ts'
import { CapabilityTable } from './capabilityTable.ts'
import { button, make } from './dom.ts'
import { connectHost } from './host.ts'
import { registerCapabilitiesComponents, type ValueElement } from './toolkit.ts'
import { timeText } from './units.ts'

registerCapabilitiesComponents()

const host = connectHost<CapabilitiesIntent, CapabilitiesMessage>()

const title = make('h1')
const facts = make('dl', { class: 'sessionFacts' })
const gone = make('div', { class: 'gone', role: 'status', hidden: true })
const filter = make('vscode-text-field', {
  placeholder: 'Filter capabilities and modules',
  'aria-label': 'Filter',
}) as ValueElement
const protocol = new CapabilityTable(
  'Protocol capabilities',
  ['Name', 'What it means', 'RFC', ''],
  'protocol',
)
const modules = new CapabilityTable('Modules', ['Module', 'Revision', 'Namespace', ''], 'modules')
const copy = (uri: string): void => host.send({ type: 'copyCapability', uri })

filter.addEventListener('input', () => {
  applyFilter(filter.value)
  page.scrollTop = 0
})
document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') {
    event.preventDefault()
    filter.focus()
  }
})

const page = make(
  'main',
  { hidden: true },
  make('header', {}, title, gone, facts),
  make(
    'div',
    { class: 'filterBar' },
    filter,
    button('Copy All', { title: 'Copy the URIs of all capabilities' }, () => host.send({ type: 'copyAll' })),
  ),
  protocol.element,
  modules.element,
)
document.body.append(page)

const kept = host.recall()
if (typeof kept === 'string') {
  filter.setAttribute('value', kept)
  applyFilter(kept)
}
host.listen(({ state }) => show(state))
host.send({ type: 'ready' })

function applyFilter(text: string): void {
  host.keep(text)
  protocol.filter(text)
  modules.filter(text)
}

function show(state: CapabilitiesState): void {
  page.hidden = false
  title.textContent = state.deviceName
  facts.replaceChildren(...sessionFacts(state))
  showConnection(state.connection)
  protocol.setRows(state.protocol.map((capability) => capabilityRow(capability, copy)))
  modules.setRows(state.modules.map((module) => moduleRow(module, copy)))
}

function showConnection(connection: CapabilitiesState['connection']): void {
  gone.hidden = connection.kind === 'connected'
  switch (connection.kind) {
    case 'connected':
      gone.replaceChildren()
      return
    case 'connecting':
      gone.replaceChildren(make('vscode-progress-ring'), make('span', {}, 'Connecting…'))
      return
    case 'disconnected':
      gone.replaceChildren(
        make(
          'span',
          {},
          `Disconnected at ${timeText(connection.at)}. What follows is from the last session.`,
        ),
        button('Reconnect', { appearance: 'primary' }, () => host.send({ type: 'reconnect' })),
      )
  }
}

function sessionFacts(state: CapabilitiesState): HTMLElement[] {
  const fact = (name: string, value: string | undefined): HTMLElement[] =>
    value === undefined ? [] : [make('div', {}, make('dt', {}, name), make('dd', {}, value))]
  const host = state.host.includes(':') ? `[${state.host}]` : state.host
  return [
    ...fact('Address', `${host}:${state.port}`),
    ...fact('User', state.user),
    ...fact('Session', state.sessionId),
    ...fact('Framing', state.framing === '1.1' ? 'chunked (base:1.1)' : 'end-of-message (base:1.0)'),
    ...fact('Since', timeText(state.since)),
    ...fact('SSH server', state.sshIdent),
  ]
}
