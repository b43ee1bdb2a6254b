// The root of all errors of ours, with the one kind a transport throws.

/** Switch on `kind`, never on `message` or a class name. `cause` keeps what was underneath. */
export abstract class NetconfError extends Error {
  abstract readonly kind: 'connect' | 'protocol' | 'rpc' | 'timeout' | 'closed'
}

export type ConnectFailure =
  'refused' | 'unreachable' | 'timeout' | 'auth' | 'hostKey' | 'noSubsystem' | 'algorithms' | 'tls'

/** No session came into being. `reason` says at which step it ended. */
export class ConnectError extends NetconfError {
  readonly kind = 'connect'
  readonly reason: ConnectFailure

  constructor(reason: ConnectFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ConnectError'
    this.reason = reason
  }
}
