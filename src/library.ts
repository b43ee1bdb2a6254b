// The protocol library for Node programs: what `netconf-explorer/netconf` exports.

export {
  connect,
  Client,
  ClientReply,
  type CallOptions,
  type EditOptions,
  type ReadOptions,
  type RpcOptions,
} from './client/client.ts'
export type {
  ConnectOptions,
  LoginQuestions,
  ProcessTarget,
  Secret,
  SessionChoices,
  SshHost,
  SshTarget,
  Target,
  Timeouts,
  TlsTarget,
  UnixTarget,
} from './client/connectOptions.ts'
export { filterOf, markupOf, type FilterText } from './client/filterText.ts'
export { openSession } from './client/openSession.ts'
export type { HostKeyRule, KnownHostsRule, PinnedRule } from './client/hostKeyCheck.ts'
export { action } from './netconf/action.ts'
export { type Capabilities, type WithDefaults } from './netconf/capabilities.ts'
export { createSubscription, type CreateSubscriptionOptions } from './netconf/createSubscription.ts'
export type { ErrorMode } from './netconf/errorPolicy.ts'
export {
  OptionError,
  ProtocolError,
  RpcError,
  SessionClosedError,
  TimeoutError,
  type ErrorInfoItem,
  type RpcErrorInfo,
} from './netconf/errors.ts'
export type { Notification } from './netconf/notification.ts'
export type { Overflow, QueueOptions, Received } from './netconf/notificationQueue.ts'
export { lockHolder, UnlockError, type LockOptions, type LockTarget } from './netconf/locking.ts'
export type { Filter, Operation } from './netconf/operations.ts'
export {
  partialLock,
  partialUnlock,
  readPartialLock,
  type PartialLock,
  type PartialLockOptions,
} from './netconf/partialLock.ts'
export { readyFilter } from './netconf/readyFilter.ts'
export { SessionSource, type ReconnectOptions } from './netconf/reconnect.ts'
export type { Reply } from './netconf/reply.ts'
export type { RequestOptions, Session } from './netconf/session.ts'
export {
  deleteSubscription,
  establishSubscription,
  killSubscription,
  modifySubscription,
  resyncSubscription,
  type DatastoreTarget,
  type EstablishOptions,
  type ModifyOptions,
  type StreamTarget,
  type SubscriptionFilter,
} from './netconf/subscriptionOperations.ts'
export { PROFILE_NAMES, type ProfileName } from './profiles/profile.ts'
export { stripNamespaces } from './profiles/stripNamespaces.ts'
export { ConnectError, NetconfError, type ConnectFailure } from './transport/errors.ts'
export type { HostKey } from './transport/knownHosts.ts'
export type { Markup } from './xml/build.ts'
export { attributeOf, childOf, elementsOf, textOf, type XmlElement, type XmlNode } from './xml/tree.ts'
