// What goes wrong: each trouble ends in a sentence that helps, and loses nothing.

import assert from 'node:assert/strict'
import { addDevice, connectDevice } from './devices.ts'
import { journey } from './journey.ts'
import { expectText } from './workbench.ts'

journey(
  'a wrong password is asked for again, and a dismissed one leaves the device disconnected',
  async (world) => {
    const { workbench, servers } = world
    await addDevice(world, { more: { auth: 'password' } })
    world.trustHosts()
    await workbench.inline('core-1', 'Connect')
    await workbench.answer('core-1: Password', 'wrong')
    await expectText(workbench.quickInput, /The device refused it/)
    await world.picture('wrong-password')
    await workbench.answer('core-1: Password', servers.password ?? '')
    await workbench.item('running').waitFor()
    await workbench.inline('core-1', 'Disconnect')
    await workbench.inline('core-1', 'Connect')
    await workbench.asked('core-1: Password')
    await workbench.page.keyboard.press('Escape')
    await workbench.item('core-1').locator('.actions a[aria-label^="Connect"]').waitFor({ state: 'attached' })
  },
)

journey('a key that the device does not know is refused in words', async (world) => {
  const { workbench, servers } = world
  await addDevice(world, { more: { keyFile: servers.keys.stranger.file } })
  world.trustHosts()
  await workbench.inline('core-1', 'Connect')
  await expectText(workbench.toast('core-1:'), /was not let in.*tried: key file/)
  await expectText(workbench.item('core-1'), /login refused/)
  await world.picture('login-refused')
})

journey('a changed host key is refused, and says what to do', async (world) => {
  const { workbench, servers } = world
  const forget = async (): Promise<void> => {
    await workbench.command('NETCONF: Forget Host Key…')
    await workbench.pick('core-1')
    await workbench.clickDialog('Forget the host key', 'Forget')
  }
  await addDevice(world)
  await forget()
  await workbench.inline('core-1', 'Connect')
  await workbench.clickDialog('The host key of', 'Trust and Remember')
  await workbench.item('running').waitFor()
  await workbench.inline('core-1', 'Disconnect')

  await servers.changeHostKeys()
  try {
    // Remembered by us.
    await workbench.inline('core-1', 'Connect')
    const ours = await expectText(workbench.toast('core-1:'), /has changed, so nothing was sent/)
    assert.match(ours, /Forget Host Key/)
    await expectText(workbench.item('core-1'), /host key not trusted/)
    await world.picture('host-key-changed')
    await workbench.reset()

    // Known from the user's own file.
    await workbench.view('NETCONF')
    await forget()
    await servers.changeHostKeys()
    world.trustHosts()
    await servers.changeHostKeys()
    await workbench.inline('core-1', 'Connect')
    const theirs = await expectText(workbench.toast('has changed'), /so nothing was sent/)
    assert.match(theirs, /ssh-keygen -R/)
  } finally {
    await servers.changeHostKeys()
  }
  await workbench.reset()
  await workbench.view('NETCONF')
  await connectDevice(world)
})

journey('errors of the device are in the panel and at their element', async (world) => {
  const { workbench, servers } = world
  await servers.reset('candidate')
  await addDevice(world)
  await connectDevice(world)
  world.writeFile(
    'bad.xml',
    '<plant xmlns="urn:acme:plant">\n  <tank>\n    <id>2</id>\n    <fill>200</fill>\n  </tank>\n</plant>\n',
  )
  await workbench.openFile('bad.xml')
  await workbench.editorMenu('Send edit-config…')
  await workbench.pick('Send to candidate of core-1')
  const panel = await workbench.webview('[role=tablist]')
  await expectText(panel.locator('body'), /invalid-value/)
  await expectText(panel.locator('body'), /ap:tank\[ap:id='2'\]\/ap:fill/)
  await world.picture('rpc-error')
  const problems = await workbench.problems()
  await expectText(problems.nth(1), /invalid-value[\s\S]*Ln 4, Col 6/)
})

journey('a file that is not well-formed is not sent', async (world) => {
  const { workbench, servers } = world
  await servers.reset('candidate')
  await addDevice(world)
  await connectDevice(world)
  world.writeFile('broken.xml', '<plant xmlns="urn:acme:plant">\n  <name>oops</nam>\n</plant>\n')
  await workbench.openFile('broken.xml')
  await workbench.editorMenu('Send edit-config…')
  await expectText(workbench.toast('Nothing was sent'), /Line 2/)
  await world.picture('not-well-formed')
  const problems = await workbench.problems()
  await expectText(problems.nth(1), /comes while <name> is open[\s\S]*Ln 2, Col 13/)
  await expectText(workbench.editor, /<name>oops<\/nam>/)
})

journey('a device that dies shows as dead, and comes back with one click', async (world) => {
  const { workbench, servers } = world
  await servers.reset('candidate')
  await addDevice(world)
  await connectDevice(world)
  const thaw = servers.freeze('candidate')
  await workbench.command('NETCONF: Run get')
  await workbench.pick('No filter')
  await workbench.toast('core-1: get').waitFor()
  await world.picture('slow-device')
  thaw()
  await servers.kill('candidate')
  await expectText(workbench.item('core-1'), /connection lost/)
  await world.picture('dead-device')
  await servers.reset('candidate')
  await workbench.page.keyboard.press('Escape')
  await workbench.inline('core-1', 'Connect')
  await workbench.item('running').waitFor()
})

journey('a slow reply can be cancelled, and the session lives on', async (world) => {
  const { workbench, servers } = world
  await servers.reset('candidate')
  await addDevice(world)
  await connectDevice(world)
  const thaw = servers.freeze('candidate')
  await workbench.command('NETCONF: Run get')
  await workbench.pick('No filter')
  await workbench.clickToast('core-1: get', 'Cancel')
  await workbench.toast('core-1: get').waitFor({ state: 'detached' })
  thaw()
  await workbench.command('NETCONF: Run get-config')
  await workbench.pick('running')
  await workbench.pick('No filter')
  await expectText((await workbench.webview('[role=tablist]')).locator('body'), /uplink-1/)
})
