// Where the bench's peer listens, and how to be let in there.

export interface Place {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly keyFile: string
  /** `SHA256:…` of the server's host key. */
  readonly hostKey: string
  readonly knownHostsFile: string
}
