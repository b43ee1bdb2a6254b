// Shared suite, editing: what takes effect and when, each way to be refused, datastores as a whole.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  anyOperation,
  commit,
  copyConfig,
  deleteConfig,
  discardChanges,
  editConfig,
  validate,
} from '../../src/netconf/operations.ts'
import type { Session } from '../../src/netconf/session.ts'
import { elementsOf } from '../../src/xml/tree.ts'
import {
  apply,
  plant,
  PLANT_NS,
  readPlant,
  refusal,
  textAt,
  type ServerUnderTest,
} from './serverUnderTest.ts'

interface Refused {
  readonly name: string
  readonly edit: string
  readonly tag: string
  readonly appTag?: string
  readonly path?: RegExp
  readonly message?: string
  /** Local name → value of what error-info must hold. */
  readonly info?: Readonly<Record<string, string>>
}

const TANK_2 = String.raw`ap:plant\/ap:tank\[ap:id='2'\]`

const REFUSED: readonly Refused[] = [
  {
    name: 'out of range',
    edit: '<tank><id>2</id><fill>101</fill></tank>',
    tag: 'invalid-value',
    appTag: 'not-in-range',
    path: new RegExp(`/${TANK_2}/ap:fill$`),
    info: { 'bad-value': '101' },
  },
  {
    name: 'against the pattern',
    edit: '<name>Not so</name>',
    tag: 'invalid-value',
    appTag: 'pattern-test-failed',
    path: /\/ap:plant\/ap:name$/,
    info: { 'bad-value': 'Not so' },
  },
  {
    name: 'not in the enumeration',
    edit: '<mode>quick</mode>',
    tag: 'invalid-value',
    path: /\/ap:plant\/ap:mode$/,
  },
  {
    name: 'against a must',
    edit: '<tank><id>2</id><limits><low>5</low><high>1</high></limits></tank>',
    tag: 'operation-failed',
    appTag: 'limits',
    path: new RegExp(`^/${TANK_2}/ap:limits/ap:high$`),
    message: 'high must not be below low',
  },
  {
    name: 'not unique',
    edit: '<tank><id>3</id><label>left</label></tank>',
    tag: 'operation-failed',
    appTag: 'data-not-unique',
    path: /^\/ap:plant\/ap:tank/,
    info: { 'non-unique': "/ap:plant/ap:tank[ap:id='1']/ap:label" },
  },
  {
    name: 'a leafref to nothing',
    edit: '<tank><id>2</id><pump>none</pump></tank>',
    tag: 'data-missing',
    appTag: 'instance-required',
    path: new RegExp(`^/${TANK_2}/ap:pump$`),
  },
  {
    name: 'mandatory leaf absent',
    edit: '<pump><name>p</name><alarm/></pump>',
    tag: 'data-missing',
    path: /\/ap:alarm\/ap:level$/,
  },
  {
    name: 'create what is there',
    edit: '<tank nc:operation="create"><id>2</id></tank>',
    tag: 'data-exists',
    path: new RegExp(`/${TANK_2}$`),
  },
  {
    name: 'delete what is not',
    edit: '<tank nc:operation="delete"><id>9</id></tank>',
    tag: 'data-missing',
    path: /ap:tank\[ap:id='9'\]$/,
  },
  {
    name: 'an unknown element',
    edit: '<nonsense/>',
    tag: 'unknown-element',
    path: /\/ap:plant$/,
    info: { 'bad-element': 'ap:nonsense' },
  },
  {
    name: 'an unknown namespace',
    edit: '<x xmlns="urn:nobody"/>',
    tag: 'unknown-namespace',
    info: { 'bad-namespace': 'urn:nobody' },
  },
  {
    name: 'a list entry without its key',
    edit: '<tank><label>q</label></tank>',
    tag: 'missing-element',
    info: { 'bad-element': 'ap:id' },
  },
]

export function editingSuite(server: ServerUnderTest, session: () => Session): void {
  const assertPath = (path: string | undefined, pattern: RegExp): void => {
    if (server.terseErrors !== true) assert.match(path ?? '', pattern)
  }

  test('edit-config: an edit is in running after the apply', async () => {
    await apply(server, session(), '<tank><id>2</id><fill>11</fill></tank>')
    assert.equal(textAt(await readPlant(session(), '<tank><id>2</id></tank>'), 'tank', 'fill'), '11')
  })

  test('edit-config: create, replace, delete', async () => {
    const labels = async (): Promise<string[]> =>
      elementsOf(await readPlant(session(), '<pair/>')).map((pair) => textAt(pair, 'left'))
    await apply(
      server,
      session(),
      '<pair nc:operation="create"><left>a</left><right>1</right><v>7</v></pair>',
    )
    await apply(server, session(), '<pair nc:operation="replace"><left>a</left><right>1</right></pair>')
    await apply(server, session(), '<pair><left>b</left><right>-2</right></pair>')
    assert.deepEqual(await labels(), ['a', 'b'])
    await apply(server, session(), '<pair nc:operation="delete"><left>a</left><right>1</right></pair>')
    assert.deepEqual(await labels(), ['b'])
  })

  for (const refused of REFUSED) {
    test(`edit-config refused: ${refused.name}`, async () => {
      const error = await refusal(apply(server, session(), refused.edit))
      const [first] = error.errors
      assert.ok(first)
      assert.equal(first.tag, refused.tag)
      assert.equal(first.severity, 'error')
      assert.ok(first.message)
      assert.match(error.requestXml, /<edit-config>/)
      assert.match(error.replyXml, /rpc-error/)
      if (server.terseErrors === true) return
      if (refused.appTag !== undefined) assert.equal(first.appTag, refused.appTag)
      if (refused.message !== undefined) assert.equal(first.message, refused.message)
      if (refused.path !== undefined) {
        assert.match(first.path ?? '', refused.path)
        assert.equal(first.pathNamespaces?.['ap'], PLANT_NS)
      }
      for (const [name, value] of Object.entries(refused.info ?? {})) {
        assert.equal(first.info.find((item) => item.name === name)?.value, value)
      }
    })
  }

  test('edit-config: test-only changes nothing', async () => {
    const config = plant('<tank><id>1</id><fill>99</fill></tank>')
    await session().request(editConfig({ target: server.target, config, testOption: 'test-only' }))
    const found = await readPlant(session(), '<tank><id>1</id></tank>', server.target)
    assert.equal(textAt(found, 'tank', 'fill'), '40')
  })

  if (server.target === 'candidate') {
    test('candidate: an edit is invisible in running, and gone after discard-changes', async () => {
      const config = plant('<tank><id>1</id><fill>41</fill></tank>')
      const fill = async (source: 'candidate' | 'running'): Promise<string> =>
        textAt(await readPlant(session(), '<tank><id>1</id></tank>', source), 'tank', 'fill')
      await session().request(editConfig({ target: 'candidate', config }))
      assert.deepEqual([await fill('candidate'), await fill('running')], ['41', '40'])
      assert.ok((await session().request(discardChanges())).isOk)
      assert.equal(await fill('candidate'), '40')
    })
  } else {
    test('commit is refused without a candidate', async () => {
      const { errors } = await refusal(session().request(commit()))
      assert.equal(errors[0]?.severity, 'error')
    })
  }

  // Of the candidate not, here: netconfd 2.13 loses an edit that is validated before its commit.
  test('validate: running is valid, a bad text is not', async () => {
    assert.ok((await session().request(validate('running'))).isOk)
    const bad = plant('<tank><id>2</id><fill>101</fill></tank>')
    const { errors } = await refusal(session().request(validate({ config: bad })))
    assert.equal(errors[0]?.tag, 'invalid-value')
  })

  test('copy-config: running to startup, where there is one', async () => {
    const copy = session().request(copyConfig('running', 'startup'))
    if (server.hasStartup) assert.ok((await copy).isOk)
    else assertPath((await refusal(copy)).errors[0]?.path, /copy-config/)
  })

  test('delete-config: never running; startup where there is one', async () => {
    const running = anyOperation('<delete-config><target><running/></target></delete-config>')
    const { errors } = await refusal(session().request(running))
    assertPath(errors[0]?.path, /delete-config/)
    const startup = session().request(deleteConfig('startup'))
    if (server.hasStartup) assert.ok((await startup).isOk)
    else await refusal(startup)
  })

  test('any operation: an rpc of the device, its input checked', async () => {
    const drain = (input: string): Promise<unknown> =>
      session().request(anyOperation(`<drain xmlns="${PLANT_NS}">${input}</drain>`))
    await drain('<tank>1</tank>')
    const { errors } = await refusal(drain(''))
    assertPath(errors[0]?.path, /ap:drain\/ap:tank$/)
  })
}
