// Results as files: CSV that no spreadsheet runs, JSON, and no configuration in either.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { csvCell, resultsCsv, resultsJson } from '../../../src/panels/resultsExport.ts'
import { answers, result } from './results.ts'

const CELLS: readonly (readonly [value: string | number | boolean | undefined, cell: string])[] = [
  ['plain', 'plain'],
  ['a, b', '"a, b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  [-5, '-5'],
  [0, '0'],
  [true, 'true'],
  [undefined, ''],
]

describe('a cell of CSV', () => {
  for (const [value, cell] of CELLS) it(JSON.stringify(value), () => assert.equal(csvCell(value), cell))
})

const [answer] = answers('<data><password>hidden</password></data>')
const RESULTS = [
  result('core-1', {
    phase: 'data',
    words: 'data',
    elapsedMs: 12.6,
    bytes: 40,
    ...(answer && { answer }),
  }),
  result('=evil', { phase: 'failed', words: 'timed out', message: 'No, "nothing" came', isProduction: true }),
]

describe('CSV', () => {
  it('has a line a device under one with the names', () => {
    assert.deepEqual(resultsCsv(RESULTS).split('\r\n'), [
      'device,address,production,state,group,time_ms,bytes,errors,warnings,message',
      'core-1,core-1.example:830,false,data,A,13,40,0,0,',
      '\'=evil,\'=evil.example:830,true,timed out,,,,0,0,"No, ""nothing"" came"',
      '',
    ])
  })

  it('has nothing of the configuration', () => assert.doesNotMatch(resultsCsv(RESULTS), /hidden/))
})

describe('JSON', () => {
  const text = resultsJson(RESULTS, { operation: 'get', startedAt: new Date(0) })

  it('has what was asked, the groups, a result for each device', () => {
    const read = JSON.parse(text) as { operation: string; groups: unknown; results: { device: string }[] }
    assert.equal(read.operation, 'get')
    assert.deepEqual(read.groups, [{ group: 'A', devices: 1, isError: false }])
    assert.deepEqual(
      read.results.map(({ device }) => device),
      ['core-1', '=evil'],
    )
  })

  it('has nothing of the configuration', () => assert.doesNotMatch(text, /hidden/))
})
