// What the protocol needs of a connection: bytes out, bytes in, an end.

export interface TransportListener {
  /** The next bytes from the peer, in order; the receiver may keep the array. */
  data(bytes: Uint8Array): void
  /** Called exactly once, after which nothing else comes. `cause` is absent after an orderly end. */
  closed(cause?: Error): void
}

/** An open, authenticated byte stream to one NETCONF peer. */
export interface Transport {
  /** Hands all further events to `listener`; bytes that came before are kept and handed over first. */
  listen(listener: TransportListener): void
  send(bytes: Uint8Array): void
  /** Ends the stream and what carries it. Idempotent; `closed` still reports. */
  close(): void
}
