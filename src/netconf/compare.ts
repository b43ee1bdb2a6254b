// Differences between two datastores, found by the device (RFC 9144).

import { element } from '../xml/build.ts'
import { OptionError } from './errors.ts'
import { datastoreLeaf, datastoreName, type NmdaDatastore } from './identity.ts'
import { COMPARE_NS } from './names.ts'
import { filterNeeds, namedFilter } from './operands.ts'
import type { Filter, Operation } from './operations.ts'

export interface CompareOptions {
  readonly source: NmdaDatastore
  readonly target: NmdaDatastore
  readonly filter?: Filter
  /** State too, not what both datastores have alone. */
  readonly all?: boolean
  readonly reportOrigin?: boolean
}

/** RFC 9144 §4; the reply holds `<no-matches>` or `<differences>`, a YANG patch. Throws OptionError. */
export function compare({ source, target, filter, all, reportOrigin }: CompareOptions): Operation {
  if (source === target) throw new OptionError(`Comparing ${datastoreName(source)} with itself says nothing.`)
  return {
    name: 'compare',
    label: `compare ${datastoreName(source)} with ${datastoreName(target)}`,
    xml: element(
      'compare',
      { xmlns: COMPARE_NS },
      datastoreLeaf('source', source),
      datastoreLeaf('target', target),
      all === true ? element('all') : undefined,
      reportOrigin === true ? element('report-origin') : undefined,
      namedFilter(filter, { subtree: 'subtree-filter', xpath: 'xpath-filter' }),
    ),
    needs: [COMPARE_NS, ...filterNeeds(filter)],
  }
}
