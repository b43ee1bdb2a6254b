// The YANG schemas of a device: loading them, what the summary says, a module's tree.

import { addDevice, connectDevice } from './devices.ts'
import { journey } from './journey.ts'
import { expectText } from './workbench.ts'

journey('the schemas of a device are loaded; the summary has details; a tree opens', async (world) => {
  const { workbench } = world
  await addDevice(world)
  await connectDevice(world)
  await workbench.contextMenu(workbench.item('core-1'), 'Load YANG Schemas')
  await workbench.toast(/core-1: \d+ modules loaded\./).waitFor()
  await world.picture('schemas-loaded')
  await workbench.clickToast(/modules loaded/, 'Show Details')
  await workbench.tab('core-1 YANG modules.txt').waitFor()
  await expectText(workbench.editor, /YANG modules of core-1: \d+ modules loaded\.[^]*acme-plant@/)
  await world.picture('schemas-details')

  await workbench.command('NETCONF: Show YANG Tree…')
  await workbench.asked('YANG tree of core-1')
  await workbench.quickInputBox.fill('acme-plant')
  await world.picture('schemas-pick')
  await workbench.page.keyboard.press('Enter')
  await workbench.tab('acme-plant.tree.txt').waitFor()
  await expectText(workbench.editor, /module: acme-plant[^]*\+--rw tank\* \[id\]/)
  await world.picture('schemas-tree')
})

journey('the texts are kept: another device with the same modules is not asked for them', async (world) => {
  const { workbench } = world
  await addDevice(world, { name: 'core-2' })
  await connectDevice(world, 'core-2')
  await workbench.command('NETCONF: Show YANG Tree…')
  await workbench.asked('YANG tree of core-2')
  await workbench.quickInputBox.fill('acme-plant')
  await workbench.page.keyboard.press('Enter')
  await expectText(workbench.editor, /module: acme-plant/)
  const log = await workbench.output('NETCONF Explorer')
  await expectText(log, /core-2: YANG: \d+ modules loaded in \S+ s, 0 of them sent by the device/)
})

journey('what a device does not send is told, and a folder of the user’s fills it in', async (world) => {
  const { workbench } = world
  await workbench.view('NETCONF')
  await workbench.command('NETCONF: Start Demo Device')
  await workbench.item('running').waitFor()
  const load = async (): Promise<void> => {
    await workbench.contextMenu(workbench.item('demo-router'), 'Load YANG Schemas')
  }
  // The second time nothing comes from the cache, which has what another device sent.
  await load()
  await workbench.toast(/modules? loaded/).waitFor()
  await load()
  await workbench.toast(/demo-router: \d+ modules? loaded, \d+ missing\./).waitFor()
  await world.picture('schemas-missing')
  await workbench.clickToast(/missing/, 'Show Details')
  await expectText(workbench.editor, /Missing \(\d+\)[^]*ietf-netconf@2011-06-01/)
  await world.picture('schemas-missing-details')

  const text =
    'module ietf-netconf { namespace "urn:ietf:params:xml:ns:netconf:base:1.0"; prefix nc; revision 2011-06-01; }'
  world.writeFile('ietf-netconf@2011-06-01.yang', text)
  await world.changeSettings({ 'netconfExplorer.yangFolders': ['.'] })
  await workbench.view('NETCONF')
  await load()
  await workbench.clickToast(/demo-router: 2 modules loaded/, 'Show Details')
  await expectText(workbench.editor, /Modules \(2\)[^]*ietf-netconf@2011-06-01/)
})
