// Connects many devices, a few at a time, with one progress; a device that waits for an answer keeps no other waiting.

import { isCancellation } from '../app/failure.ts'
import { onMany } from '../app/parallel.ts'
import type { Device } from '../app/settings.ts'
import type { CommandContext } from './context.ts'
import { withProgress } from './progress.ts'

export interface ManyConnected {
  readonly devices: readonly Device[]
  readonly connected: number
  readonly failed: readonly { readonly device: Device; readonly message: string }[]
  /** Devices whose question was dismissed. */
  readonly dismissed: number
  readonly elapsedMs: number
  readonly isCancelled: boolean
}

/** Never rejects for a device that cannot be connected. Resolves when each is connected, has failed, or is given up. */
export async function connectMany(
  context: CommandContext,
  devices: readonly Device[],
): Promise<ManyConnected> {
  const began = performance.now()
  const messages = new Map<Device, string>()
  let connected = 0
  let dismissed = 0
  const isCancelled = await withProgress(
    devices.length === 1 ? 'Connecting to 1 device' : `Connecting to ${devices.length} devices`,
    async ({ signal, report }) => {
      const tell = (): void => {
        const failures = messages.size === 0 ? '' : `, ${messages.size} failed`
        report(`${connected} of ${devices.length} connected${failures}`)
      }
      const connect = async (device: Device): Promise<void> => {
        try {
          await context.connections.connect(device, signal)
          connected += 1
        } catch (error) {
          if (signal.aborted) return
          if (isCancellation(error)) dismissed += 1
          else messages.set(device, error instanceof Error ? error.message : String(error))
        }
        tell()
      }
      const begun: Promise<void>[] = []
      tell()
      await onMany(
        devices,
        (device) => {
          const connecting = connect(device)
          begun.push(connecting)
          return untilAsking(context, device, connecting)
        },
        signal,
      )
      await Promise.all(begun)
      return signal.aborted
    },
  )
  // In the order of the devices, not in that of their ends.
  const failed = devices.flatMap((device) => {
    const message = messages.get(device)
    return message === undefined ? [] : [{ device, message }]
  })
  return { devices, connected, failed, dismissed, elapsedMs: performance.now() - began, isCancelled }
}

/** Resolves with `connecting`, or with the first question about the device: from then on another one may have its place. */
async function untilAsking(
  { questions }: CommandContext,
  { id }: Device,
  connecting: Promise<void>,
): Promise<void> {
  let asked: (() => void) | undefined
  const asking = new Promise<void>((resolve) => (asked = resolve))
  const subscription = questions.onDidChange((deviceId) => {
    if (deviceId === id) asked?.()
  })
  try {
    await Promise.race([connecting, asking])
  } finally {
    subscription.dispose()
  }
}
