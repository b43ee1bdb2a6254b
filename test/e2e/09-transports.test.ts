// Devices that are not at the other end of a plain SSH connection: TLS, a jump host, a Unix socket, a pinned key.

import { Ln2dWorkshop, ln2dObstacle } from '../servers/ln2d.ts'
import { addDevice } from './devices.ts'
import { journey } from './journey.ts'
import { expectText } from './workbench.ts'

if (ln2dObstacle() === undefined) {
  journey('a device over TLS, with certificates on both sides', async (world) => {
    const { workbench } = world
    const workshop = await Ln2dWorkshop.open()
    const server = await workshop.start()
    const { client, ca, stranger } = workshop.tlsKeys
    const tls = { transport: 'tls', host: '127.0.0.1', port: server.tlsPort, caFile: ca.certificateFile }
    try {
      await addDevice(world, {
        name: 'tls-1',
        entry: { ...tls, certificateFile: client.certificateFile, certificateKeyFile: client.keyFile },
      })
      await workbench.inline('tls-1', 'Connect')
      await workbench.item('running').waitFor()
      await workbench.command('NETCONF: Run get-config')
      await workbench.pick('running')
      await workbench.pick('No filter')
      await expectText((await workbench.webview('[role=tablist]')).locator('body'), /rpc-reply/)
      await world.picture('tls')
      await workbench.inline('tls-1', 'Disconnect')

      await addDevice(world, {
        name: 'tls-2',
        entry: { ...tls, certificateFile: stranger.certificateFile, certificateKeyFile: stranger.keyFile },
      })
      await workbench.inline('tls-2', 'Connect')
      await expectText(workbench.toast('tls-2:'), /certificate/)
      await world.picture('tls-refused')
      await workbench.reset()

      await addDevice(world, { name: 'socket-1', entry: { transport: 'unix', path: server.unixSocket } })
      await workbench.view('NETCONF')
      await workbench.inline('socket-1', 'Connect')
      await workbench.item('running').waitFor()
    } finally {
      await server.stop()
      workshop.remove()
    }
  })
}

journey('a device behind a jump host, each with a key of its own to trust', async (world) => {
  const { workbench, servers } = world
  await addDevice(world, {
    name: 'inner-1',
    more: { jump: `${servers.user}@127.0.0.1:${servers.bareSshPort}` },
  })
  world.trustHosts()
  await workbench.inline('inner-1', 'Connect')
  await workbench.item('running').waitFor()
  await world.picture('jump-host')
})

journey('a pinned fingerprint admits one key and no other', async (world) => {
  const { workbench, servers } = world
  const [key] = servers.hostKeys.filter(({ type }) => type === 'ed25519')
  await addDevice(world, { name: 'pinned-1', more: { fingerprint: key?.fingerprint ?? '' } })
  await workbench.inline('pinned-1', 'Connect')
  await workbench.item('running').waitFor()
  await addDevice(world, { name: 'pinned-2', more: { fingerprint: `SHA256:${'A'.repeat(43)}` } })
  await workbench.inline('pinned-2', 'Connect')
  await expectText(workbench.toast('pinned-2:'), /is not the pinned one/)
})
