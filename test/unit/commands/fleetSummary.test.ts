// What is said before an edit of many devices is sent.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { FleetEdit } from '../../../src/commands/fleetEdit.ts'
import { editSummary, names, targetsOf, type EditedDevice } from '../../../src/commands/fleetSummary.ts'
import { readEditPayload } from '../../../src/language/editPayload.ts'
import { Capabilities } from '../../../src/netconf/capabilities.ts'
import { checkedMarkup } from '../../../src/xml/build.ts'

const PREFIX = 'urn:ietf:params:netconf:capability:'
const CANDIDATE = new Capabilities([`${PREFIX}candidate:1.0`])
const RUNNING = new Capabilities([`${PREFIX}writable-running:1.0`])
const BOTH = new Capabilities([`${PREFIX}candidate:1.0`, `${PREFIX}writable-running:1.0`])

function device(name: string, capabilities: Capabilities | undefined, isProduction = false): EditedDevice {
  return { name, isProduction, capabilities, state: capabilities === undefined ? 'timed out' : 'connected' }
}

const DEVICES = [
  device('core-1', CANDIDATE),
  device('core-2', BOTH, true),
  device('access-1', RUNNING),
  device('reader', new Capabilities([])),
  device('dead', undefined),
]

const EDIT: FleetEdit = { rule: 'best', config: checkedMarkup('<a/>'), options: {}, commit: true }

function contentOf(text: string): Parameters<typeof editSummary>[1] {
  const content = readEditPayload(text).value?.content
  assert.ok(content?.type === 'edit')
  return content
}

const CONTENT = contentOf(
  '<a xmlns="u:a" xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0"><b nc:operation="delete"/></a>',
)

describe('which datastore is edited', () => {
  const cases = [
    ['best', { candidate: ['core-1', 'core-2'], running: ['access-1'], none: ['reader'], unknown: ['dead'] }],
    [
      'candidate',
      { candidate: ['core-1', 'core-2'], running: [], none: ['access-1', 'reader'], unknown: ['dead'] },
    ],
    [
      'running',
      { candidate: [], running: ['core-2', 'access-1'], none: ['core-1', 'reader'], unknown: ['dead'] },
    ],
  ] as const
  for (const [rule, expected] of cases) {
    it(rule, () => {
      const found = Object.entries(targetsOf({ rule }, DEVICES))
      assert.deepEqual(
        Object.fromEntries(found.map(([target, all]) => [target, all.map(({ name }) => name)])),
        expected,
      )
    })
  }
})

describe('the summary', () => {
  it('has what changes, where it goes, and who is left out', () => {
    const lines = editSummary(EDIT, CONTENT, DEVICES).split('\n')
    assert.match(lines[0] ?? '', /1 configuration element \(a\) with 1 delete/)
    assert.match(lines[1] ?? '', /^delete .*\/b/)
    assert.ok(lines.includes('To the candidate, then commit: core-1, core-2'))
    assert.ok(lines.includes('To running, in force at once: access-1'))
    assert.ok(lines.includes('Not possible, nothing is sent: reader'))
    assert.ok(lines.includes('Without a session yet, tried again when you send: dead (timed out)'))
    assert.ok(lines.includes('PRODUCTION: core-2'))
    assert.ok(lines.some((line) => line.startsWith('A commit puts all in force')))
  })

  it('says that nothing is committed, where that was chosen', () => {
    const summary = editSummary({ ...EDIT, commit: false }, CONTENT, DEVICES)
    assert.match(summary, /To the candidate, without a commit: core-1/)
    assert.doesNotMatch(summary, /A commit puts/)
  })

  it('has what is doubtful about the text', () => {
    const warnings = ['a', 'b', 'c', 'd', 'e']
    assert.match(editSummary(EDIT, CONTENT, DEVICES, warnings), /Warning: a\n.*b\n.*c\nand 2 more warnings\n/)
  })

  it('warns of replace', () => {
    const edit: FleetEdit = { ...EDIT, options: { defaultOperation: 'replace' } }
    assert.match(editSummary(edit, CONTENT, DEVICES), /replace: what is on the devices .* goes away/)
  })

  it('says that a test changes nothing', () => {
    const edit: FleetEdit = { ...EDIT, commit: false, options: { testOption: 'test-only' } }
    assert.match(editSummary(edit, CONTENT, DEVICES), /Validated against the candidate: core-1/)
  })
})

describe('names', () => {
  it('are twelve at most, and how many more there are', () => {
    const all = Array.from({ length: 15 }, (_, index) => `r${index}`)
    assert.match(names(all), /r11, and 3 more$/)
    assert.equal(names(['a', 'b']), 'a, b')
  })
})
