// A device on a Unix socket whose whole configuration is as large as a test wants; with a filter it is small.

import { rmSync } from 'node:fs'
import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const HELLO = `<hello xmlns="${BASE}"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability><capability>urn:ietf:params:netconf:base:1.1</capability></capabilities><session-id>7</session-id></hello>]]>]]>`
const REQUEST_END = '\n##\n'
/** Bytes sent at once, and milliseconds between two of them: a reply of 50 MB takes two seconds. */
const PART = 1_000_000
const PACE = 40

export interface LargeDevice {
  readonly socketPath: string
  /** Name of the interface that comes last. */
  readonly lastName: string
  /** From now on a `get` is answered by that many bytes, and the rest when the test says so. */
  holdAfter(bytes: number): void
  release(): void
  stop(): Promise<void>
}

/** `bytes`: size of the whole configuration. */
export async function startLargeDevice(socketPath: string, bytes: number): Promise<LargeDevice> {
  const { data, lastName } = configuration(bytes)
  let held = Number.POSITIVE_INFINITY
  let release = (): void => undefined
  let released = Promise.resolve()

  const answer = async (socket: net.Socket, rpc: string): Promise<void> => {
    const id = /message-id="([^"]*)"/.exec(rpc)?.[1] ?? ''
    const isSmall = rpc.includes('<filter') || rpc.includes('<close-session')
    const content = rpc.includes('<close-session') ? '<ok/>' : isSmall ? SMALL : undefined
    const head = `<rpc-reply xmlns="${BASE}" message-id="${id}">`
    const reply =
      content === undefined
        ? Buffer.concat([Buffer.from(head), data, Buffer.from('</rpc-reply>')])
        : Buffer.from(`${head}${content}</rpc-reply>`)
    socket.write(`\n#${reply.length}\n`)
    for (let at = 0; at < reply.length && !socket.destroyed; at += PART) {
      const isHeld = /<get[\s/>]/.test(rpc) && at >= held
      if (isHeld) await released
      socket.write(reply.subarray(at, at + PART))
      if (reply.length > PART && !isHeld) await pause(PACE)
    }
    socket.write(REQUEST_END)
  }

  rmSync(socketPath, { force: true })
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.unref()
    let pending = ''
    let queue = Promise.resolve()
    socket.on('error', () => undefined)
    socket.on('data', (bytesIn) => {
      pending += bytesIn.toString()
      for (let end = pending.indexOf(REQUEST_END); end !== -1; end = pending.indexOf(REQUEST_END)) {
        const rpc = pending.slice(0, end)
        pending = pending.slice(end + REQUEST_END.length)
        queue = queue.then(() => answer(socket, rpc))
      }
    })
    socket.write(HELLO)
  })
  // A journey that fails must not keep the process.
  server.unref()
  await new Promise<void>((resolve) => server.listen(socketPath, resolve))
  return {
    socketPath,
    lastName,
    holdAfter: (count) => {
      held = count
      released = new Promise((resolve) => (release = resolve))
    },
    release: () => release(),
    stop: async () => {
      release()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const INTERFACES = 'urn:ietf:params:xml:ns:yang:ietf-interfaces'
const SMALL = `<data><interfaces xmlns="${INTERFACES}"><interface><name>only-one</name><mtu>1500</mtu></interface></interfaces></data>`

function configuration(bytes: number): { readonly data: Buffer; readonly lastName: string } {
  const entry = (n: number): string =>
    `<interface><name>ge-0/0/${n}</name><description>uplink to core ${n % 97}</description><enabled>true</enabled><mtu>9000</mtu><ipv4><address><ip>10.0.${n % 256}.1</ip><prefix-length>24</prefix-length></address></ipv4></interface>`
  const parts = [`<data><interfaces xmlns="${INTERFACES}">`]
  let size = 0
  let count = 0
  for (; size < bytes; count += 1) {
    const text = entry(count)
    parts.push(text)
    size += text.length
  }
  parts.push('</interfaces><system xmlns="urn:acme:system"><hostname>big-1</hostname></system></data>')
  return { data: Buffer.from(parts.join('')), lastName: `ge-0/0/${count - 1}` }
}
