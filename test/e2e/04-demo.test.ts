// The first try: the demo device, its configuration, the sample edit, a reply as a document.

import { readFileSync } from 'node:fs'
import { journey } from './journey.ts'
import { expectText } from './workbench.ts'

journey('the demo device starts, shows its configuration, and takes the sample edit', async (world) => {
  const { workbench } = world
  await workbench.view('NETCONF')
  await workbench.command('NETCONF: Start Demo Device')
  const reply = await workbench.webview('[role=tablist]')
  await expectText(reply.locator('body'), /demo-router/)
  await workbench.item('running').waitFor()

  world.writeFile('sample.xml', readFileSync('media/samples/edit-interface.xml', 'utf8'))
  await workbench.openFile('sample.xml')
  await workbench.editorMenu('Send edit-config…')
  await workbench.pick('Send to candidate of demo-router')
  await workbench.clickToast(/candidate is changed/, 'Show Changes')
  await expectText(workbench.diff, /Customer 4711/)
  await workbench.clickToast(/candidate is changed/, 'Discard')
  await workbench.statusItem('demo-router: the candidate is what running is').waitFor()
})

journey('a reply opens as a document with a name of its own', async (world) => {
  const { workbench } = world
  await workbench.view('NETCONF')
  await workbench.command('NETCONF: Start Demo Device')
  await expectText((await workbench.webview('[role=tablist]')).locator('body'), /hostname/)
  await workbench.command('NETCONF: Open Last Reply as Document')
  await workbench.tab(/^R\d+ demo-router get-config running\.xml/).waitFor()
  await expectText(workbench.editor, /<hostname>demo-router<\/hostname>/)
  await world.picture('document')
})
