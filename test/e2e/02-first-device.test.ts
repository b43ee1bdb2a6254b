// The main job: a device is added, trusted, connected, read, changed and committed, all by hand.

import assert from 'node:assert/strict'
import { journey } from './journey.ts'
import { expectText } from './workbench.ts'

const EDIT = `<interfaces xmlns="urn:ietf:params:xml:ns:yang:ietf-interfaces">
  <interface>
    <name>eth-new</name>
    <description>uplink to Zürich</description>
    <type xmlns:ianaift="urn:ietf:params:xml:ns:yang:iana-if-type">ianaift:ethernetCsmacd</type>
  </interface>
</interfaces>
`

journey(
  'add a device, trust its key, connect, read, edit, look at the change, commit',
  async (world) => {
    const { workbench, servers } = world
    await servers.reset('candidate')

    // Add it, with nothing but the welcome view.
    await workbench.view('NETCONF')
    await workbench.sideBar.locator('.monaco-button', { hasText: 'Add Device' }).click()
    await workbench.asked('Add Device')
    await workbench.pick('SSH')
    await workbench.answer('Add Device', 'not a host')
    await expectText(workbench.validationMessage, /host/i)
    await workbench.answer('Add Device', `${servers.user}@127.0.0.1:${servers.instances.candidate.port}`)
    await expectText(workbench.quickInput, /Name under which the device is shown/)
    await workbench.answer('Add Device', 'core-1')
    await workbench.pick('No group')
    await workbench.pick('Password')
    await workbench.answer('Add Device', '')
    await workbench.pick('Save and Connect')

    // Its key is unknown: the fingerprint that is shown is the server's.
    const dialog = workbench.dialog('The host key of')
    await dialog.waitFor()
    const shown = await dialog.innerText()
    assert.ok(
      servers.hostKeys.some(({ fingerprint }) => shown.includes(fingerprint)),
      `no fingerprint of the server in: ${shown}`,
    )
    await world.picture('host-key')
    await workbench.clickDialog('The host key of', 'Trust and Remember')
    await workbench.answer('core-1: Password', servers.password ?? '')
    await workbench.item('candidate').waitFor()
    const settings = JSON.stringify(world.readSettings())
    assert.ok(settings.includes('core-1'), 'the device is in the settings')
    assert.ok(!settings.includes(servers.password ?? '-'), 'the password is not')

    // Read.
    await workbench.command('NETCONF: Run get-config')
    await workbench.pick('running')
    await workbench.pick('No filter')
    const reply = await workbench.webview('[role=tablist]')
    await expectText(reply.locator('body'), /get-config running/)
    await expectText(reply.locator('body'), /uplink-1/)
    await world.picture('reply')

    await workbench.command('NETCONF: Show Capabilities')
    const capabilities = await workbench.webview('text=Protocol capabilities')
    await expectText(capabilities.locator('body'), /:candidate/)
    await expectText(capabilities.locator('body'), /ietf-interfaces/)
    await world.picture('capabilities')

    // Change: the right click on the file's text, the summary, the candidate.
    world.writeFile('edit.xml', EDIT)
    await workbench.openFile('edit.xml')
    await workbench.editorMenu('Send edit-config…')
    await expectText(workbench.quickInput, /1 configuration element \(interfaces\)/)
    await world.picture('edit-summary')
    await workbench.pick('Send to candidate of core-1')
    await workbench.clickToast(/candidate is changed/, 'Show Changes')
    await expectText(workbench.diff, /uplink to Zürich/)
    await world.picture('diff')
    await workbench.clickToast(/candidate is changed/, 'Commit')
    await workbench.statusItem('core-1: commit').waitFor()

    // And running has it.
    await workbench.command('NETCONF: Run get-config')
    await workbench.pick('running')
    await workbench.pick('No filter')
    await expectText((await workbench.webview('[role=tablist]')).locator('body'), /eth-new/)
    await world.switchTheme('light')
    await workbench.page.waitForTimeout(500) // the webview follows the theme a moment later
    await world.picture('reply-light')
  },
  { limitMs: 120_000 },
)
