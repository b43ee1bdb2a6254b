// The whole contract between the capabilities panel's host and its webview: state goes down, intents come up.

export interface ProtocolCapability {
  readonly uri: string
  /** `:candidate`; for one that we do not know the URI itself. */
  readonly name: string
  readonly title: string
  /** What it lets one do, in a sentence; '' where unknown. */
  readonly meaning: string
  /** RFC number, where there is one. */
  readonly rfc?: number
  /** The URI's query, such as `basic-mode` → `explicit`. */
  readonly parameters: Readonly<Record<string, string>>
}

export interface CapabilityModule {
  readonly uri: string
  readonly name: string
  /** '' where the device names none. */
  readonly revision: string
  readonly namespace: string
  readonly features: readonly string[]
  readonly deviations: readonly string[]
}

export interface CapabilitiesState {
  readonly deviceName: string
  readonly host: string
  readonly port: number
  readonly user: string
  readonly connection:
    | { readonly kind: 'connected' }
    | { readonly kind: 'connecting' }
    /** The rest is what the last session had. Milliseconds since 1970. */
    | { readonly kind: 'disconnected'; readonly at: number }
  readonly sessionId: string
  readonly framing: '1.0' | '1.1'
  /** Start of the session, milliseconds since 1970. */
  readonly since: number
  /** The server's SSH identification string. */
  readonly sshIdent?: string
  readonly protocol: readonly ProtocolCapability[]
  readonly modules: readonly CapabilityModule[]
}

/** Host → webview. */
export interface CapabilitiesMessage {
  readonly type: 'state'
  readonly state: CapabilitiesState
}

/** Webview → host: what the person did. */
export type CapabilitiesIntent =
  | { readonly type: 'ready' }
  | { readonly type: 'reconnect' }
  | { readonly type: 'copyAll' }
  | { readonly type: 'copyCapability'; readonly uri: string }
