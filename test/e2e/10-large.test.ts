// A reply of fifty megabytes: it arrives with progress, is read, searched, taken apart, and can be given up on the way.

import path from 'node:path'
import type { Frame, Locator } from 'playwright-core'
import { addDevice, connectDevice } from './devices.ts'
import { journey } from './journey.ts'
import { startLargeDevice, type LargeDevice } from './largeDevice.ts'
import { expectText } from './workbench.ts'
import type { World } from './world.ts'

const SIZE = 50_000_000

let device: Promise<LargeDevice> | undefined

/** One for all journeys: to make its configuration takes a while. */
async function added(world: World): Promise<LargeDevice> {
  const found = await (device ??= startLargeDevice(path.join(world.home, 'big.sock'), SIZE))
  await addDevice(world, { name: 'big-1', entry: { transport: 'unix', path: found.socketPath } })
  await connectDevice(world, 'big-1')
  return found
}

const lines = (reply: Frame): Locator => reply.locator('[aria-label="Reply XML"]')
const row = (reply: Frame, text: string): Locator =>
  lines(reply).locator('.row').filter({ hasText: text }).first()

/** Looks for `text`, and returns what the find bar says of it. */
async function find(reply: Frame, text: string, count: RegExp): Promise<void> {
  await lines(reply).press('Control+f')
  await reply.locator('.findBar input').fill(text)
  await expectText(reply.locator('.findCount'), count)
}

/** Answers the question for a filter. */
async function chooseSubtree({ workbench }: World): Promise<void> {
  await workbench.pick('Subtree filter…')
  await expectText(workbench.quickInput, /Elements to select/)
  await workbench.quickInputBox.fill('<interfaces xmlns="urn:ietf:params:xml:ns:yang:ietf-interfaces"/>')
  await workbench.page.keyboard.press('Enter')
}

journey(
  'a reply of 50 MB arrives with its megabytes, and its first lines are there at once',
  async (world) => {
    const { workbench } = world
    await added(world)
    await workbench.command('NETCONF: Run get-config')
    await workbench.pick('No filter')
    await expectText(workbench.toast('get-config running'), /\d+\.\d MB received/)
    await world.picture('large-arriving')
    const reply = await workbench.webview('[role=tablist]')
    await expectText(lines(reply), /<rpc-reply[\s\S]*ge-0\/0\/0</)
    await expectText(reply.locator('.facts'), /50 MB/)
    await world.picture('large-first-screen')
  },
)

journey('it is scrolled to its end, folded, searched, and an element of it is shown alone', async (world) => {
  const { workbench } = world
  const { lastName } = await added(world)
  await workbench.command('NETCONF: Show Replies')
  const reply = await workbench.webview('[role=tablist]')
  await reply.locator('.facts > .progress').waitFor({ state: 'detached', timeout: 20_000 })
  await lines(reply).press('End')
  await row(reply, '</rpc-reply>').waitFor()
  await world.picture('large-end')

  await reply.getByTitle('Fold all', { exact: true }).first().click()
  await lines(reply).press('Home')
  await expectText(lines(reply), /<interfaces[\s\S]*⋯[\s\S]*<system/)
  await find(reply, lastName, /^1 of 1$/)
  await reply.locator('.match.current').waitFor()
  await world.picture('large-found')

  const entry = lines(reply)
    .locator('.row')
    .filter({ hasText: /<interface>/ })
    .last()
  await entry.hover()
  await world.picture('large-row-actions')
  await entry.locator('[data-action=alone]').click()
  await expectText(
    reply.locator('.subtreeBar'),
    new RegExp(`data › interfaces › interface name: ${lastName}`),
  )
  await expectText(reply.locator('.findCount'), /^1 of 1$/)
  await expectText(lines(reply), /^\s*1\s*<interface>[\s\S]*<\/interface>\s*$/)
  await world.picture('large-alone')
  await world.switchTheme('light')
  await (await workbench.webview('[role=tablist]')).locator('.subtreeBar').waitFor()
  await world.picture('large-alone-light')
})

journey(
  'as a document it is too large, which is said, with a filter and a part of it instead',
  async (world) => {
    const { workbench } = world
    const { lastName } = await added(world)
    await workbench.command('NETCONF: Show Replies')
    let reply = await workbench.webview('[role=tablist]')
    await reply.locator('vscode-button', { hasText: 'Open as Document' }).click()
    const said = /R\d+ has \d+\.\d MB as a document, and VS Code opens none above 50 MB/
    await expectText(workbench.toast('as a document'), said, 20_000)
    await world.picture('large-document')
    await workbench.clickToast('as a document', 'Open a Part')
    const tree = reply.locator('[aria-label="Reply tree"]')
    await tree.locator('.row', { hasText: 'interfaces' }).first().click()
    await expectText(tree, /ge-0\/0\/0/)
    await tree.press('End')
    const last = tree.locator('.row', { hasText: lastName })
    await last.waitFor()
    await world.picture('large-tree')
    await last.hover()
    await last.locator('[data-action=open]').click()
    await workbench.tab(/R\d+ big-1 get-config running interface\.xml/).waitFor()
    await expectText(workbench.editor, /<interface xmlns="urn:ietf:params:xml:ns:yang:ietf-interfaces">/)

    await workbench.command('NETCONF: Show Replies')
    reply = await workbench.webview('[role=tablist]')
    await reply.locator('vscode-panel-tab', { hasText: 'Reply' }).click()
    await find(reply, 'mtu', /^1 of 100,000\+$/)
    await reply.locator('vscode-button', { hasText: 'Open as Document' }).click()
    await workbench.toast('as a document').waitFor({ timeout: 20_000 })
    await workbench.clickToast('as a document', 'Read with a Filter…')
    await chooseSubtree(world)
    await expectText(lines(reply), /only-one/)
    // The search that was open goes on in the new reply.
    await expectText(reply.locator('.findCount'), /^1 of 2$/)
    await world.picture('large-filtered')
  },
)

journey('given up while it arrives, it leaves the session usable', async (world) => {
  const { workbench } = world
  const found = await added(world)
  found.holdAfter(5_000_000)
  await workbench.command('NETCONF: Run get')
  await workbench.pick('No filter')
  await expectText(workbench.toast('big-1: get'), /: 5\.0 MB received/)
  await world.picture('large-cancel')
  await workbench.clickToast('big-1: get', 'Cancel')
  await workbench.toast('big-1: get').waitFor({ state: 'detached' })
  found.release()
  await workbench.command('NETCONF: Run get-config')
  await chooseSubtree(world)
  const reply = await workbench.webview('[role=tablist]')
  await expectText(reply.locator('.replyHeader'), /subtree interfaces/)
  await expectText(lines(reply), /only-one/)
  await found.stop()
})
