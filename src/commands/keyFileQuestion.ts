// Which private key opens a device: those in ~/.ssh, or one from a file dialog.

import { open, readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Uri, window } from 'vscode'
import type { NewDevice } from '../app/devices.ts'
import type { Changes } from './deviceQuestions.ts'
import { inHome } from '../transport/homePath.ts'
import { askPick, type Answer, type Place } from './steps.ts'

const BROWSE = '$(folder-opened) Browse…'

export async function askKeyFile(place: Place, device: NewDevice): Promise<Answer<Changes>> {
  let problem: string | undefined
  for (;;) {
    const files = new Set([...(device.keyFile === undefined ? [] : [device.keyFile]), ...(await usualKeys())])
    const answer = await askPick(place, {
      placeholder: problem ?? 'Private key to log in with',
      choices: [...files, BROWSE].map((file) => ({ label: file, value: file })),
      active: (file) => file === device.keyFile,
    })
    if (answer === undefined || answer === 'back') return answer
    const file = answer.value === BROWSE ? await browse() : answer.value
    problem = file === undefined ? undefined : await keyProblem(file)
    if (file !== undefined && problem === undefined) return { value: { keyFile: file } }
  }
}

/** The private keys where OpenSSH looks for them, written with `~`. */
async function usualKeys(): Promise<string[]> {
  const names = await readdir(join(homedir(), '.ssh')).catch(() => [])
  return names.filter((name) => /^id_(?!.*\.pub$)/.test(name)).map((name) => `~/.ssh/${name}`)
}

async function browse(): Promise<string | undefined> {
  const chosen = await window.showOpenDialog({
    title: 'Private Key',
    openLabel: 'Use This Key',
    defaultUri: Uri.file(join(homedir(), '.ssh')),
  })
  const path = chosen?.[0]?.fsPath
  return path?.startsWith(join(homedir(), '/')) === true ? `~/${path.slice(homedir().length + 1)}` : path
}

/** What speaks against a file at first sight; its passphrase is tried when connecting. */
async function keyProblem(file: string): Promise<string | undefined> {
  const path = inHome(file)
  const head = await readHead(path).catch((error: unknown) => error)
  if (typeof head !== 'string') return `${file} cannot be read. Choose another file`
  if (/^(ssh-|ecdsa-)/.test(head))
    return `${file} is a public key. Choose the private one, mostly without .pub`
  const isKey = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|^PuTTY-User-Key-File/.test(head)
  return isKey ? undefined : `${file} holds no private key. Choose another file`
}

async function readHead(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2_000), 0, 2_000, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await file.close()
  }
}
