// A pause between the hellos and the first rpc, for the one server that needs it.

import { setTimeout as pause } from 'node:timers/promises'
import type { Capabilities } from './capabilities.ts'

/** netconfd 2.13 (yuma123) stands still when it reads our hello and the first rpc in one go, which a busy machine brings about. */
const NETCONFD = /^(?:http:\/\/netconfcentral\.org\/|http:\/\/yuma123\.org\/)/
const MILLISECONDS = 50

/** Waits where the device is known to need it; to be called between the hellos and the first rpc. */
export async function headStart({ list }: Capabilities): Promise<void> {
  if (list.some(({ base }) => NETCONFD.test(base))) await pause(MILLISECONDS)
}
