// Shared suite, reading: hello, filters, text of all kinds, schemas, many requests at once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BASE_CAPABILITY, MONITORING_NS } from '../../src/netconf/names.ts'
import { get, getConfig, getSchema } from '../../src/netconf/operations.ts'
import { dataOf } from '../../src/netconf/reply.ts'
import type { Session } from '../../src/netconf/session.ts'
import { element, text } from '../../src/xml/build.ts'
import { childOf, elementsOf, textOf } from '../../src/xml/tree.ts'
import {
  apply,
  plant,
  PLANT_NS,
  plantOf,
  readPlant,
  refusal,
  textAt,
  type ServerUnderTest,
} from './serverUnderTest.ts'

const PIPELINED = 20

export function readingSuite(server: ServerUnderTest, session: () => Session): void {
  test('hello: session-id, framing, capabilities, modules', () => {
    const { id, framing, capabilities } = session()
    assert.ok(id > 0)
    assert.equal(framing, server.framing)
    assert.ok(capabilities.has(BASE_CAPABILITY['1.0']))
    assert.deepEqual(capabilities.editTargets, [server.target])
    assert.equal(capabilities.datastores.includes('startup'), server.hasStartup)
    const plantModule = capabilities.modules.find(({ name }) => name === 'acme-plant')
    if (server.hasYangLibraryOnly === true) {
      assert.equal(plantModule, undefined)
      assert.ok(
        capabilities.uris.some((uri) => uri.startsWith('urn:ietf:params:netconf:capability:yang-library:')),
      )
      return
    }
    assert.deepEqual(plantModule, {
      name: 'acme-plant',
      revision: '2026-11-01',
      namespace: PLANT_NS,
      features: ['pumps'],
      deviations: [],
    })
  })

  test('get-config: the whole of running', async () => {
    const reply = await session().request(getConfig({ source: 'running' }))
    const names = elementsOf(dataOf(reply)).map(({ local }) => local)
    assert.deepEqual(names.sort(), ['interfaces', 'nacm', 'plant'])
    assert.ok(reply.bytes > 500 && reply.elapsedMs > 0)
    assert.equal(reply.isOk, false)
  })

  test('get-config: a subtree filter selects the entry and nothing else', async () => {
    const found = await readPlant(session(), '<tank><id>2</id><label/></tank>')
    assert.deepEqual(
      elementsOf(found).map((tank) => elementsOf(tank).map(textOf)),
      [['2', 'right']],
    )
  })

  test('get-config: a filter that matches nothing gives empty data', async () => {
    const content = plant('<tank><id>99</id></tank>')
    const reply = await session().request(
      getConfig({ source: 'running', filter: { type: 'subtree', content } }),
    )
    assert.deepEqual(elementsOf(dataOf(reply)), [])
  })

  test('get-config: an XPath filter', async () => {
    const select = "/ap:plant/ap:tank[ap:id='1']/ap:fill"
    const filter = { type: 'xpath', select, namespaces: { ap: PLANT_NS } } as const
    const found = plantOf(await session().request(getConfig({ source: 'running', filter })))
    assert.equal(textAt(found, 'tank', 'fill'), '40')
  })

  test('get-config: with-defaults tells what nobody configured', async () => {
    const filter = { type: 'subtree', content: plant('<mode/>') } as const
    const reply = await session().request(
      getConfig({ source: 'running', filter, withDefaults: 'report-all' }),
    )
    assert.equal(textAt(plantOf(reply), 'mode'), 'auto')
  })

  test('get: a subtree filter on operational state finds this very session', async () => {
    const content = element(
      'netconf-state',
      { xmlns: MONITORING_NS },
      element('sessions', {}, element('session', {}, element('session-id'), element('username'))),
    )
    const reply = await session().request(get({ filter: { type: 'subtree', content } }))
    const sessions = childOf(childOf(dataOf(reply), 'netconf-state')!, 'sessions')!
    const own = elementsOf(sessions).find((entry) => textAt(entry, 'session-id') === String(session().id))
    assert.equal(textAt(own!, 'username'), server.user())
  })

  test('text beyond ASCII comes back as it is', async () => {
    const found = await readPlant(session(), '<tank><id>1</id><note/></tank>')
    assert.equal(textAt(found, 'tank', 'note'), 'Überlauf geprüft — 水槽 🚰')
  })

  test('a long text of four-byte characters survives both ways, wherever packets split it', async () => {
    const note = `<${'🚰水é]]>'.repeat(4_000)}&`
    await apply(server, session(), `<tank><id>1</id>${element('note', {}, text(note))}</tank>`)
    const found = await readPlant(session(), '<tank><id>1</id><note/></tank>')
    assert.equal(textAt(found, 'tank', 'note'), note)
  })

  test('get-schema: the text of a module', async () => {
    const reply = await session().request(getSchema({ identifier: 'acme-plant', version: '2026-11-01' }))
    const schema = textOf(dataOf(reply))
    assert.match(schema.trimStart(), /^module acme-plant \{/)
    assert.match(schema, /must "\. >= \.\.\/low"/)
  })

  test('get-schema: a module that is not there', async () => {
    const { errors } = await refusal(session().request(getSchema({ identifier: 'nobody' })))
    assert.equal(errors[0]?.severity, 'error')
    if (server.terseErrors !== true) assert.match(errors[0].path ?? '', /get-schema/)
  })

  test(`${PIPELINED} requests at once: each gets its own reply`, async () => {
    const wanted = Array.from({ length: PIPELINED }, (_, index) => (index % 2 === 0 ? 'left' : 'right'))
    const labels = await Promise.all(
      wanted.map(async (label) => {
        const found = await readPlant(session(), `<tank><id>${label === 'left' ? 1 : 2}</id><label/></tank>`)
        return textAt(found, 'tank', 'label')
      }),
    )
    assert.deepEqual(labels, wanted)
  })
}
