// Tests of finding devices by id and by group, and of how much work that is.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { indexDevices } from '../../../src/transport/deviceIndex.ts'

const DEVICES = [
  { id: 'a', group: 'site 10' },
  { id: 'b' },
  { id: 'c', group: 'site 9' },
  { id: 'd', group: 'site 10' },
  { id: 'b', group: 'site 9' },
]

describe('indexDevices', () => {
  const index = indexDevices(DEVICES)

  it('finds by id, the first of several', () => {
    assert.equal(index.byId('d'), DEVICES[3])
    assert.equal(index.byId('b'), DEVICES[1])
    assert.equal(index.byId('z'), undefined)
  })

  it('names the groups in the order that people count in', () => {
    assert.deepEqual(index.groups, ['site 9', 'site 10'])
  })

  it('has the members in their order', () => {
    assert.deepEqual(index.inGroup('site 10'), [DEVICES[0], DEVICES[3]])
    assert.deepEqual(index.inGroup(undefined), [DEVICES[1]])
    assert.deepEqual(index.inGroup('nowhere'), [])
    assert.deepEqual(index.all, DEVICES)
  })

  it('has nothing of nothing', () => {
    const empty = indexDevices([])
    assert.deepEqual([empty.all, empty.groups, empty.inGroup(undefined)], [[], [], []])
  })

  /** Reads of properties while a tree of all devices is drawn: groups, members, each member by id. */
  function readsToDraw(count: number): number {
    let reads = 0
    const counted = Array.from(
      { length: count },
      (_, at) =>
        new Proxy(
          { id: `d${at}`, group: `g${at % 50}` },
          {
            get: (device, name: 'id' | 'group') => {
              reads++
              return device[name]
            },
          },
        ),
    )
    const index = indexDevices(counted)
    const drawn = index.groups.flatMap((group) => index.inGroup(group).map(({ id }) => index.byId(id)))
    assert.equal(drawn.length, count)
    return reads
  }

  it('takes work that grows with the devices, not with their square', () => {
    assert.equal(readsToDraw(1_000), 2 * readsToDraw(500))
    assert.ok(readsToDraw(1_000) <= 4_000)
  })
})
