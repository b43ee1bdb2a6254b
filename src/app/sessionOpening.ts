// Opens the session of a device by what its settings and its family ask for; loaded with the first connection.

import type { Capabilities } from '../netconf/capabilities.ts'
import { headStart } from '../netconf/headStart.ts'
import { Session } from '../netconf/session.ts'
import { changesOf } from '../profiles/changes.ts'
import { detectProfile } from '../profiles/detect.ts'
import type { Profile } from '../profiles/profile.ts'
import { profileOf } from '../profiles/registry.ts'
import type { Transport } from '../transport/transport.ts'
import { openDeviceTransport, type TransportParts } from './deviceTransport.ts'
import { Refusal } from './failure.ts'
import { timeouts, type Device } from './settings.ts'

/** The profile of a device, chosen in its settings or found in its hello. */
export interface Family {
  readonly profile: Profile
  /** A sentence for people. */
  readonly why: string
  /** What it changes, a sentence each; empty where nothing was found. */
  readonly changes: readonly string[]
}

export interface SessionWatch {
  /** What is sent and received, while the device is traced. */
  readonly onMessage: (direction: 'sent' | 'received', text: string) => void
  /** A sentence about something that the device does otherwise than it should. */
  readonly onOddity: (sentence: string) => void
  readonly onCapabilities: () => void
}

export class SessionOpening {
  /** Names of profiles found in hellos, by device id: from the next connection on they count. */
  readonly #found = new Map<string, string>()

  /** Throws as `openDeviceTransport` does; Refusal for a profile that nobody knows. */
  async open(device: Device, parts: Omit<TransportParts, 'profile'>, watch: SessionWatch): Promise<Session> {
    const profile = this.#profileFor(device)
    const transport = await openDeviceTransport(device, { ...parts, profile })
    return this.over(transport, device, watch, parts.abort.signal)
  }

  /** The session over a transport that is open. */
  async over(
    transport: Transport,
    device: Device,
    watch: SessionWatch,
    signal: AbortSignal,
  ): Promise<Session> {
    const { helloMs, rpcMs } = timeouts(device)
    const isChosen = (device.profile ?? this.#found.get(device.id)) !== undefined
    const session = await Session.open(transport, {
      ...(isChosen && { dialect: this.#profileFor(device).dialect }),
      helloTimeoutMs: helloMs,
      rpcTimeoutMs: rpcMs,
      framing: device.framing,
      signal,
      ...watch,
    })
    await headStart(session.capabilities)
    return session
  }

  /** Chosen, else found in the hello, which is remembered for the next time. */
  familyOf(device: Device, { uris }: Capabilities): Family {
    if (device.profile !== undefined) {
      const profile = this.#profileFor(device)
      return { profile, why: 'Chosen in the settings of the device.', changes: changesOf(profile) }
    }
    const { profile, found, why, changes } = detectProfile({ capabilities: uris })
    if (found) this.#found.set(device.id, profile.name)
    return { profile, why, changes: found ? changes : [] }
  }

  /** What is chosen, else what an earlier hello of the device showed. Throws Refusal for a name that nobody knows. */
  #profileFor(device: Device): Profile {
    const name = device.profile ?? this.#found.get(device.id)
    try {
      return profileOf(name ?? 'default')
    } catch (error) {
      throw new Refusal(`${device.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
