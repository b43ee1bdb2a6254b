// Values of parameters: what a form may be told about each, and how they are read.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  GivenValues,
  valueProblem,
  type Parameter,
  type ParameterValue,
} from '../../../src/profiles/parameters.ts'

const described = { name: 'p', description: 'A parameter.' } as const
const TEXT: Parameter = { ...described, type: 'text' }
const NUMBER: Parameter = { ...described, type: 'number', minimum: 1, maximum: 60 }
const XML: Parameter = { ...described, type: 'xml' }

describe('the problem of a value', () => {
  const cases: readonly (readonly [string, Parameter, ParameterValue, string | undefined])[] = [
    ['absent', TEXT, undefined, undefined],
    ['empty', TEXT, '', undefined],
    ['absent though required', { ...TEXT, required: true }, undefined, 'p is required.'],
    ['absent, with a default', { ...TEXT, required: true, default: 'x' }, undefined, undefined],
    ['two lines', TEXT, 'a\nb', 'p must be a single line.'],
    ['a list of lines', { ...described, type: 'lines' }, ['a', 'b'], undefined],
    ['a number', NUMBER, 60, undefined],
    ['a number as text', NUMBER, '07', undefined],
    ['a number too small', NUMBER, 0, 'p must be a whole number from 1 to 60.'],
    ['half a number', NUMBER, 1.5, 'p must be a whole number from 1 to 60.'],
    ['not a number', NUMBER, Number.NaN, 'p must be a whole number from 1 to 60.'],
    ['a flag', { ...described, type: 'flag' }, true, undefined],
    ['no flag', { ...described, type: 'flag' }, 1, 'p must be true or false.'],
    ['several elements', XML, '<a/>\n<b/>', undefined],
    ['a file with a declaration', XML, '<?xml version="1.0" encoding="UTF-8"?>\n<a/>', undefined],
    ['no element', XML, 'text', 'p is not well-formed XML (line 1): There is no element in this text.'],
    [
      'a prefix without a namespace',
      XML,
      '<x:a/>',
      'p is not well-formed XML (line 1): Unbound namespace prefix: "x".',
    ],
    ['a choice', { ...described, type: 'choice', choices: ['a', 'b'] }, 'c', 'p must be one of a, b.'],
  ]
  for (const [name, parameter, value, problem] of cases) {
    it(`that is ${name}`, () => assert.equal(valueProblem(parameter, value), problem))
  }
})

it('values are read with defaults, and blank lines left out', () => {
  const parameters: readonly Parameter[] = [
    { name: 'lines', type: 'lines', description: 'Lines.' },
    { name: 'count', type: 'number', default: 7, description: 'A count.' },
    { name: 'on', type: 'flag', description: 'On.' },
    { name: 'xml', type: 'xml', description: 'XML.' },
  ]
  const given = new GivenValues('test', parameters, {
    lines: 'a\r\n\n b\n',
    xml: '<?xml version="1.0"?>\n<a/> ',
  })
  assert.deepEqual(given.lines('lines'), ['a', ' b'])
  assert.equal(given.text('count'), '7')
  assert.equal(given.flag('on'), false)
  assert.equal(given.markup('xml'), '<a/>')
  assert.equal(given.text('absent'), undefined)
  assert.throws(() => given.required('on'), SyntaxError)
})
