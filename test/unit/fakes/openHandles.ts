// What the process still holds open, to find out whether something was left behind.

import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'

const COUNTED = /^(TCPSocketWrap|TLSWrap|PipeWrap|PipeConnectWrap|ProcessWrap|Timeout)$/

function openHandles(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((name) => COUNTED.test(name))
    .sort()
}

/** Runs `work` and fails if it leaves a socket, a pipe, a process or a timer behind, once things have settled. */
export async function leavesNothingOpen(work: () => Promise<void>): Promise<void> {
  const before = openHandles()
  await work()
  let left: string[] = []
  for (let round = 0; round < 50; round += 1) {
    await pause(20)
    left = openHandles()
    if (left.length <= before.length) return
  }
  assert.deepEqual(left, before)
}
