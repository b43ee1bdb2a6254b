// What the running extension is made of; `extension.ts` builds it once and hands it to whoever acts.

import type { ActiveDevice } from './activeDevice.ts'
import type { ConfirmedCommits } from './confirmedCommits.ts'
import type { CallHome } from './callHome.ts'
import type { Connections } from './connections.ts'
import type { Devices } from './devices.ts'
import type { DeviceSessions } from './deviceSessions.ts'
import type { HostKeys } from './hostKeys.ts'
import type { Later } from './later.ts'
import type { Libraries } from './libraries.ts'
import type { Log } from './log.ts'
import type { PartialLocks } from './partialLocks.ts'
import type { Questions } from './questions.ts'
import type { Replies, ReplyRecord } from './replies.ts'
import type { SchemaStore } from './schemaStore.ts'
import type { Secrets } from './secrets.ts'
import type { Subscriptions } from './subscriptions.ts'

export interface AppContext {
  readonly devices: Devices
  readonly secrets: Secrets
  readonly hostKeys: HostKeys
  readonly questions: Questions
  readonly connections: Connections
  readonly replies: Replies
  readonly activeDevice: ActiveDevice
  readonly confirmedCommits: ConfirmedCommits
  readonly partialLocks: PartialLocks
  readonly libraries: Libraries
  readonly schemas: Later<SchemaStore>
  readonly subscriptions: Subscriptions
  readonly deviceSessions: DeviceSessions
  readonly callHome: CallHome
  readonly log: Log
  /** Brings a reply to the screen without taking the focus; `tree`: where an element of it can be picked. */
  readonly showReply: (record: ReplyRecord, tab?: 'tree') => void
}
