// Many devices: what activation costs by VS Code's own figures, a tree of 200, one gesture for a whole group.

import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import path from 'node:path'
import { freePort } from '../servers/ports.ts'
import { journey } from './journey.ts'
import { expectText } from './workbench.ts'
import type { World } from './world.ts'

/** The row of our extension in VS Code's table: milliseconds to load its code, in `activate`, and until that had ended. */
const FIGURES =
  /netconf-explorer\.netconf-explorer\s*\|[^|]*\|\s*(\d+)\s*\|\s*(\d+)\s*\|\s*(\d+)\s*\|\s*([^|\s]+)/

journey(
  'VS Code tells what our activation costs, and that it is the view that asks for it',
  async (world) => {
    const { workbench } = world
    // Another view at the start, and no change of the settings on its way to ours.
    await workbench.view('Explorer')
    await workbench.page.waitForTimeout(500)
    await world.reload()
    await workbench.view('NETCONF')
    await workbench.sideBar.locator('.monaco-button', { hasText: 'Add Device' }).waitFor()
    await workbench.command('Developer: Startup Performance')
    await workbench.tab(/Startup Performance/).waitFor()
    await expectText(workbench.editor, /./)
    await workbench.page.keyboard.press('Control+F')
    await workbench.page.keyboard.insertText('netconf-explorer.netconf-explorer')
    const [, load, call, finish, event = ''] = await figuresFound(world)
    console.log(
      `activation by VS Code's own figures: load ${load} ms, activate() ${call} ms, then ${finish} ms`,
    )
    assert.match(event, /^onView:netconfExplorer\./)
  },
)

/** Goes from match to match until the table's row is among the lines in sight. */
async function figuresFound({ workbench }: World): Promise<RegExpExecArray> {
  for (let tries = 0; tries < 40; tries += 1) {
    await workbench.page.keyboard.press('Enter')
    await workbench.page.waitForTimeout(250)
    const found = FIGURES.exec(await expectText(workbench.editor, /./))
    if (found !== null) return found
  }
  throw new Error('The table of VS Code has no row of this extension')
}

const DEVICES = 200
const SITES = 10

interface Scale {
  /** Takes connections, and says nothing. */
  readonly silent: Server
  readonly devices: readonly Readonly<Record<string, unknown>>[]
}

/** `site 1` to `site 10` with 20 devices each; in every site one is real, one is silent, the others refuse. */
async function scaleOf({ servers }: World): Promise<Scale> {
  const silent = createServer((socket) => socket.on('error', () => undefined))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  assert.ok(typeof address === 'object' && address !== null)
  const refusing = await freePort()
  const login = { username: servers.user, auth: 'key', keyFile: servers.keys.ed25519.file }
  const devices = Array.from({ length: DEVICES }, (_, at) => {
    const site = Math.floor(at / (DEVICES / SITES)) + 1
    const place = at % (DEVICES / SITES)
    const port = place === 0 ? servers.instances.candidate.port : place === 1 ? address.port : refusing
    const name = `${place === 0 ? 'core' : place === 1 ? 'mute' : 'edge'}-${at + 1}`
    const more = place === 1 ? { timeouts: { connect: 3 } } : {}
    return { id: `scale-${at}`, name, group: `site ${site}`, host: servers.host, port, ...login, ...more }
  })
  return { silent, devices }
}

async function withDevices(world: World, steps: () => Promise<void>): Promise<void> {
  const { silent, devices } = await scaleOf(world)
  try {
    world.trustHosts()
    // On the disk: in the editor a line of 200 devices takes seconds to be coloured.
    // It notices a new file of settings only where it has noticed that the one before is gone.
    await world.workbench.view('NETCONF')
    await world.workbench.item(/^site/).waitFor({ state: 'detached' })
    mkdirSync(path.join(world.workspace, '.vscode'))
    world.writeFile('.vscode/settings.json', JSON.stringify({ 'netconfExplorer.devices': devices }))
    await world.workbench.item(/^site 10/).waitFor()
    await steps()
  } finally {
    silent.close()
  }
}

const toasts = ({ workbench }: World) =>
  workbench.page.locator('.notifications-toasts .notification-list-item')

journey('a tree of 200 devices opens, folds and finds', async (world) => {
  const { workbench } = world
  const { page } = workbench
  await withDevices(world, async () => {
    // So many are not poured out at once: the groups are folded.
    assert.equal(await workbench.item(/^(?:core|mute|edge)-/).count(), 0)
    const began = performance.now()
    await workbench.expand(/^site 7/)
    await workbench.item(/^edge-140/).waitFor()
    console.log(`a group of 20 in a tree of 200 was open after ${Math.round(performance.now() - began)} ms`)
    await workbench.expand(/^site 8/)
    await world.picture('scale-tree')

    await workbench.item(/^site 7/).click()
    await page.keyboard.press('Control+Alt+F')
    await page.keyboard.type('edge-151')
    await workbench.sideBar.locator('.monaco-list-row.focused', { hasText: 'edge-151' }).waitFor()
    await world.picture('scale-find')
    await page.keyboard.press('Escape')
    // The find of a tree knows the groups that were open; the list of devices knows all.
    await workbench.command('NETCONF: Select Active Device…')
    await workbench.quickInputBox.fill('edge-199')
    await expectText(workbench.quickInput, /edge-199.*site 10/s)
    await page.keyboard.press('Escape')
  })
})

journey(
  'Connect All on a group: one progress, honest ends, one message',
  async (world) => {
    const { workbench } = world
    await withDevices(world, async () => {
      await workbench.inline(/^site 3/, 'Connect All')
      await expectText(workbench.toast(/Connecting to 20 devices/), /1 of 20 connected, 18 failed/)
      assert.equal(await toasts(world).count(), 1)
      await world.picture('scale-connecting')
      await expectText(
        workbench.toast(/19 failed/),
        /1 of 20 devices connected; 19 failed: \S+, \S+, \S+, \S+, \S+ and 14 more\./,
      )
      assert.equal(await toasts(world).count(), 1)
      await expectText(workbench.item(/^site 3/), /1 of 20 connected · 19 failed/)
      await workbench.expand(/^site 3/)
      await expectText(workbench.item(/^edge-43/), /connection refused/)
      await expectText(workbench.item(/^mute-42/), /timed out/)
      await world.picture('scale-ends')
      await workbench.clickToast(/19 failed/, 'Show Log')
      const log = workbench.page.locator('.panel .view-lines').first()
      await expectText(log, /Connect All: 1 of 20 devices connected in [\d.]+ s, 19 failed/)
      await world.picture('scale-log')
      await world.switchTheme('light')
      await workbench.view('NETCONF')
      await workbench.item(/^edge-43/).waitFor()
      await world.picture('scale-ends-light')
      // A device that came with many stays folded: the tree does not jump about.
      assert.equal(await workbench.item(/^core-41/).getAttribute('aria-expanded'), 'false')
      await workbench.contextMenu(workbench.item(/^site 3/), 'Disconnect All')
      await workbench.statusItem('1 device disconnected').waitFor()
      await expectText(workbench.item(/^site 3/), /site 3\s*(?:18|19) failed/)
    })
  },
  { limitMs: 90_000 },
)

journey('several chosen devices are connected by one entry of their menu', async (world) => {
  const { workbench } = world
  const { page } = workbench
  await withDevices(world, async () => {
    await workbench.expand(/^site 4/)
    await workbench.item(/^core-61/).click()
    await workbench.item(/^edge-63/).click({ modifiers: ['Control'] })
    await workbench.item(/^core-61/).click({ button: 'right' })
    const menu = page.locator('.monaco-menu')
    await expectText(menu, /Connect All/)
    assert.doesNotMatch(await menu.innerText(), /Edit Device|Remove Device|^Connect$/m)
    await world.picture('scale-menu')
    await workbench.menu('Connect All')
    await expectText(workbench.toast(/failed/), /1 of 2 devices connected; 1 failed: edge-63\./)
    await workbench.command('NETCONF: Disconnect All')
    await workbench.asked('Disconnect all')
    await workbench.pick('All Devices')
    await workbench.statusItem('1 device disconnected').waitFor()
  })
})

journey(
  'a question about one device keeps no other waiting, and questions come one at a time',
  async (world) => {
    const { workbench, servers } = world
    const login = { host: servers.host, port: servers.instances.candidate.port, username: servers.user }
    const byKey = { ...login, auth: 'key', keyFile: servers.keys.ed25519.file }
    const names = ['asks-1', 'asks-2', 'asks-3', 'free-1', 'free-2']
    world.trustHosts()
    await world.changeSettings({
      'netconfExplorer.parallelism': 1,
      'netconfExplorer.devices': names.map((name) => ({
        id: `${name}-id`,
        name,
        ...(name.startsWith('asks') ? login : byKey),
      })),
    })
    await workbench.view('NETCONF')
    await workbench.item('asks-1').waitFor()
    await workbench.command('NETCONF: Connect All')
    await workbench.asked('asks-1: Password')
    // One at a time, and yet those that need no answer are through.
    await expectText(workbench.toast(/Connecting to 5 devices/), /2 of 5 connected/)
    await workbench.asked('asks-1: Password')
    await world.picture('scale-questions')
    await workbench.answer('asks-1: Password', servers.password ?? '')
    await workbench.asked('asks-2: Password')
    await workbench.page.keyboard.press('Escape')
    await workbench.answer('asks-3: Password', servers.password ?? '')
    await workbench.statusItem('4 of 5 devices connected, 1 dismissed').waitFor()
  },
)

journey('who is asked about too many host keys can end the asking', async (world) => {
  const { workbench, servers } = world
  const login = {
    host: servers.host,
    username: servers.user,
    auth: 'key',
    keyFile: servers.keys.ed25519.file,
  }
  const { candidate, running } = servers.instances
  const ports = [candidate.port, running.port, servers.bareSshPort]
  await world.changeSettings({
    'netconfExplorer.devices': ports.map((port, at) => ({
      id: `new-${at}-id`,
      name: `new-${at + 1}`,
      ...login,
      port,
    })),
  })
  await workbench.view('NETCONF')
  await workbench.item('new-1').waitFor()
  await workbench.command('NETCONF: Connect All')
  const dialog = workbench.dialog('The host key of')
  await dialog.waitFor()
  await workbench.page.waitForTimeout(1_500) // by now the others wait behind it
  await workbench.clickDialog('The host key of', 'Trust Once')
  await expectText(dialog, /One more question waits\..*Stop Asking/s)
  await world.picture('scale-host-keys')
  await workbench.clickDialog('The host key of', 'Stop Asking')
  await expectText(workbench.toast(/failed/), /[01] of 3 devices connected; [23] failed: new-/)
  assert.equal(await dialog.count(), 0)
})
