// What the journeys on many devices share: the devices, the group's menu, the results panel.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Frame, Locator } from 'playwright-core'
import { editConfig } from '../../src/netconf/operations.ts'
import { Session } from '../../src/netconf/session.ts'
import { connectSsh } from '../../src/transport/sshClient.ts'
import { checkedMarkup } from '../../src/xml/build.ts'
import { freePort } from '../servers/ports.ts'
import type { InstanceName } from '../servers/servers.ts'
import type { World } from './world.ts'

/** Takes connections and never says a word. */
export interface Mute {
  readonly port: number
  close(): Promise<void>
}

export async function startMute(): Promise<Mute> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve)) // of one that is closed already, too
    },
  }
}

export type Entry = Readonly<Record<string, unknown>>

export function on({ servers }: World, name: string, instance: InstanceName, more: Entry = {}): Entry {
  return entry(servers.host, name, servers.instances[instance].port, servers, more)
}

export function entry(
  host: string,
  name: string,
  port: number,
  servers: World['servers'],
  more: Entry = {},
): Entry {
  return {
    id: `${name}-id`,
    name,
    group: 'lab',
    host,
    port,
    username: servers.user,
    auth: 'key',
    keyFile: servers.keys.ed25519.file,
    ...more,
  }
}

export async function addDevices(world: World, entries: readonly Entry[]): Promise<void> {
  await world.changeSettings({ 'netconfExplorer.devices': entries })
  world.trustHosts()
  await world.workbench.view('NETCONF')
  await world.workbench.item('lab').waitFor()
}

/** Right-clicks, opens the submenu and chooses there. */
export async function severalMenu({ workbench }: World, target: Locator, choice: string): Promise<void> {
  const { page } = workbench
  await target.click({ button: 'right' })
  const submenu = page.locator('.monaco-menu .action-item', { hasText: 'Run on Several Devices' }).first()
  await submenu.waitFor()
  await pause(150)
  await submenu.hover()
  await page.keyboard.press('ArrowRight')
  await workbench.menu(choice)
}

export async function onGroup(world: World, choice: string): Promise<void> {
  await severalMenu(world, world.workbench.item(/^lab/), choice)
}

/** Sends the open file to the group, with a commit. */
export async function sendEdit(world: World): Promise<void> {
  const { workbench } = world
  await onGroup(world, 'Send edit-config from the Open XML File…')
  await workbench.pick('After the edit')
  await workbench.pick('Commit')
  await workbench.pick('Review and send to 2 devices…')
  await workbench.clickDialog('Send this edit', 'Send to 2 Devices')
}

/** The results panel that shows this operation. */
export async function results({ workbench }: World, operation = 'get-config running'): Promise<Frame> {
  return workbench.webview(`main.results:has(h1:has-text(${JSON.stringify(operation)}))`)
}

export function row(frame: Frame, device: string): Locator {
  return frame.locator('[role=row]', { has: frame.locator(`.name[title="${device}"]`) })
}

export async function getConfigOnGroup(world: World): Promise<Frame> {
  await onGroup(world, 'Run get-config…')
  await world.workbench.pick('running')
  await world.workbench.pick('No filter')
  return results(world)
}

/** Changes the running datastore of the instance that is edited in place, from this process. */
export async function editRunning({ servers }: World, config: string): Promise<void> {
  const transport = await connectSsh({
    host: servers.host,
    port: servers.instances.running.port,
    credentials: { username: servers.user, privateKey: readFileSync(servers.keys.ed25519.file, 'utf8') },
    onHostKey: () => Promise.resolve('accept'),
    timeoutMs: 10_000,
  })
  const session = await Session.open(transport)
  await pause(50) // netconfd stands still when our hello and the first rpc come in one go
  await session.request(editConfig({ target: 'running', config: checkedMarkup(config) }))
  await session.close()
}

export function press(frame: Frame, name: string): Locator {
  return frame.locator('vscode-button', { hasText: name })
}

/** Takes connections on `port` and passes them on. */
export async function startRelay(port: number, to: number): Promise<net.Server> {
  const server = net.createServer((socket) => {
    const onward = net.connect(to, '127.0.0.1')
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.on('error', () => other.destroy())
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return server
}

/** Accepts the file that VS Code's save dialog proposes. */
export async function saveAsProposed({ workbench, workspace }: World, file: string): Promise<string> {
  await until(async () => (await workbench.quickInputBox.inputValue()).endsWith(file))
  await workbench.page.keyboard.press('Enter')
  await workbench.statusItem('results exported').waitFor()
  const saved = path.join(workspace, file)
  assert.ok(existsSync(saved), saved)
  return readFileSync(saved, 'utf8')
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const late = Date.now() + 10_000
  while (!(await condition())) {
    assert.ok(Date.now() < late, 'This does not come about.')
    await pause(50)
  }
}
