// Where in a text an rpc-error is underlined.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeOfError, type ErrorPlace } from '../../../src/language/errorPlace.ts'
import { mutationsOf } from './mutations.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const NAMESPACES = { nc: BASE, ap: 'urn:acme:plant', m: 'urn:more' }
const MESSAGE = '/nc:rpc/nc:edit-config/nc:config'

// «…» marks the place; the marks are taken out before the text is used.
const PLANT = (marked: Record<string, string>): string => {
  const name = (key: string, plain: string): string => marked[key] ?? plain
  return `<plant xmlns="urn:acme:plant" xmlns:m="urn:more">
  <${name('tank1', 'tank')}><id>1</id><${name('fill1', 'fill')}>7</fill></tank>
  <${name('tank2', 'tank')}><id>2</id><${name('fill2', 'fill')}>101</fill><${name('mfill2', 'm:fill')}>1</m:fill></tank>
  <${name('tank3', 'tank')}><label>new</label></tank>
  <tag>a</tag><${name('tagB', 'tag')}>b</tag>
  <paint ${name('attribute', 'shade')}="dark">x:red</paint>
</plant>`
}

const CASES: readonly (readonly [
  name: string,
  error: Partial<ErrorPlace>,
  marked: Record<string, string>,
])[] = [
  ['a key', { path: `${MESSAGE}/ap:plant/ap:tank[ap:id='2']/ap:fill` }, { fill2: '«fill»' }],
  ['a position', { path: '/ap:plant/ap:tank[2]/ap:fill' }, { fill2: '«fill»' }],
  [
    'the same local name in another namespace',
    { path: '/ap:plant/ap:tank[2]/m:fill' },
    { mfill2: '«m:fill»' },
  ],
  [
    'no key at all: the first that has the rest',
    { path: '/ap:plant/ap:tank/m:fill' },
    { mfill2: '«m:fill»' },
  ],
  ['a leaf-list value', { path: "/ap:plant/ap:tag[.='b']" }, { tagB: '«tag»' }],
  ['a leaf that is missing: its parent', { path: '/ap:plant/ap:tank[2]/ap:label' }, { tank2: '«tank»' }],
  ['a key the text lacks contradicts nothing', { path: "/ap:plant/ap:tank[ap:id='9']" }, { tank3: '«tank»' }],
  [
    'module names as prefixes',
    { path: "/acme-plant:plant/tank[id='2']/fill", pathNamespaces: {} },
    { fill2: '«fill»' },
  ],
  [
    'prefixes bound to something else',
    { path: "/x:plant/x:tank[x:id='2']/x:fill", pathNamespaces: { x: 'urn:wrong' } },
    { fill2: '«fill»' },
  ],
  ['an identity with another prefix', { path: "/plant[paint='acme-plant:red']/tag[2]" }, { tagB: '«tag»' }],
  ['an attribute as the last step', { path: '/ap:plant/ap:paint/@shade' }, { attribute: '«shade»' }],
  [
    'bad-attribute',
    { path: '/ap:plant/ap:paint', info: [{ name: 'bad-attribute', value: 'shade' }] },
    { attribute: '«shade»' },
  ],
  [
    'bad-element below the path',
    { path: "/ap:plant/ap:tank[ap:id='2']", info: [{ name: 'bad-element', value: 'ap:fill' }] },
    { fill2: '«fill»' },
  ],
  ['bad-element without a path', { info: [{ name: 'bad-element', value: 'label' }] }, { label: '' }],
]

const WRAPPINGS: readonly (readonly [name: string, wrap: (inner: string) => string])[] = [
  ['bare elements', (inner) => inner],
  ['behind another element', (inner) => `<?xml version="1.0"?>\n<other xmlns="o"><tank/></other>\n${inner}`],
  ['a config', (inner) => `<config>${inner}</config>`],
  [
    'a whole rpc',
    (inner) =>
      `<x:rpc xmlns:x="${BASE}"><x:edit-config><x:target><x:candidate/></x:target><x:config>${inner}</x:config></x:edit-config></x:rpc>`,
  ],
]

for (const [wrapping, wrap] of WRAPPINGS) {
  for (const [name, error, marked] of CASES) {
    test(`in ${wrapping}: ${name}`, () => {
      const withMarks = wrap(PLANT(marked))
      const text = withMarks.replace(/[«»]/g, '')
      const { start, end } = placeOfError(text, { pathNamespaces: NAMESPACES, info: [], ...error })
      if ('label' in marked) {
        assert.equal(text.slice(start - 1, end + 1), '<label>')
        return
      }
      assert.equal(`${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`, withMarks)
    })
  }
}

test('a path to the message itself leads there when the text has it', () => {
  const text = `<rpc xmlns="${BASE}"><edit-config><target><startup/></target><config/></edit-config></rpc>`
  const { start, end } = placeOfError(text, { path: '/rpc/edit-config/target/startup', info: [] })
  assert.equal(text.slice(start - 1, end + 2), '<startup/>')
})

test('an error that names nothing is put at the first element', () => {
  for (const error of [
    { info: [] },
    { path: '/no/such', info: [{ name: 'bad-element', value: 'nowhere' }] },
  ]) {
    assert.deepEqual(placeOfError('<!-- c --><plant xmlns="u"/>', error), { start: 11, end: 16 })
  }
})

test('a text without elements has a place too', () => {
  assert.deepEqual(placeOfError('', { path: '/a', info: [] }), { start: 0, end: 0 })
})

test('text that was changed since it was sent still gives a place inside', () => {
  const error: ErrorPlace = {
    path: `${MESSAGE}/ap:plant/ap:tank[ap:id='2']/ap:fill`,
    pathNamespaces: NAMESPACES,
    info: [{ name: 'bad-attribute', value: 'shade' }],
  }
  for (const text of mutationsOf(PLANT({}))) {
    const { start, end } = placeOfError(text, error)
    assert.ok(0 <= start && start <= end && end <= text.length, text)
  }
  for (const path of mutationsOf(error.path ?? '')) {
    const text = PLANT({})
    const { start, end } = placeOfError(text, { ...error, path })
    assert.ok(0 < start && start < end && end <= text.length, path)
  }
})
