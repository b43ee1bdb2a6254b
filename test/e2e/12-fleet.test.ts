// Many devices, one gesture: the grid fills as answers come, equal ones are grouped, and a dead or slow device delays nobody.

import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { freePort } from '../servers/ports.ts'
import {
  startMute,
  on,
  entry,
  addDevices,
  severalMenu,
  onGroup,
  sendEdit,
  results,
  row,
  getConfigOnGroup,
  editRunning,
  press,
  startRelay,
  saveAsProposed,
} from './fleet.ts'
import { journey } from './journey.ts'
import { expectText } from './workbench.ts'

const EDIT = '<plant xmlns="urn:acme:plant"><name>fleet-wide</name></plant>\n'
const BAD_EDIT = '<plant xmlns="urn:acme:plant"><tank><id>2</id><fill>200</fill></tank></plant>\n'

journey(
  'get-config on a group: equal answers are grouped, the dead one says why, the slow one delays nobody',
  async (world) => {
    const { workbench, servers } = world
    const mute = await startMute()
    try {
      await servers.reset('candidate')
      await servers.reset('running')
      await addDevices(world, [
        on(world, 'core-1', 'candidate'),
        on(world, 'core-2', 'candidate'),
        on(world, 'access-1', 'running', { production: true }),
        entry(servers.host, 'dead-1', await freePort(), servers),
        entry(servers.host, 'slow-1', mute.port, servers, { timeouts: { connect: 600 } }),
      ])
      const frame = await getConfigOnGroup(world)
      await expectText(frame.locator('h1'), /get-config running/)
      for (const name of ['core-1', 'core-2', 'access-1']) {
        await expectText(row(frame, name), /✓\s*data\s*A\s*\d/)
      }
      await expectText(row(frame, 'dead-1'), /✕\s*connection refused/)
      await expectText(row(frame, 'slow-1'), /connecting/)
      await expectText(frame.locator('.facts'), /3 of 5 answered\s*1 failed\s*1 to go/)
      await expectText(frame.locator('.filters'), /A\s*3 devices/)
      await world.picture('fleet-filling')

      // Cancelling takes nothing of what has come.
      await press(frame, 'Cancel').click()
      await expectText(row(frame, 'slow-1'), /cancelled: not sent/)
      await expectText(row(frame, 'core-1'), /✓\s*data/)
      await press(frame, 'Cancel').waitFor({ state: 'hidden' })
      await world.picture('fleet-cancelled')
      await world.switchTheme('light')
      await row(await results(world), 'core-1').waitFor()
      await workbench.page.waitForTimeout(500) // the webview follows the theme a moment later
      await world.picture('fleet-light')
    } finally {
      await mute.close()
    }
  },
  { limitMs: 120_000 },
)

journey(
  'answers are compared, opened, exported, and a device that was dead is tried again',
  async (world) => {
    const { workbench, servers } = world
    const { page } = workbench
    const port = await freePort()
    await servers.reset('candidate')
    await servers.reset('running')
    await editRunning(world, '<plant xmlns="urn:acme:plant"><name>south-two</name></plant>')
    await addDevices(world, [
      on(world, 'core-1', 'candidate'),
      on(world, 'core-2', 'candidate'),
      on(world, 'access-1', 'running'),
      entry(servers.host, 'late-1', port, servers, { hostKeys: 'accept-new' }),
    ])
    const frame = await getConfigOnGroup(world)
    await expectText(row(frame, 'core-1'), /data\s*A/)
    await expectText(row(frame, 'core-2'), /data\s*A/)
    await expectText(row(frame, 'access-1'), /data\s*B/)
    await expectText(row(frame, 'late-1'), /connection refused/)
    await expectText(frame.locator('.filters'), /A\s*2 devices[\s\S]*B\s*1 device/)

    // By the keyboard: the first row is access-1, the next core-1.
    await frame.locator('[role=grid]').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await frame.locator('.row.marked').nth(1).waitFor()
    await world.picture('fleet-marked')
    await press(frame, 'Compare').click()
    await expectText(workbench.diff, /north-one/)
    await workbench.tab(/access-1 ↔ core-1/).waitFor()
    await world.picture('fleet-diff')
    await workbench.command('NETCONF: Show Results')

    // Hidden and shown again: the marks, and all that came, are still there.
    const again = await results(world)
    await again.locator('.row.marked').nth(1).waitFor()
    await row(again, 'core-2').dblclick()
    const reply = await workbench.webview('[role=tablist]')
    await expectText(reply.locator('body'), /get-config running[\s\S]*core-2/)
    await expectText(reply.locator('body'), /uplink-1/)
    await world.picture('fleet-reply')

    await workbench.command('NETCONF: Show Results')
    const shown = await results(world)
    await press(shown, 'Export CSV…').click()
    const csv = await saveAsProposed(world, 'get-config-running-results.csv')
    assert.match(csv, /^device,address,production,state,group,/)
    assert.match(csv, /\r\ncore-1,[^,]*,false,data,A,\d+,\d+,0,0,/)
    assert.match(csv, /\r\nlate-1,[^,]*,false,connection refused,,/)
    assert.doesNotMatch(csv, /uplink|north-one/)

    const relay = await startRelay(port, servers.instances.candidate.port)
    try {
      await press(shown, 'Retry Failed (1)').click()
      await expectText(row(shown, 'late-1'), /data\s*A/)
      await expectText(shown.locator('.filters'), /A\s*3 devices/)
      await press(shown, 'Retry Failed').waitFor({ state: 'hidden' })
      await shown.locator('button.head.time').click()
      await shown.locator('button.filter', { hasText: '1 device' }).click()
      await row(shown, 'core-1').waitFor({ state: 'detached' })
      await shown.locator('button.filter', { hasText: 'All 4' }).click()
      await row(shown, 'core-1').waitFor()
    } finally {
      await workbench.inline('late-1', 'Disconnect')
      relay.close()
    }
  },
  { limitMs: 120_000 },
)

journey(
  'an edit of two devices: one summary, nothing sent before, and each row says what became of it',
  async (world) => {
    const { workbench, servers } = world
    await servers.reset('candidate')
    await servers.reset('running')
    await addDevices(world, [
      on(world, 'core-1', 'candidate'),
      on(world, 'access-1', 'running', { production: true }),
    ])
    world.writeFile('fleet.xml', EDIT)
    await workbench.openFile('fleet.xml')
    await onGroup(world, 'Send edit-config from the Open XML File…')
    await workbench.asked('edit-config on 2 devices')
    await expectText(workbench.quickInput, /first say whether to commit/)
    await expectText(workbench.quickInput, /candidate of 1, running of 1/)
    await world.picture('fleet-edit-plan')
    await workbench.pick('After the edit')
    await workbench.pick('Commit')
    await workbench.pick('Review and send to 2 devices…')
    const summary = await expectText(workbench.dialog('Send this edit to 2 devices?'), /plant/)
    assert.match(summary, /To the candidate, then commit: core-1/)
    assert.match(summary, /To running, in force at once: access-1/)
    assert.match(summary, /PRODUCTION: access-1/)
    await world.picture('fleet-edit-summary')
    await workbench.clickDialog('Send this edit', 'Cancel')

    // Nothing was sent: running is what it was.
    const before = await getConfigOnGroup(world)
    await expectText(before.locator('.filters'), /A\s*2 devices/)
    await row(before, 'core-1').dblclick()
    await expectText((await workbench.webview('[role=tablist]')).locator('body'), /north-one/)
    await workbench.reset()

    await workbench.openFile('fleet.xml')
    await sendEdit(world)
    const frame = await results(world, 'edit-config')
    await expectText(row(frame, 'core-1'), /✓\s*committed/)
    await expectText(row(frame, 'access-1'), /✓\s*running is changed/)
    await world.picture('fleet-edited')
    const after = await getConfigOnGroup(world)
    await expectText(after.locator('h1'), /get-config/)
    await row(after, 'access-1').dblclick()
    await expectText((await workbench.webview('[role=tablist]')).locator('body'), /fleet-wide/)
  },
  { limitMs: 120_000 },
)

journey(
  'an edit that fails says that nothing is committed, and is discarded',
  async (world) => {
    const { workbench, servers } = world
    await servers.reset('candidate')
    await servers.reset('running')
    await addDevices(world, [on(world, 'core-1', 'candidate'), on(world, 'access-1', 'running')])
    world.writeFile('bad.xml', BAD_EDIT)
    await workbench.openFile('bad.xml')
    await sendEdit(world)
    const frame = await results(world, 'edit-config')
    await expectText(row(frame, 'core-1'), /✕\s*edit failed, nothing committed/)
    await expectText(row(frame, 'core-1'), /invalid-value/)
    await expectText(row(frame, 'access-1'), /✕\s*edit failed, running uncertain/)
    await world.picture('fleet-edit-failed')
    await press(frame, 'Discard on 1 Device').click()
    await expectText(workbench.dialog('Discard the candidate of 1 device?'), /core-1/)
    await workbench.clickDialog('Discard the candidate', 'Discard')
    await expectText(row(frame, 'core-1'), /discarded: nothing is changed/)
    await press(frame, 'Discard').waitFor({ state: 'hidden' })
  },
  { limitMs: 120_000 },
)

journey(
  'an edit cancelled midway says which devices were sent it, finishes those, and gives up only when told to',
  async (world) => {
    const { workbench, servers } = world
    await servers.reset('candidate')
    await servers.reset('running')
    await addDevices(world, [on(world, 'access-1', 'running'), on(world, 'core-1', 'candidate')])
    await world.changeSettings({ 'netconfExplorer.parallelism': 1 })
    const first = await getConfigOnGroup(world)
    await expectText(row(first, 'core-1'), /data/)
    await expectText(row(first, 'access-1'), /data/)
    world.writeFile('fleet.xml', EDIT)
    await workbench.openFile('fleet.xml')
    const thaw = servers.freeze('running')
    await sendEdit(world)
    const frame = await results(world, 'edit-config')
    await expectText(row(frame, 'access-1'), /edit-config running sent/)
    await expectText(row(frame, 'core-1'), /waiting/)
    await press(frame, 'Cancel').click()
    await expectText(frame.locator('.facts'), /being finished/)
    await world.picture('fleet-stopping')
    await press(frame, 'Stop Waiting').click()
    await expectText(row(frame, 'access-1'), /\?\s*edit sent, outcome unknown/)
    await expectText(row(frame, 'core-1'), /cancelled: not sent/)
    await world.picture('fleet-edit-cancelled')
    thaw()

    // What may have been done is not done again without a word.
    await row(frame, 'core-1').hover()
    await row(frame, 'core-1').locator('.action', { hasText: 'Retry' }).click()
    await expectText(workbench.dialog('Send edit-config again to 1 device?'), /core-1: cancelled: not sent/)
    await workbench.clickDialog('Send edit-config again', 'Send Again')
    await expectText(row(frame, 'core-1'), /✓\s*committed/)
  },
  { limitMs: 120_000 },
)

journey(
  'a slow device delays neither the summary nor the others, and a run goes on without its panel',
  async (world) => {
    const { workbench, servers } = world
    const mute = await startMute()
    try {
      await servers.reset('candidate')
      await addDevices(world, [
        on(world, 'core-1', 'candidate'),
        entry(servers.host, 'slow-1', mute.port, servers, { timeouts: { connect: 600 } }),
      ])
      world.writeFile('fleet.xml', EDIT)
      await workbench.openFile('fleet.xml')
      await onGroup(world, 'Send edit-config from the Open XML File…')
      await expectText(workbench.quickInput, /candidate of 1, 1 without a session yet/, 20_000)
      await workbench.pick('After the edit')
      await workbench.pick('Commit')
      await workbench.pick('Review and send to 2 devices…')
      await expectText(workbench.dialog('Send this edit'), /Without a session yet.*slow-1 \(connecting…\)/)
      await workbench.clickDialog('Send this edit', 'Send to 2 Devices')
      const frame = await results(world, 'edit-config')
      await expectText(row(frame, 'core-1'), /✓\s*committed/)
      await expectText(row(frame, 'slow-1'), /connecting/)
      await workbench.command('View: Close Editor')
      await workbench.tab('fleet.xml').waitFor()
      await workbench.page.waitForTimeout(500) // until the extension knows, too
      await mute.close()
      await workbench.clickToast(/edit-config on 2 devices is over: 2 of 2, 1 failed/, 'Show Results')
      const again = await results(world, 'edit-config')
      await expectText(row(again, 'core-1'), /✓\s*committed/)
      await expectText(row(again, 'slow-1'), /✕/)
      await world.picture('fleet-shown-again')
    } finally {
      await mute.close()
    }
  },
  { limitMs: 120_000 },
)

journey(
  'devices chosen in the tree are sent an RPC from a file',
  async (world) => {
    const { workbench, servers } = world
    await servers.reset('candidate')
    await servers.reset('running')
    await addDevices(world, [
      on(world, 'core-1', 'candidate'),
      on(world, 'core-2', 'candidate'),
      on(world, 'access-1', 'running'),
    ])
    world.writeFile('rpc.xml', '<get-config><source><startup/></source></get-config>\n')
    await workbench.openFile('rpc.xml')
    await workbench.item('core-1').click()
    await workbench.item('access-1').click({ modifiers: ['Control'] })
    await severalMenu(world, workbench.item('access-1'), 'Send RPC from the Open XML File…')
    const frame = await results(world, 'get-config')
    await expectText(row(frame, 'core-1'), /✓\s*data/)
    // This one has no startup, and says so itself.
    await expectText(row(frame, 'access-1'), /✕\s*refused by the device/)
    await expectText(frame.locator('.facts'), /2 of 2 answered\s*1 refused/)
    await world.picture('fleet-rpc')
  },
  { limitMs: 120_000 },
)

journey(
  'a thousand devices: rows are drawn as they come into sight',
  async (world) => {
    const { workbench, servers } = world
    const { page } = workbench
    const port = await freePort()
    const dead = Array.from({ length: 999 }, (_, index) => entry(servers.host, `r${index}`, port, servers))
    await workbench.view('NETCONF')
    await workbench.item(/^lab/).waitFor({ state: 'detached' })
    world.trustHosts()
    // On the disk, since the editor takes minutes over a line of so many.
    mkdirSync(path.join(world.workspace, '.vscode'))
    const devices = [...dead, on(world, 'core-1', 'candidate')]
    world.writeFile('.vscode/settings.json', JSON.stringify({ 'netconfExplorer.devices': devices }))
    await workbench.item(/^lab/).waitFor()
    const frame = await getConfigOnGroup(world)
    const began = performance.now()
    await expectText(frame.locator('.facts'), /1 of 1,000 answered\s*999 failed/, 40_000)
    console.log(`1,000 devices, 999 of them dead: ${Math.round(performance.now() - began)} ms`)
    await expectText(row(frame, 'core-1'), /data\s*A/)
    assert.ok((await frame.locator('[role=row]').count()) < 250, 'not all rows are in the page')
    await row(frame, 'core-1').click()
    await page.keyboard.press('End')
    await row(frame, 'r998').waitFor()
    await page.keyboard.press('Home')
    await row(frame, 'core-1').waitFor()
    await world.picture('fleet-many')
  },
  { limitMs: 120_000 },
)

journey(
  'questions of several devices come one at a time, and the devices are picked from a list',
  async (world) => {
    const { workbench, servers } = world
    await servers.reset('candidate')
    await servers.reset('running')
    await addDevices(world, [
      on(world, 'core-1', 'candidate', { auth: 'password' }),
      on(world, 'core-2', 'candidate', { auth: 'password' }),
      on(world, 'access-1', 'running'),
    ])
    await workbench.command('NETCONF: Run on Several Devices…')
    await workbench.asked('Run on several devices')
    await world.picture('fleet-pick')
    for (const name of ['core-1', 'core-2', 'access-1']) await workbench.pick(name)
    await workbench.quickInput.locator('.monaco-button', { hasText: 'OK' }).click()
    await world.picture('fleet-what')
    await workbench.pick('Run get-config…')
    await workbench.pick('running')
    await workbench.pick('No filter')
    const frame = await results(world)
    await expectText(row(frame, 'access-1'), /data\s*A/)
    await expectText(row(frame, 'core-1'), /!\s*waits for your answer/)
    await expectText(row(frame, 'core-2'), /!\s*waits for your answer/)
    await world.picture('fleet-question')
    // What is typed goes to the question, though a panel has just been opened.
    const title = await expectText(workbench.quickInput, /core-[12]: Password/)
    const [first, second] = title.includes('core-1') ? ['core-1', 'core-2'] : ['core-2', 'core-1']
    await workbench.page.keyboard.type(servers.password ?? '')
    await workbench.page.keyboard.press('Enter')
    await expectText(row(frame, first), /data\s*A/)
    await workbench.asked(`${second}: Password`)
    await workbench.page.keyboard.press('Escape')
    await expectText(row(frame, second), /dismissed: not sent/)
  },
  { limitMs: 120_000 },
)
