// Call Home by a libnetconf2 server, over SSH and TLS: who comes in, who waits, who is sent away.

import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { getConfig } from '../../src/netconf/operations.ts'
import { dataOf } from '../../src/netconf/reply.ts'
import { Session } from '../../src/netconf/session.ts'
import { CallHomeListener, type CallHomeOptions } from '../../src/transport/callHome.ts'
import type { Call, Caller } from '../../src/transport/callHomeCalls.ts'
import { elementsOf } from '../../src/xml/tree.ts'
import { ln2dObstacle, Ln2dWorkshop, type Ln2d, type Ln2dOptions } from './ln2d.ts'
import { makeKey, type KeyPair } from './sshKeys.ts'

const KINDS = ['ssh', 'tls'] as const
type Kind = (typeof KINDS)[number]
/** ln2d calls again every second or so. */
const CALL_MS = 15_000

let workshop: Ln2dWorkshop
let otherHostKey: KeyPair

/** A listener with a list of known fingerprints, and the sessions that came of it. */
class Home {
  readonly known = new Map<string, string>()
  readonly sessions: { readonly device: string; readonly session: Session; readonly caller: Caller }[] = []
  listener!: CallHomeListener<string>
  #onChange: () => void = () => undefined

  static async open(changes: Partial<CallHomeOptions<string>> = {}): Promise<Home> {
    const home = new Home()
    const { ca, client } = workshop.tlsKeys
    const { username, password } = workshop
    home.listener = await CallHomeListener.start<string>({
      ssh: { port: 0, credentials: () => ({ username, password: () => Promise.resolve(password) }) },
      tls: {
        port: 0,
        ca: ca.certificate,
        identity: { certificate: client.certificate, privateKey: client.privateKey },
      },
      identify: (caller) => home.known.get(fingerprintOf(caller)),
      onDevice: (device, transport, caller) => {
        void Session.open(transport).then((session) => {
          home.sessions.push({ device, session, caller })
          home.#onChange()
        })
      },
      onChange: () => home.#onChange(),
      ...changes,
    })
    return home
  }

  port(kind: Kind): number {
    return this.listener.listening.find(({ transport }) => transport === kind)!.port
  }

  /** Waits until `found` finds something, and hands it out. */
  async until<Value>(found: () => Value | undefined): Promise<Value> {
    const timeout = AbortSignal.timeout(CALL_MS)
    for (;;) {
      const changed = new Promise<void>((resolve) => (this.#onChange = resolve))
      const value = found()
      if (value !== undefined) return value
      if (timeout.aborted) assert.fail(`nothing came: ${JSON.stringify(this.listener.calls)}`)
      await Promise.race([changed, pause(200)])
    }
  }

  session(device: string): Promise<Session> {
    return this.until(() => this.sessions.find((one) => one.device === device)?.session)
  }

  call(state: Call['state']): Promise<Call> {
    return this.until(() => this.listener.calls.find((one) => one.state === state))
  }

  async close(): Promise<void> {
    this.listener.close()
    await Promise.all(this.sessions.map(({ session }) => session.close()))
  }
}

const fingerprintOf = (caller: Caller): string =>
  caller.transport === 'ssh' ? caller.key.sha256 : caller.certificate.sha256

function declareTests(): void {
  let home: Home | undefined
  const devices: Ln2d[] = []
  const open = async (changes?: Partial<CallHomeOptions<string>>): Promise<Home> =>
    (home = await Home.open(changes))
  const startDevice = async (options: Ln2dOptions): Promise<void> =>
    void devices.push(await workshop.start(options))
  const callOver = (kind: Kind, host = '127.0.0.1'): Ln2dOptions => {
    const where = `${host}:${home!.port(kind)}`
    return kind === 'ssh' ? { callHomeSsh: where } : { callHomeTls: where }
  }
  const fingerprint = (kind: Kind): string =>
    kind === 'ssh' ? workshop.hostKey.fingerprint : workshop.tlsKeys.server.sha256

  before(async () => {
    workshop = await Ln2dWorkshop.open()
    otherHostKey = await makeKey(workshop.directory, 'other_host', 'ecdsa')
  })
  afterEach(async () => {
    await home?.close()
    for (const device of devices.splice(0)) await device.stop()
  })
  after(() => workshop.remove())

  for (const kind of KINDS) {
    test(`${kind}: a known device comes in, and is served as any other`, async () => {
      const { known } = await open()
      known.set(fingerprint(kind), 'core-1')
      await startDevice(callOver(kind))
      const opened = await home!.session('core-1')
      const data = dataOf(await opened.request(getConfig({ source: 'running' })))
      assert.ok(elementsOf(data).length > 0)
      const call = await home!.call('accepted')
      assert.equal(call.fingerprint, fingerprint(kind))
      assert.equal(call.address, '127.0.0.1')
      assert.equal(home!.listener.calls.length, 1)
    })

    test(`${kind}: an unknown one waits, is shown, and comes in when it is accepted`, async () => {
      const { known, listener } = await open()
      await startDevice(callOver(kind))
      const waiting = await home!.call('waiting')
      assert.equal(waiting.fingerprint, fingerprint(kind))
      assert.equal(waiting.caller.transport, kind)
      if (waiting.caller.transport === 'tls') assert.ok(waiting.caller.isTrusted)
      assert.deepEqual(home!.sessions, [])
      known.set(waiting.fingerprint, 'core-1')
      listener.reconsider(waiting.fingerprint)
      assert.ok((await home!.session('core-1')).isOpen)
      assert.equal((await home!.call('accepted')).count, waiting.count)
    })

    test(`${kind}: a refused one stays out, however often it calls, until it is accepted`, async () => {
      const { known, listener } = await open()
      await startDevice(callOver(kind))
      const { fingerprint: caller } = await home!.call('waiting')
      listener.refuse(caller)
      await home!.until(() => listener.calls.find(({ state, count }) => state === 'refused' && count >= 3))
      assert.deepEqual(home!.sessions, [])
      known.set(caller, 'core-1')
      listener.reconsider(caller)
      assert.ok((await home!.session('core-1')).isOpen)
    })

    test(`${kind}: nobody waits where there is no time to decide`, async () => {
      const { listener } = await open({ decisionMs: 0 })
      await startDevice(callOver(kind))
      await home!.until(() => listener.calls.find(({ state, count }) => state === 'unknown' && count >= 2))
      assert.deepEqual(home!.sessions, [])
    })

    test(`${kind}: over IPv6`, async () => {
      const { known } = await open({ address: '::1' })
      known.set(fingerprint(kind), 'core-1')
      await startDevice(callOver(kind, '::1'))
      assert.ok((await home!.session('core-1')).isOpen)
      assert.equal((await home!.call('accepted')).address, '::1')
    })
  }

  test('several devices at once, each by its own key', async () => {
    const { known } = await open()
    known.set(workshop.hostKey.fingerprint, 'core-1')
    known.set(otherHostKey.fingerprint, 'core-2')
    known.set(workshop.tlsKeys.server.sha256, 'edge-1')
    await startDevice(callOver('ssh'))
    await startDevice({ ...callOver('ssh'), hostKey: otherHostKey })
    await startDevice(callOver('tls'))
    const sessions = await Promise.all(['core-1', 'core-2', 'edge-1'].map((name) => home!.session(name)))
    for (const session of sessions) {
      assert.ok(dataOf(await session.request(getConfig({ source: 'running' }))))
    }
  })

  test('a device that does not let us in is left alone for a while', async () => {
    const credentials = { username: workshop.username, password: () => Promise.resolve('not this one') }
    const { known, listener } = await open({ ssh: { port: 0, credentials: () => credentials } })
    known.set(workshop.hostKey.fingerprint, 'core-1')
    await startDevice(callOver('ssh'))
    const failed = await home!.call('failed')
    assert.match(failed.problem ?? '', /operator was not let in/)
    await home!.until(() => listener.calls.find(({ count }) => count >= failed.count + 2))
    assert.equal(listener.calls[0]?.state, 'failed')
    assert.doesNotMatch(JSON.stringify(listener.calls), /not this one/)
  })

  test('a session outlives its listener', async () => {
    const { known, listener } = await open()
    known.set(workshop.hostKey.fingerprint, 'core-1')
    await startDevice(callOver('ssh'))
    const session = await home!.session('core-1')
    listener.close()
    assert.deepEqual(listener.listening, [])
    assert.ok(dataOf(await session.request(getConfig({ source: 'running' }))))
  })
}

const obstacle = ln2dObstacle()
if (obstacle === undefined) describe('Call Home by libnetconf2', declareTests)
else if (process.env['CI'] === undefined) console.log(`skipped: Call Home: ${obstacle}`)
else throw new Error(obstacle)
