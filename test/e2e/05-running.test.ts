// A device that is edited in place: what it cannot do is said, what it can is done at once.

import { addDevice, connectDevice } from './devices.ts'
import { journey } from './journey.ts'
import { expectText } from './workbench.ts'

journey('without a candidate, commit says why it is off', async (world) => {
  const { workbench, servers } = world
  await servers.reset('running')
  await addDevice(world, { name: 'edge-1', instance: 'running' })
  await connectDevice(world, 'edge-1')
  await workbench.command('NETCONF: Run commit')
  await expectText(workbench.toast('edge-1 cannot do commit'), /it has no candidate datastore/)
  await workbench.command('NETCONF: Run Operation…')
  await workbench.asked('Operation on edge-1')
  await workbench.quickInputBox.fill('commit')
  await expectText(workbench.quickInput, /commit\s*it has no candidate datastore/)
  await world.picture('operations')
  await workbench.page.keyboard.press('Escape')
})

journey('an edit of running is in force at once, and a production device asks first', async (world) => {
  const { workbench, servers } = world
  await servers.reset('running')
  await addDevice(world, { name: 'edge-1', instance: 'running', more: { production: true } })
  await connectDevice(world, 'edge-1')
  world.writeFile(
    'delete.xml',
    `<interfaces xmlns="urn:ietf:params:xml:ns:yang:ietf-interfaces" xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0">
  <interface nc:operation="delete"><name>uplink-2</name></interface>
</interfaces>
`,
  )
  await workbench.openFile('delete.xml')
  await workbench.editorMenu('Send edit-config…')
  await expectText(workbench.quickInput, /delete[\s\S]*interface\[name='uplink-2'\]/)
  await world.picture('destructive')
  await workbench.pick('Send to running of edge-1 (production)')
  await workbench.clickDialog('Send edit-config to running', 'Send')
  await workbench.statusItem('edge-1: running is changed and in force').waitFor()
  await workbench.command('NETCONF: Run get-config')
  await workbench.pick('No filter')
  const reply = await workbench.webview('[role=tablist]')
  const shown = await expectText(reply.locator('body'), /get-config running/)
  if (shown.includes('uplink-2')) throw new Error('uplink-2 is still there')
})
