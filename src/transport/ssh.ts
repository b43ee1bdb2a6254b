// The only door to the ssh2 package, which is JavaScript alone when its optional native add-ons are missing.

import ssh2, { type Client, type ClientChannel } from 'ssh2'

export { ssh2 }
export type {
  AnyAuthMethod,
  AuthContext,
  BaseAgent,
  Client,
  ClientChannel,
  Connection,
  ConnectConfig,
  ParsedKey,
  Prompt,
  ServerChannel,
  Session as ServerSession,
} from 'ssh2'

/**
 * Closes a client's sessions that are not in `inUse`, and waits for it. ssh2 leaves a session open whose subsystem or command was
 * refused, and hands it to nobody; each counts against the server's limit.
 */
export async function closeRefusedChannels(client: Client, inUse: ReadonlySet<unknown>): Promise<void> {
  // Its table of channels is no part of its types.
  const { _chanMgr } = client as unknown as {
    readonly _chanMgr: { readonly _channels: Readonly<Record<number, ClientChannel | (() => void)>> }
  }
  const closing = Object.values(_chanMgr._channels).map(async (channel) => {
    // A function stands for a channel that is not open yet.
    if (typeof channel === 'function' || inUse.has(channel)) return
    if (!('type' in channel) || channel.type !== 'session') return
    const closed = new Promise((resolve) => channel.once('close', resolve))
    channel.resume()
    channel.close()
    await closed
  })
  await Promise.all(closing)
}
