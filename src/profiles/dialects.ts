// The two dialects that most families start from: what ncclient's handlers send (0.7.1, devices/default.py).

import type { Dialect } from '../netconf/dialect.ts'
import { BASE_CAPABILITY, CAPABILITY_PREFIX } from '../netconf/names.ts'
import { barePayload } from './prepare.ts'

/**
 * What ncclient announces to every device, in its order. RFC 6241 asks a client for the versions of the base protocol alone;
 * the families' agents have met this list for years.
 */
export const USUAL_CAPABILITIES: readonly string[] = [
  BASE_CAPABILITY['1.0'],
  BASE_CAPABILITY['1.1'],
  ...[
    'writable-running:1.0',
    'candidate:1.0',
    'confirmed-commit:1.0',
    'rollback-on-error:1.0',
    'startup:1.0',
    'url:1.0?scheme=http,ftp,file,https,sftp',
    'validate:1.0',
    'xpath:1.0',
    'notification:1.0',
    'interleave:1.0',
    'with-defaults:1.0',
  ].map((name) => CAPABILITY_PREFIX + name),
]

/** The namespace of NETCONF is the default one. */
export const DEFAULT_NS_DIALECT: Dialect = {
  capabilities: USUAL_CAPABILITIES,
  prefix: '',
  namespaces: {},
  acceptsUnqualifiedReply: false,
  exemptErrors: [],
}

/** `<nc:rpc><nc:get-config>…`. */
export const PREFIXED_DIALECT: Dialect = { ...DEFAULT_NS_DIALECT, prefix: 'nc', prepare: barePayload }
