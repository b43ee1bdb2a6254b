// What goes over the wire for an operation under a profile, as the session makes it.

import { wrapMessage } from '../../../src/netconf/prefix.ts'
import type { Profile } from '../../../src/profiles/profile.ts'
import type { Markup } from '../../../src/xml/build.ts'

export function wireOf({ dialect }: Pick<Profile, 'dialect'>, operation: Markup): string {
  return wrapMessage('rpc', dialect, { 'message-id': '1' }, dialect.prepare?.(operation) ?? operation)
}
