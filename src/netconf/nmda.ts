// Reading and editing the datastores of the NMDA (RFC 8526): get-data, edit-data.

import { element, leaf, type Markup } from '../xml/build.ts'
import type { WithDefaults } from './capabilities.ts'
import { OptionError } from './errors.ts'
import { datastoreLeaf, datastoreName, originLeaf, type NmdaDatastore, type Origin } from './identity.ts'
import { NMDA_NS } from './names.ts'
import { filterNeeds, namedFilter, urlNeed, withDefaultsElement, withDefaultsNeeds } from './operands.ts'
import type { DefaultOperation, Filter, Operation } from './operations.ts'

export interface GetDataOptions {
  readonly datastore: NmdaDatastore
  readonly filter?: Filter
  /** `true` only configuration, `false` only state; both where it is absent. */
  readonly configFilter?: boolean
  /** Only what has one of these origins; not together with `negatedOriginFilter`. */
  readonly originFilter?: readonly Origin[]
  /** Only what has none of these origins. */
  readonly negatedOriginFilter?: readonly Origin[]
  /** Levels below each selected node, 1 to 65535. */
  readonly maxDepth?: number | 'unbounded'
  readonly withOrigin?: boolean
  readonly withDefaults?: WithDefaults
}

/** RFC 8526 §3.1.1; the children stand in the order of its YANG module. Throws OptionError. */
export function getData(options: GetDataOptions): Operation {
  checkGetData(options)
  const { datastore, filter, configFilter, maxDepth, withDefaults } = options
  const capability = datastore === 'operational' ? ':with-operational-defaults' : ':with-defaults'
  return {
    name: 'get-data',
    label: `get-data ${datastoreName(datastore)}`,
    xml: element(
      'get-data',
      { xmlns: NMDA_NS },
      datastoreLeaf('datastore', datastore),
      namedFilter(filter, { subtree: 'subtree-filter', xpath: 'xpath-filter' }),
      leaf('config-filter', configFilter === undefined ? undefined : String(configFilter)),
      ...(options.originFilter ?? []).map((origin) => originLeaf('origin-filter', origin)),
      ...(options.negatedOriginFilter ?? []).map((origin) => originLeaf('negated-origin-filter', origin)),
      leaf('max-depth', maxDepth),
      options.withOrigin === true ? element('with-origin') : undefined,
      withDefaultsElement(withDefaults),
    ),
    needs: [NMDA_NS, ...filterNeeds(filter), ...withDefaultsNeeds(withDefaults, capability)],
  }
}

const WITHOUT_ORIGIN: readonly NmdaDatastore[] = [
  'running',
  'candidate',
  'startup',
  'intended',
  'factory-default',
]

function checkGetData(options: GetDataOptions): void {
  const { datastore, originFilter = [], negatedOriginFilter = [], withOrigin, maxDepth } = options
  if (originFilter.length > 0 && negatedOriginFilter.length > 0) {
    throw new OptionError('Origins can be asked for or left out, not both in one get-data.')
  }
  const asksOrigin = originFilter.length + negatedOriginFilter.length > 0 || withOrigin === true
  if (asksOrigin && WITHOUT_ORIGIN.includes(datastore)) {
    throw new OptionError(
      `Values have an origin in the operational datastore, not in ${datastoreName(datastore)}.`,
    )
  }
  if (typeof maxDepth === 'number' && !(Number.isInteger(maxDepth) && maxDepth >= 1 && maxDepth <= 65_535)) {
    throw new OptionError(`The depth is 1 to 65535 or unbounded, not ${maxDepth}.`)
  }
}

export interface EditDataOptions {
  readonly datastore: NmdaDatastore
  /** The content of `<config>`, or the URL of a file that holds it (capability :url). */
  readonly config: Markup | { readonly url: string }
  /** The device takes `merge` where it is absent. */
  readonly defaultOperation?: DefaultOperation
}

/** RFC 8526 §3.1.2. Throws OptionError for a datastore that nobody can edit. */
export function editData({ datastore, config, defaultOperation }: EditDataOptions): Operation {
  if (datastore === 'operational' || datastore === 'intended' || datastore === 'factory-default') {
    throw new OptionError(`The datastore ${datastore} cannot be edited.`)
  }
  return {
    name: 'edit-data',
    label: `edit-data ${datastoreName(datastore)}`,
    xml: element(
      'edit-data',
      { xmlns: NMDA_NS },
      datastoreLeaf('datastore', datastore),
      leaf('default-operation', defaultOperation),
      typeof config === 'string' ? element('config', {}, config) : leaf('url', config.url),
    ),
    needs: [NMDA_NS, ...(typeof config === 'string' ? [] : [urlNeed(config.url)])],
  }
}
