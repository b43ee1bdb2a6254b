// Paths of rpc-errors as servers write them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readErrorPath } from '../../../src/language/errorPath.ts'

const step = (name: string, more: object = {}): object => {
  const [local, prefix = ''] = name.split(':').reverse()
  return { prefix, local, isAttribute: false, values: [], ...more }
}

const PATHS: readonly (readonly [path: string, steps: readonly object[]])[] = [
  ['', []],
  ['/', []],
  ['/nc:rpc/nc:edit-config', [step('nc:rpc'), step('nc:edit-config')]],
  ['plant/ tank', [step('plant'), step('tank')]],
  ['//ap:tank', [step('ap:tank')]],
  ["/ap:tank[ap:id='2']/ap:fill", [step('ap:tank', { values: [['id', '2']] }), step('ap:fill')]],
  [
    '/ap:tank[ap:id="a]/b"] [n = 3]',
    [
      step('ap:tank', {
        values: [
          ['id', 'a]/b'],
          ['n', '3'],
        ],
      }),
    ],
  ],
  [
    "/pair[left='a' and right=\"it's\"]",
    [
      step('pair', {
        values: [
          ['left', 'a'],
          ['right', "it's"],
        ],
      }),
    ],
  ],
  ["/tag[.='x']", [step('tag', { values: [['.', 'x']] })]],
  ['/tank[2]', [step('tank', { position: 2 })]],
  ['/tank[position()=2]', [step('tank', { position: 2 })]],
  ['/child::a/*', [step('a'), step('*')]],
  ['/a/@operation', [step('a'), step('operation', { isAttribute: true })]],
  ["/a[b='1", [step('a')]],
  ['/interface[name="ge-0/0/0"]/unit', [step('interface', { values: [['name', 'ge-0/0/0']] }), step('unit')]],
]

for (const [path, steps] of PATHS) {
  test(`path ${path === '' ? '(empty)' : path}`, () => assert.deepEqual(readErrorPath(path), steps))
}
