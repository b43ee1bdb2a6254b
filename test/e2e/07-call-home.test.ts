// Call Home: devices call, are accepted, come back by themselves, or are refused; a libnetconf2 server is the caller.

import assert from 'node:assert/strict'
import { after } from 'node:test'
import { ln2dObstacle, Ln2dWorkshop, type Ln2d } from '../servers/ln2d.ts'
import { freePort } from '../servers/ports.ts'
import { makeKey } from '../servers/sshKeys.ts'
import { journey } from './journey.ts'
import { expectText } from './workbench.ts'
import type { World } from './world.ts'

const VIEW = 'Call Home'
/** ln2d calls again every second or so. */
const CALL_MS = 15_000
/** For documentation (RFC 5737): nobody answers there, so that a session can come of a call alone. */
const NOWHERE = '192.0.2.1'

const started: Ln2d[] = []
let opened: Promise<Ln2dWorkshop> | undefined
const theWorkshop = (): Promise<Ln2dWorkshop> => (opened ??= Ln2dWorkshop.open())

after(async () => {
  for (const device of started) await device.stop()
  if (opened !== undefined) (await opened).remove()
})

async function addDevices(world: World, devices: readonly object[]): Promise<void> {
  await world.changeSettings({ 'netconfExplorer.devices': devices })
  await world.workbench.view('NETCONF')
  await world.workbench.unfold(VIEW)
}

/** Over SSH, or over TLS with the workshop's client certificate. */
async function entry(name: string, transport: 'ssh' | 'tls'): Promise<object> {
  const { username, userKey, tlsKeys } = await theWorkshop()
  const login =
    transport === 'ssh'
      ? { username, auth: 'key', keyFile: userKey.file }
      : {
          transport,
          caFile: tlsKeys.ca.certificateFile,
          certificateFile: tlsKeys.client.certificateFile,
          certificateKeyFile: tlsKeys.client.keyFile,
        }
  return { id: `${name}-id`, name, host: NOWHERE, ...login }
}

/** By the welcome view's button; on this machine alone. */
async function listen({ workbench }: World, over: string, ports: readonly number[]): Promise<void> {
  await workbench.sideBar.locator('.monaco-button', { hasText: 'Listen for Call Home' }).click()
  await workbench.pick(over)
  for (const port of ports) {
    await expectText(workbench.quickInput, /Port for calls/)
    await workbench.answer('Listen for Call Home', String(port))
  }
  await workbench.pick('This machine only')
  for (const port of ports) await workbench.item(`127.0.0.1:${port}`).waitFor()
}

async function stop({ workbench }: World): Promise<void> {
  await workbench.viewAction(VIEW, 'Stop Listening')
  await expectText(workbench.sideBar, /Nobody is listened to/)
}

function declareJourneys(): void {
  journey(
    'a device calls home, is accepted with its fingerprint, and comes back by itself',
    async (world) => {
      const { workbench } = world
      const workshop = await theWorkshop()
      const port = await freePort()
      await addDevices(world, [await entry('home-1', 'ssh')])
      await listen(world, 'SSH', [port])
      await world.picture('call-home-listening')
      const device = await workshop.start({ callHomeSsh: `127.0.0.1:${port}` })
      started.push(device)

      await expectText(workbench.item('Unknown caller'), /waits for your decision/, CALL_MS)
      const { fingerprint } = workshop.hostKey
      await workbench.toast(fingerprint).waitFor()
      await world.picture('call-home-waiting')
      await world.switchTheme('light')
      await workbench.view('NETCONF')
      await world.picture('call-home-waiting-light')
      await workbench.inline('Unknown caller', 'Accept and Remember')
      await workbench.pick('home-1')
      const asked = await expectText(workbench.dialog('Is this caller home-1?'), /Compare the fingerprint/)
      assert.ok(asked.includes(fingerprint), `no ${fingerprint} in: ${asked}`)
      await world.picture('call-home-accept')
      await workbench.clickDialog('Is this caller home-1?', 'Accept and Remember')
      await expectText(workbench.item(/^home-1.*from 127\.0\.0\.1/), /connected/, CALL_MS)
      await workbench.item('running').waitFor()

      // Without another question, after a restart of the device.
      await device.reset()
      await expectText(workbench.item(/^home-1.*from 127\.0\.0\.1/), /^home-1\s*connected/, CALL_MS)
      await workbench.command('NETCONF: Run get-config')
      await workbench.pick('running')
      await workbench.pick('No filter')
      await expectText((await workbench.webview('[role=tablist]')).locator('body'), /uplink-1/)
      await world.picture('call-home-connected-light')
      await world.switchTheme('dark')
      await world.picture('call-home-connected')

      // The listening ends, the session does not.
      await workbench.view('NETCONF')
      await stop(world)
      await workbench.item('running').waitFor()
      await device.stop()
    },
    { limitMs: 120_000 },
  )

  journey('beyond this machine it is listened only after a warning that names the address', async (world) => {
    const { workbench } = world
    await addDevices(world, [await entry('home-1', 'ssh')])
    await workbench.command('NETCONF: Listen for Call Home…')
    await workbench.pick('SSH')
    await workbench.answer('Listen for Call Home', '4334')
    await workbench.pick('The network…')
    await workbench.quickInputBox.fill('0.0.0.0')
    await expectText(workbench.validationMessage, /Whoever reaches 0\.0\.0\.0 can call/)
    await world.picture('call-home-address')
    await workbench.answer('Listen for Call Home', '0.0.0.0')
    await expectText(workbench.dialog('on 0.0.0.0:4334?'), /Everybody who reaches this address can call/)
    await world.picture('call-home-network')
    await workbench.clickDialog('on 0.0.0.0:4334?', 'Cancel')
    await expectText(workbench.sideBar, /Nobody is listened to/)
  })

  journey(
    'a caller is refused and stays out; a key that contradicts what is known lets nobody in',
    async (world) => {
      const { workbench } = world
      const workshop = await theWorkshop()
      const port = await freePort()
      const hostKey = await makeKey(workshop.directory, 'impostor', 'ecdsa')
      await addDevices(world, [await entry('home-1', 'ssh')])
      await listen(world, 'SSH', [port])
      const impostor = await workshop.start({ callHomeSsh: `127.0.0.1:${port}`, hostKey })
      started.push(impostor)
      await workbench.item(/Unknown caller.*waits/).waitFor({ timeout: CALL_MS })

      // home-1 is known by another key since the journey before.
      await workbench.inline('Unknown caller', 'Accept and Remember')
      await expectText(workbench.quickInput, /known by another host key/)
      await workbench.pick('home-1')
      await workbench.clickDialog('Is this caller home-1?', 'Accept and Remember')
      await expectText(workbench.toast('has changed'), /so nothing was sent/)

      await workbench.inline('Unknown caller', 'Refuse')
      await expectText(workbench.item('Unknown caller'), /refused/)
      await world.picture('call-home-refused')
      const calls = /refused.* (\d+:\d\d:\d\d)/
      const [, first] = calls.exec(await workbench.item('Unknown caller').innerText()) ?? []
      await expectText(workbench.item('Unknown caller'), new RegExp(`refused(?!.*${first ?? ''})`), CALL_MS)
      await stop(world)
      await impostor.stop()
    },
    { limitMs: 90_000 },
  )

  journey(
    'two devices at once, one over TLS: accepted, its certificate is pinned in the settings',
    async (world) => {
      const { workbench } = world
      const workshop = await theWorkshop()
      const [sshPort, tlsPort] = [await freePort(), await freePort()]
      await addDevices(world, [await entry('home-1', 'ssh'), await entry('home-2', 'tls')])
      await workbench.fold('Devices') // makes room: rows that are scrolled away are not in the document
      await listen(world, 'SSH and TLS', [sshPort, tlsPort])
      started.push(await workshop.start({ callHomeSsh: `127.0.0.1:${sshPort}` }))
      started.push(await workshop.start({ callHomeTls: `127.0.0.1:${tlsPort}` }))

      await expectText(workbench.item(/^home-1.*from 127\.0\.0\.1/), /connected/, CALL_MS)
      await expectText(workbench.item('Unknown caller'), /waits for your decision/, CALL_MS)
      await workbench.inline('Unknown caller', 'Accept and Remember')
      await workbench.pick('home-2')
      await expectText(workbench.dialog('Is this caller home-2?'), /Signed by a trusted authority: yes/)
      await workbench.clickDialog('Is this caller home-2?', 'Accept and Remember')
      await expectText(workbench.item(/^home-2.*from 127\.0\.0\.1/), /connected/, CALL_MS)
      assert.ok(JSON.stringify(world.readSettings()).includes(workshop.tlsKeys.server.sha256))
      await world.picture('call-home-two')
      await stop(world)
      for (const device of started) await device.stop()
      await workbench.fold(VIEW)
      await workbench.unfold('Devices')
    },
    { limitMs: 90_000 },
  )
}

const obstacle = ln2dObstacle()
if (obstacle === undefined) declareJourneys()
else if (process.env['CI'] === undefined) console.log(`skipped: Call Home: ${obstacle}`)
else throw new Error(obstacle)
