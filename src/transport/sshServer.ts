// A small SSH server on loopback that offers the NETCONF subsystem and nothing else (RFC 6242).

import { createHash, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { hostKeyOf, type HostKey } from './knownHosts.ts'
import { ssh2, type AuthContext, type Connection, type ServerChannel, type ServerSession } from './ssh.ts'
import type { Transport, TransportListener } from './transport.ts'

export interface SshServerOptions {
  readonly username: string
  readonly password: string
  /** Gets each NETCONF channel as it is opened. */
  readonly onSession: (transport: Transport) => void
  /** Private key in OpenSSH or PEM format; a new ed25519 key is made where it is absent. */
  readonly hostKey?: string
}

export interface SshServer {
  readonly port: number
  readonly hostKey: HostKey
  /** Cuts all connections and frees the port. */
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'
const MAX_CONNECTIONS = 32
const MAX_CHANNELS = 8
const MAX_ATTEMPTS = 6
/** Milliseconds. */
const CLOSE_GRACE = 2_000

/** Listens on a free port of 127.0.0.1. Rejects when none can be had. */
export async function startSshServer(options: SshServerOptions): Promise<SshServer> {
  const privateKey = options.hostKey ?? newHostKey()
  const parsed = ssh2.utils.parseKey(privateKey)
  if (parsed instanceof Error) throw parsed
  const connections = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [privateKey] }, (connection) => {
    connections.add(connection)
    serve(connection, options)
    connection.once('close', () => connections.delete(connection))
  })
  server.maxConnections = MAX_CONNECTIONS
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, LOOPBACK, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: hostKeyOf(parsed.getPublicSSH()),
    close: () =>
      new Promise((resolve) => {
        // A client that does not hang up must not keep us; the port is free at once all the same.
        const patience = setTimeout(resolve, CLOSE_GRACE)
        server.close(() => {
          clearTimeout(patience)
          resolve()
        })
        for (const connection of connections) connection.end()
      }),
  }
}

/** Whatever has no listener here — shells, commands, forwarding, files — ssh2 refuses by itself. */
function serve(connection: Connection, options: SshServerOptions): void {
  // A client that breaks off or speaks nonsense is its own problem; `close` follows.
  connection.on('error', () => undefined)
  let attempts = 0
  let channels = 0
  connection.on('authentication', (context) => {
    if (context.method !== 'none') attempts += 1
    if (attempts > MAX_ATTEMPTS) connection.end()
    else authenticate(context, options)
  })
  connection.on('session', (accept, reject) => {
    if (channels >= MAX_CHANNELS) {
      reject()
      return
    }
    channels += 1
    const session = accept()
    session.once('close', () => (channels -= 1))
    offerSubsystem(session, connection, options)
  })
}

function authenticate(context: AuthContext, options: SshServerOptions): void {
  const decide = (password: string | undefined): void => {
    const known = sameText(context.username, options.username)
    if (sameText(password ?? '', options.password) && known) context.accept()
    else context.reject(['password', 'keyboard-interactive'])
  }
  switch (context.method) {
    case 'password':
      decide(context.password)
      break
    case 'keyboard-interactive':
      context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => decide(answers[0]))
      break
    default:
      context.reject(['password', 'keyboard-interactive'])
  }
}

/** Takes the same time whatever the difference; digests, because lengths must not tell either. */
function sameText(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}

function offerSubsystem(session: ServerSession, connection: Connection, options: SshServerOptions): void {
  session.on('subsystem', (accept, reject, info) => {
    if (info.name === 'netconf') options.onSession(channelTransport(accept(), connection))
    else reject()
  })
}

function channelTransport(channel: ServerChannel, connection: Connection): Transport {
  let listener: TransportListener | undefined
  let early: Uint8Array[] = []
  let ended = false
  let cause: Error | undefined
  const end = (): void => {
    if (ended) return
    ended = true
    listener?.closed(cause)
  }
  channel.on('data', (bytes: Buffer) => {
    if (listener === undefined) early.push(bytes)
    else listener.data(bytes)
  })
  // The client's end of file: it will send no more, so this is over.
  channel.once('end', () => channel.end())
  channel.on('error', (error: Error) => (cause ??= error))
  channel.once('close', end)
  connection.once('close', end)
  return {
    listen(next) {
      listener = next
      for (const bytes of early) next.data(bytes)
      early = []
      if (ended) next.closed(cause)
    },
    send(bytes) {
      if (!ended && channel.writable) channel.write(bytes)
    },
    close() {
      if (!ended && channel.writable) channel.end()
    },
  }
}

/** ssh2 1.17 makes an ed25519 key that it cannot read itself about once in 250 times. */
function newHostKey(): string {
  for (;;) {
    const { private: key } = ssh2.utils.generateKeyPairSync('ed25519')
    if (!(ssh2.utils.parseKey(key) instanceof Error)) return key
  }
}
