// The Sessions and Locks view: who holds a lock is seen, and killed.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { lock } from '../../src/netconf/operations.ts'
import { Session } from '../../src/netconf/session.ts'
import { formatKnownHost } from '../../src/transport/knownHosts.ts'
import { connectSsh } from '../../src/transport/sshClient.ts'
import { startSshServer } from '../../src/transport/sshServer.ts'
import { addDevice, connectDevice } from './devices.ts'
import { journey } from './journey.ts'
import { expectText } from './workbench.ts'
import type { World } from './world.ts'

const VIEW = 'Sessions and Locks'
const BARE_HELLO =
  '<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability></capabilities><session-id>1</session-id></hello>]]>]]>'

/** Our session on netconfd; the demo device may have one, too. */
const oursOf = ({ servers }: World): RegExp => new RegExp(`^Session \\d+\\s*ours · .*${servers.user} from`)

/** Somebody else on the same device, from this process. */
async function openSession({ servers }: World, instance: 'candidate' | 'running'): Promise<Session> {
  const transport = await connectSsh({
    host: servers.host,
    port: servers.instances[instance].port,
    credentials: { username: servers.user, privateKey: readFileSync(servers.keys.ed25519.file, 'utf8') },
    onHostKey: () => Promise.resolve('accept'),
    timeoutMs: 10_000,
  })
  const session = await Session.open(transport)
  await pause(50) // netconfd stands still when our hello and the first rpc come in one go
  return session
}

journey('the holder of a lock is seen in the view, and killed from it', async (world) => {
  const { workbench, servers } = world
  await servers.reset('candidate')
  await addDevice(world)
  await workbench.unfold(VIEW)
  await workbench.command('NETCONF: Select Active Device…')
  await workbench.pick('core-1')
  await expectText(workbench.sideBar, /show here while it is connected/)
  const other = await openSession(world, 'candidate')
  try {
    await other.request(lock('candidate'))
    await connectDevice(world)
    const theirs = `session ${other.id}`
    await workbench.item(oursOf(world)).waitFor()
    await expectText(
      workbench.item(new RegExp(`^candidate.*${theirs}`)),
      new RegExp(`${theirs} since .* · ${servers.user}`),
    )
    await world.picture('sessions')
    await world.switchTheme('light')
    await workbench.view('NETCONF')
    const row = new RegExp(`^Session ${other.id}(?!\\d).*holds candidate.*${servers.user} from`)
    await workbench.item(row).waitFor()
    await world.picture('sessions-light')

    await workbench.inline(new RegExp(`^candidate.*${theirs}`), 'Kill the Holder')
    const dialog = await expectText(workbench.dialog('Kill session'), /what it has not committed is lost/)
    assert.match(dialog, new RegExp(`Kill session ${other.id} of ${servers.user}`))
    assert.match(dialog, /lock on candidate is released/)
    await world.picture('kill-holder')
    await workbench.clickDialog('Kill session', 'Kill')

    assert.equal((await other.closed).by, 'peer')
    await expectText(workbench.item(/^candidate.*not locked/), /not locked/)
    // The demo device, if it runs, has a session of the same number in the device tree.
    await workbench
      .item(new RegExp(`^Session ${other.id}(?!\\d).*${servers.user} from`))
      .waitFor({ state: 'detached' })
  } finally {
    await other.close()
  }
})

journey('a lock of our own shows at once, and our own session is not for killing', async (world) => {
  const { workbench, servers } = world
  await servers.reset('candidate')
  await addDevice(world)
  await workbench.unfold(VIEW)
  await connectDevice(world)
  await workbench.item(oursOf(world)).waitFor()
  await workbench.contextMenu(workbench.item(/^candidate/), 'Run lock')
  await expectText(workbench.item(/^candidate.*session \d+, ours/), /since/)
  await workbench.contextMenu(workbench.item(oursOf(world)), 'Kill Session…')
  await expectText(workbench.toast('is our own on core-1'), /Disconnect the device instead/)
})

journey('a device that does not announce monitoring says why nothing is listed', async (world) => {
  const { workbench } = world
  const password = 'for this test alone'
  const server = await startSshServer({
    username: 'operator',
    password,
    onSession: (transport) => {
      transport.listen({ data: () => undefined, closed: () => undefined })
      transport.send(Buffer.from(BARE_HELLO))
    },
  })
  try {
    const host = '127.0.0.1'
    const line = formatKnownHost(host, server.port, server.hostKey)
    writeFileSync(path.join(world.home, '.ssh/known_hosts'), `${line}\n`)
    const more = { host, port: server.port, username: 'operator', auth: 'password' }
    await addDevice(world, { name: 'old-1', more })
    await workbench.unfold(VIEW)
    await workbench.inline('old-1', 'Connect')
    await workbench.answer('old-1: Password', password)
    await expectText(
      workbench.sideBar,
      /old-1 does not announce ietf-netconf-monitoring, so it cannot list its sessions\./,
    )
    await world.picture('sessions-not-announced')
    await workbench.inline('old-1', 'Disconnect')
    await workbench.fold(VIEW)
  } finally {
    await server.close()
  }
})
