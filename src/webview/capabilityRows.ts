// Makes the rows of the capability and module tables, and the text that the filter looks at.

import type { CapabilityModule, ProtocolCapability } from '../bridge/capabilities.ts'
import { make, type Child } from './dom.ts'

export interface TableRow {
  /** Lower case. */
  readonly searched: string
  /** Made when the row comes into sight. */
  draw(): HTMLElement
}

type Copy = (uri: string) => void

export function capabilityRow(capability: ProtocolCapability, copy: Copy): TableRow {
  const { uri, name, title, meaning, rfc, parameters } = capability
  const values = Object.entries(parameters)
  const searched = [uri, name, title, meaning, rfc === undefined ? '' : `rfc ${rfc} rfc${rfc}`].join(' ')
  return {
    searched: searched.toLowerCase(),
    draw: () =>
      make(
        'div',
        { class: 'tableRow', role: 'row' },
        cell('', make('code', { title: uri }, name)),
        cell(
          '',
          make('div', { class: 'title' }, title),
          make('div', { class: 'note' }, meaning),
          ...values.map(([key, value]) =>
            make(
              'div',
              { class: 'parameter' },
              make('code', {}, key),
              ' ',
              make('code', { class: 'x-value' }, value),
            ),
          ),
        ),
        cell('', rfc === undefined ? undefined : rfcLink(rfc)),
        copyCell(uri, copy),
      ),
  }
}

export function moduleRow(module: CapabilityModule, copy: Copy): TableRow {
  const { uri, name, revision, namespace, features, deviations } = module
  return {
    searched: [name, revision, namespace, ...features, ...deviations].join(' ').toLowerCase(),
    draw: () =>
      make(
        'div',
        { class: 'tableRow', role: 'row' },
        cell(
          '',
          make('code', { class: 'moduleName' }, name),
          ...chips('Features', features),
          ...chips('Deviations', deviations),
        ),
        cell('revision', revision),
        cell('namespace', namespace),
        copyCell(uri, copy),
      ),
  }
}

function rfcLink(rfc: number): HTMLElement {
  return make('a', { href: `https://www.rfc-editor.org/rfc/rfc${rfc}` }, `RFC ${rfc}`)
}

function chips(label: string, names: readonly string[]): HTMLElement[] {
  if (names.length === 0) return []
  const list = names.map((name) => make('code', { class: 'chip' }, name))
  return [make('div', { class: 'chips' }, make('span', { class: 'note' }, label), ...list)]
}

function cell(name: string, ...children: readonly Child[]): HTMLElement {
  return make('div', { class: `cell ${name}`, role: 'cell' }, ...children)
}

/** A plain button: the toolkit's would make thousands of rows slow. */
function copyCell(uri: string, copy: Copy): HTMLElement {
  const press = make('button', { class: 'copyButton', title: 'Copy the URI' }, 'Copy')
  press.addEventListener('click', () => copy(uri))
  return cell('copy', press)
}
