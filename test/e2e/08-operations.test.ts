// Operations beyond the daily ones: confirmed commits, subscriptions, the operations of a vendor, and what is off.

import { addDevice, connectDevice } from './devices.ts'
import { journey } from './journey.ts'
import { expectText } from './workbench.ts'
import type { World } from './world.ts'

/** Puts a name for the plant into the candidate. */
async function editCandidate(world: World, name: string): Promise<void> {
  const { workbench } = world
  world.writeFile('plant.xml', `<plant xmlns="urn:acme:plant"><name>${name}</name></plant>\n`)
  await workbench.openFile('plant.xml')
  await expectText(workbench.editor, new RegExp(name))
  await workbench.editorMenu('Send edit-config…')
  await workbench.pick('Send to candidate of core-1')
  await workbench.toast(/candidate is changed/).waitFor()
  await workbench.page.keyboard.press('Escape')
}

/** Answers an option's question; its list has the same title, so it is known by what it asks. */
async function answerOption({ workbench }: World, prompt: RegExp, text: string): Promise<void> {
  await expectText(workbench.quickInput, prompt)
  await workbench.quickInputBox.fill(text)
  await workbench.page.keyboard.press('Enter')
}

async function commitConfirmed(world: World, seconds: number, words: string): Promise<void> {
  const { workbench } = world
  await workbench.command('NETCONF: Run confirmed commit…')
  await workbench.pick('Time to confirm')
  await answerOption(world, /Seconds within which/, String(seconds))
  await workbench.pick(`Commit, and undo after ${words} unless it is confirmed`)
  await workbench.statusItem('core-1: confirm commit within').waitFor()
}

async function expectRunning({ workbench }: World, pattern: RegExp): Promise<void> {
  await workbench.command('NETCONF: Run get-config')
  await workbench.pick('running')
  await workbench.pick('No filter')
  await expectText((await workbench.webview('[role=tablist]')).locator('body'), pattern)
}

journey('a confirmed commit counts down, and is undone when nobody confirms it', async (world) => {
  const { workbench, servers } = world
  await servers.reset('candidate')
  await addDevice(world)
  await connectDevice(world)
  await editCandidate(world, 'temporary')
  await commitConfirmed(world, 5, '5 s')
  await world.picture('confirmed-commit')
  await expectRunning(world, /temporary/)
  await expectText(workbench.toast('nobody confirmed'), /goes back to the configuration it had before/)
  await workbench.statusItem('core-1: confirm commit within').waitFor({ state: 'hidden' })
  await world.picture('confirmed-commit-undone')
  // netconfd looks at the time once a second, and so may be late by that.
  await workbench.page.waitForTimeout(2_000)
  await expectRunning(world, /north-one/)
})

journey(
  'a confirmed commit is cancelled from the status bar, and confirmed from its message',
  async (world) => {
    const { workbench, servers } = world
    await servers.reset('candidate')
    await addDevice(world)
    await connectDevice(world)
    await editCandidate(world, 'cancelled')
    await commitConfirmed(world, 120, '2 min')
    await workbench.statusItem('core-1: confirm commit within').click()
    await workbench.asked('Confirmed commit on core-1')
    await world.picture('settle-commit')
    await workbench.pick('Cancel')
    await workbench.statusItem('core-1: the commit is cancelled').waitFor()
    await expectRunning(world, /north-one/)

    await editCandidate(world, 'confirmed')
    await commitConfirmed(world, 120, '2 min')
    await workbench.clickToast(/committed until/, 'Confirm')
    await workbench.statusItem('core-1: the commit is confirmed').waitFor()
    await workbench.statusItem('core-1: confirm commit within').waitFor({ state: 'hidden' })
    await expectRunning(world, /confirmed/)
  },
)

journey('a subscription shows a change of the configuration, and what happened before', async (world) => {
  const { workbench, servers } = world
  await servers.reset('candidate')
  await addDevice(world)
  await connectDevice(world)
  await workbench.command('NETCONF: Subscribe…')
  await workbench.asked('Subscribe on core-1')
  await world.picture('subscribe')
  await workbench.pick('Subscribe to stream NETCONF of core-1')
  await workbench.item('S1 stream NETCONF').waitFor()

  await editCandidate(world, 'watched')
  await workbench.command('NETCONF: Run commit')
  await workbench.command('View: Toggle Maximized Panel')
  const notifications = workbench.page.locator('.panel .view-lines').first()
  await expectText(
    notifications,
    /netconf-config-change, \d+ bytes, running changed by \S+\s+\(session \d+\)/,
  )
  await expectText(notifications, /<operation>replace<\/operation>/)
  await expectText(workbench.item('S1 stream NETCONF'), /[1-9]\d* received/)
  await world.picture('notifications')
  await workbench.inline('S1 stream NETCONF', 'Stop Subscription')
  await expectText(workbench.item('S1 stream NETCONF'), /ended: stopped/)

  await workbench.command('NETCONF: Subscribe…')
  await workbench.pick('Replay')
  await answerOption(world, /Replay what happened since/, '-1h')
  await workbench.pick('Subscribe to stream NETCONF of core-1')
  await expectText(notifications, /replayComplete/)
  await expectText(workbench.item('S2 stream NETCONF'), /[1-9]\d* received/)
  await world.picture('replay')
  await workbench.inline('core-1', 'Disconnect')
  await expectText(notifications, /S2: ended: the device was disconnected/)
})

journey('a chosen profile brings the operations of its vendor, in their own form', async (world) => {
  const { workbench } = world
  await workbench.view('NETCONF')
  await workbench.command('NETCONF: Start Demo Device')
  await workbench.item('running').waitFor()
  // Its configuration opens at the end, and takes the focus from a list that is open by then.
  await workbench.webview('[role=tablist]')
  await workbench.command('NETCONF: Choose Profile…')
  await workbench.asked('Profile of demo-router')
  await world.picture('profiles')
  await workbench.quickInputBox.fill('Juniper')
  await workbench.pick('Juniper Junos')
  await workbench.clickToast('takes effect with the next connection', 'Reconnect')
  await workbench.item('running').waitFor()

  await workbench.command('NETCONF: Run Vendor Operation…')
  await workbench.asked('Juniper Junos: demo-router')
  await world.picture('vendor-operations')
  await workbench.pick('Run CLI command')
  await expectText(workbench.quickInput, /command is required/)
  await workbench.pick('command')
  await answerOption(world, /command: An operational command/, 'show version')
  await expectText(workbench.quickInput, /<command format="xml">show version<\/command>/)
  await world.picture('vendor-form')
  await workbench.pick('Run CLI command on demo-router')
  const panel = await workbench.webview('[role=tablist]')
  await panel.locator('[role=tab]', { hasText: 'Request' }).click()
  await expectText(panel.locator('body'), /<nc:command format="xml">show version<\/nc:command>/)
  await world.picture('vendor-request')

  await workbench.command('NETCONF: Choose Profile…')
  await workbench.asked('Profile of demo-router')
  await workbench.quickInputBox.fill('Automatic')
  await workbench.pick('Automatic')
  // A second device would make the next journeys choose.
  await workbench.command('NETCONF: Stop Demo Device')
})

journey('what the device cannot do says why, also after a look into its YANG library', async (world) => {
  const { workbench, servers } = world
  await servers.reset('candidate')
  await addDevice(world)
  await connectDevice(world)
  await workbench.command('NETCONF: Run factory-reset…')
  await expectText(workbench.toast('core-1 cannot do factory-reset'), /it has no factory reset/)
  await workbench.command('NETCONF: Run Vendor Operation…')
  await expectText(workbench.toast('no operations of its own'), /core-1 is taken for/)
  await workbench.command('NETCONF: Run Operation…')
  await workbench.asked('Operation on core-1')
  await world.picture('all-operations')
  await workbench.page.keyboard.press('Escape')
})
