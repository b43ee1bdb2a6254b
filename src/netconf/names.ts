// The namespaces and URNs of NETCONF.

export const BASE_NS = 'urn:ietf:params:xml:ns:netconf:base:1.0'
export const NOTIFICATION_NS = 'urn:ietf:params:xml:ns:netconf:notification:1.0'
export const MONITORING_NS = 'urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring'
export const WITH_DEFAULTS_NS = 'urn:ietf:params:xml:ns:yang:ietf-netconf-with-defaults'
/** RFC 5277 §4: streams, replayComplete, notificationComplete. */
export const STREAMS_NS = 'urn:ietf:params:xml:ns:netmod:notification'
/** RFC 6470: what a server tells of itself. */
export const SERVER_EVENTS_NS = 'urn:ietf:params:xml:ns:yang:ietf-netconf-notifications'
export const PARTIAL_LOCK_NS = 'urn:ietf:params:xml:ns:netconf:partial-lock:1.0'
export const YANG_NS = 'urn:ietf:params:xml:ns:yang:1'
export const NMDA_NS = 'urn:ietf:params:xml:ns:yang:ietf-netconf-nmda'
export const DATASTORES_NS = 'urn:ietf:params:xml:ns:yang:ietf-datastores'
export const ORIGIN_NS = 'urn:ietf:params:xml:ns:yang:ietf-origin'
export const SUBSCRIBED_NS = 'urn:ietf:params:xml:ns:yang:ietf-subscribed-notifications'
export const YANG_PUSH_NS = 'urn:ietf:params:xml:ns:yang:ietf-yang-push'
export const COMPARE_NS = 'urn:ietf:params:xml:ns:yang:ietf-nmda-compare'
export const FACTORY_DEFAULT_NS = 'urn:ietf:params:xml:ns:yang:ietf-factory-default'
export const CAPABILITY_PREFIX = 'urn:ietf:params:netconf:capability:'
export const BASE_CAPABILITY = {
  '1.0': 'urn:ietf:params:netconf:base:1.0',
  '1.1': 'urn:ietf:params:netconf:base:1.1',
} as const

/** The configuration datastores of RFC 6241 §5. */
export type Datastore = 'running' | 'candidate' | 'startup'
