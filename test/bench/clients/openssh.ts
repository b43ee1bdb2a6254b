// OpenSSH's own client as a pipe, `ssh -s`, the bytes that come merely counted.

import { spawn } from 'node:child_process'
import { memoryOf } from '../memory.ts'
import type { Place } from '../place.ts'
import type { Memory } from '../task.ts'
import { rawLine, type RawStream } from './rawNetconf.ts'
import { runJob } from './run.ts'

let pid: number | undefined
let base = 0

function openStream({ host, port, user, keyFile, knownHostsFile }: Place): Promise<RawStream> {
  const options = [
    `UserKnownHostsFile=${knownHostsFile}`,
    'StrictHostKeyChecking=yes',
    'BatchMode=yes',
    'IdentitiesOnly=yes',
    'Ciphers=aes128-gcm@openssh.com',
  ].flatMap((option) => ['-o', option])
  const args = [
    '-F',
    'none',
    ...options,
    '-p',
    String(port),
    '-i',
    keyFile,
    '-s',
    `${user}@${host}`,
    'netconf',
  ]
  const child = spawn('ssh', args, { stdio: ['pipe', 'pipe', 'inherit'] })
  pid = child.pid
  child.stdout.once('data', () => (base = memoryOf(child.pid ?? 0, 'VmRSS')))
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return Promise.resolve({
    write: (bytes) => void child.stdin.write(bytes),
    onData: (listener) => void child.stdout.on('data', listener),
    close: () => {
      child.stdin.end()
      return closed
    },
  })
}

/** Of the last `ssh` that was started. */
const memory = (): Memory => {
  try {
    return { base, peak: memoryOf(pid ?? 0, 'VmHWM') }
  } catch {
    return { base, peak: base } // it has ended, as it does where connecting is measured
  }
}

void runJob(() =>
  Promise.resolve({ open: async (place, framing) => rawLine(await openStream(place), framing), memory }),
)
