// What the demo device says that it can do: capabilities and YANG modules.

import {
  BASE_CAPABILITY,
  BASE_NS,
  CAPABILITY_PREFIX,
  MONITORING_NS,
  WITH_DEFAULTS_NS,
} from '../netconf/names.ts'
import { MODULE_NAME, MODULE_NAMESPACE, MODULE_REVISION } from './yangTypes.ts'

export const LIBRARY_NAMESPACE = 'urn:ietf:params:xml:ns:yang:ietf-yang-library'

/** Changes whenever the list of modules does (RFC 7895 §2.2). */
export const MODULE_SET_ID = '1'

export interface AnnouncedModule {
  readonly name: string
  readonly revision: string
  readonly namespace: string
  readonly prefix: string
  readonly features: readonly string[]
  /** `import`: only its types are used. */
  readonly conformance: 'implement' | 'import'
}

export const MODULES: readonly AnnouncedModule[] = [
  {
    name: MODULE_NAME,
    revision: MODULE_REVISION,
    namespace: MODULE_NAMESPACE,
    prefix: 'dr',
    features: [],
    conformance: 'implement',
  },
  {
    name: 'ietf-netconf',
    revision: '2011-06-01',
    namespace: BASE_NS,
    prefix: 'nc',
    features: [
      'writable-running',
      'candidate',
      'confirmed-commit',
      'rollback-on-error',
      'validate',
      'startup',
    ],
    conformance: 'implement',
  },
  {
    name: 'ietf-netconf-monitoring',
    revision: '2010-10-04',
    namespace: MONITORING_NS,
    prefix: 'ncm',
    features: [],
    conformance: 'implement',
  },
  {
    name: 'ietf-netconf-with-defaults',
    revision: '2011-06-01',
    namespace: WITH_DEFAULTS_NS,
    prefix: 'ncwd',
    features: [],
    conformance: 'implement',
  },
  {
    name: 'ietf-yang-library',
    revision: '2016-06-21',
    namespace: LIBRARY_NAMESPACE,
    prefix: 'yanglib',
    features: [],
    conformance: 'implement',
  },
  {
    name: 'ietf-inet-types',
    revision: '2013-07-15',
    namespace: 'urn:ietf:params:xml:ns:yang:ietf-inet-types',
    prefix: 'inet',
    features: [],
    conformance: 'import',
  },
  {
    name: 'ietf-yang-types',
    revision: '2013-07-15',
    namespace: 'urn:ietf:params:xml:ns:yang:ietf-yang-types',
    prefix: 'yang',
    features: [],
    conformance: 'import',
  },
]

const STANDARD_CAPABILITIES = [
  'writable-running:1.0',
  'candidate:1.0',
  'confirmed-commit:1.1',
  'rollback-on-error:1.0',
  'validate:1.1',
  'startup:1.0',
  'with-defaults:1.0?basic-mode=explicit&also-supported=report-all,report-all-tagged,trim',
  `yang-library:1.0?revision=2016-06-21&module-set-id=${MODULE_SET_ID}`,
]

export const CAPABILITIES: readonly string[] = [
  BASE_CAPABILITY['1.0'],
  BASE_CAPABILITY['1.1'],
  ...STANDARD_CAPABILITIES.map((name) => CAPABILITY_PREFIX + name),
  ...MODULES.filter((module) => module.conformance === 'implement').map(
    ({ name, revision, namespace, features }) =>
      `${namespace}?module=${name}&revision=${revision}` +
      (features.length === 0 ? '' : `&features=${features.join(',')}`),
  ),
]
