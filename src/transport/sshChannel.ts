// Opens NETCONF on an SSH connection: the subsystem under one of its names, or a command in its place (RFC 6242 §3).

import { ConnectError } from './errors.ts'
import { type Client, type ClientChannel, closeRefusedChannels } from './ssh.ts'

export interface ChannelChoice {
  /** Names of the subsystem, tried in order. Default `netconf`. */
  readonly subsystem?: string | readonly string[]
  /** Run where no subsystem is offered, such as Junos' `xml-mode netconf need-trailer`. */
  readonly execFallback?: string
}

/** Milliseconds that a server gets to close a refused channel before the next one is opened. */
const CLOSE_GRACE = 500

export interface OpenChannel {
  readonly channel: ClientChannel
  /** How it was opened, for error texts. */
  readonly as: string
}

/**
 * `adopt` is called in the moment the channel opens: its end may come in the same packet. `inUse`: the connection's other
 * channels. Throws ConnectError: noSubsystem, refused for a limit of the server, or unreachable.
 */
export async function openChannel<Adopted>(
  client: Client,
  host: string,
  { subsystem = 'netconf', execFallback }: ChannelChoice,
  inUse: ReadonlySet<ClientChannel>,
  adopt: (open: OpenChannel) => Adopted,
): Promise<Adopted> {
  const names = typeof subsystem === 'string' ? [subsystem] : subsystem
  const tries: Try[] = names.map((name) => ({
    as: `subsystem "${name}"`,
    request: (done) => client.subsys(name, done),
  }))
  if (execFallback !== undefined) {
    const request: Try['request'] = (done) => client.exec(execFallback, done)
    tries.push({ as: `command "${execFallback}"`, request })
  }
  let refusal: Error | undefined
  for (const [index, each] of tries.entries()) {
    const outcome = await attemptOne(client, host, each, adopt)
    if (!(outcome instanceof Error)) return outcome.adopted
    if (outcome instanceof ConnectError) throw outcome
    const closing = closeRefusedChannels(client, inUse)
    if (index < tries.length - 1) await atMost(CLOSE_GRACE, closing)
    if ('reason' in outcome) throw limitError(host, outcome, inUse.size)
    refusal = outcome
  }
  throw noSubsystem(host, names, execFallback, refusal)
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))
  await Promise.race([work, late])
  clearTimeout(timer)
}

interface Try {
  readonly as: string
  readonly request: (done: (error: Error | undefined, channel: ClientChannel) => void) => unknown
}

/** The refusal of this one way as a value; a ConnectError when the connection has ended. */
function attemptOne<Adopted>(
  client: Client,
  host: string,
  { as, request }: Try,
  adopt: (open: OpenChannel) => Adopted,
): Promise<{ readonly adopted: Adopted } | Error> {
  return new Promise((resolve) => {
    const ended = (cause?: Error): void =>
      resolve(new ConnectError('unreachable', `${host} closed the connection after login.`, { cause }))
    const closed = (): void => ended()
    client.once('close', closed)
    client.once('error', ended)
    const settle = (outcome: { readonly adopted: Adopted } | Error): void => {
      client.removeListener('close', closed)
      client.removeListener('error', ended)
      resolve(outcome)
    }
    try {
      request((error, channel) => settle(error ?? { adopted: adopt({ channel, as }) }))
    } catch (error) {
      // ssh2 throws where the connection has gone already.
      ended(error instanceof Error ? error : undefined)
    }
  })
}

/** The server opens no further channel at all, whatever it would be for (RFC 4254 §5.1). */
function limitError(host: string, error: Error, open: number): ConnectError {
  const said = error.message.replace(/^\(SSH\) Channel open failure: /, '')
  const sentence =
    open === 0
      ? `${host} lets us in but opens no session: ${said}.`
      : `${host} allows no more than ${open} NETCONF ${open === 1 ? 'session' : 'sessions'} on one SSH connection (${said}; ` +
        'MaxSessions of its SSH server). Close one, or use a connection of its own.'
  return new ConnectError('refused', sentence, { cause: error })
}

function noSubsystem(
  host: string,
  names: readonly string[],
  execFallback: string | undefined,
  cause: Error | undefined,
): ConnectError {
  const quoted = names.map((name) => `"${name}"`).join(' or ')
  const neither = execFallback === undefined ? '' : `, and does not run "${execFallback}"`
  const advice = 'Enable NETCONF over SSH on the device, or use the port where it listens (830).'
  return new ConnectError(
    'noSubsystem',
    `${host} lets us in but has no ${quoted} subsystem on this port${neither}. ${advice}`,
    { cause },
  )
}
