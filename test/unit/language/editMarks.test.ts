// Operation marks: which take effect, which are mistakes, what they destroy.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEditPayload } from '../../../src/language/editPayload.ts'

const NC = 'xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0"'

test('marks are counted by kind, and destructive ones have their paths', () => {
  const text =
    `<config ${NC}><interfaces xmlns="urn:if">` +
    '<interface nc:operation="delete"><name>eth0</name></interface>' +
    '<interface><name>eth1</name><mtu nc:operation="replace">9000</mtu></interface>' +
    `<interface nc:operation="remove"><name>it's</name></interface>` +
    '</interfaces><system xmlns="urn:sys"><user nc:operation="create"/><dns nc:operation="merge"/></system></config>'
  const { value, problems } = readEditPayload(text)
  assert.deepEqual(problems, [])
  assert.ok(value?.content.type === 'edit')
  const { summary } = value.content
  assert.deepEqual(summary.elements, ['interfaces', 'system'])
  assert.deepEqual(summary.operations, { delete: 1, replace: 1, remove: 1, create: 1, merge: 1 })
  assert.deepEqual(
    summary.destructive.map(({ operation, path, start, end }) => [operation, path, text.slice(start, end)]),
    [
      ['delete', "/interfaces/interface[name='eth0']", 'interface'],
      ['replace', "/interfaces/interface[name='eth1']/mtu", 'mtu'],
      ['remove', `/interfaces/interface[name="it's"]`, 'interface'],
    ],
  )
  assert.equal(
    summary.text,
    '2 configuration elements (interfaces, system) with 1 merge, 1 replace, 1 create, 1 delete, 1 remove',
  )
})

test('without marks the summary is the elements alone', () => {
  const { value } = readEditPayload('<a xmlns="u"/>')
  assert.ok(value?.content.type === 'edit')
  assert.equal(value.content.summary.text, '1 configuration element (a)')
})

const DOUBTFUL: readonly (readonly [
  name: string,
  text: string,
  severity: string,
  message: RegExp,
  marked: string,
])[] = [
  [
    'without prefix',
    '<a xmlns="u" operation="delete"/>',
    'warning',
    /obeyed by some devices.*write nc:operation="delete".*xmlns:nc=/,
    'operation',
  ],
  [
    'unknown value',
    `<a xmlns="u" ${NC} nc:operation = 'destroy'/>`,
    'error',
    /“destroy” is no operation/,
    'destroy',
  ],
  ['wrong case', `<a xmlns="u" ${NC} nc:operation="Delete"/>`, 'error', /“Delete” is no operation/, 'Delete'],
  ['none', `<a xmlns="u" ${NC} nc:operation="none"/>`, 'warning', /not in RFC 6241/, 'none'],
  [
    'prefix bound to something else',
    '<a xmlns="u" xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.1" nc:operation="delete"/>',
    'warning',
    /bound to urn:ietf:params:xml:ns:netconf:base:1.1/,
    'nc:operation',
  ],
  ['child without namespace', '<p:a xmlns:p="u"><b><c/></b></p:a>', 'warning', /<b> has no namespace/, 'b'],
]

for (const [name, text, severity, message, marked] of DOUBTFUL) {
  test(`doubtful: ${name}`, () => {
    const { problems } = readEditPayload(text)
    assert.equal(problems.length, 1)
    const [problem] = problems
    assert.equal(problem?.severity, severity)
    assert.match(problem.message, message)
    assert.equal(text.slice(problem.start, problem.end), marked)
  })
}

test('an attribute of a vendor that happens to be called operation is left alone', () => {
  assert.deepEqual(readEditPayload('<a xmlns="u" xmlns:v="urn:v" v:operation="slow"/>').problems, [])
})

test('a mark without prefix counts: some devices obey it, netconfd 2.13 among them', () => {
  const { value } = readEditPayload('<a xmlns="u" operation="delete"/>')
  assert.ok(value?.content.type === 'edit')
  assert.deepEqual(value.content.summary.operations, { delete: 1 })
  assert.deepEqual(
    value.content.summary.destructive.map(({ path }) => path),
    ['/a'],
  )
})

test('of a hundred warnings fifty are told, and every error', () => {
  const children = '<b operation="delete"/>'.repeat(100)
  const { problems } = readEditPayload(`<a xmlns="u" ${NC}>${children}<c nc:operation="x"/></a>`)
  assert.equal(problems.filter(({ severity }) => severity === 'warning').length, 50)
  assert.equal(problems.filter(({ severity }) => severity === 'error').length, 1)
})
