// Back to the state in which the device was made (RFC 8808).

import { element } from '../xml/build.ts'
import { FACTORY_DEFAULT_NS } from './names.ts'
import type { Operation } from './operations.ts'

/** RFC 8808 §2: all configuration is lost, the device may restart, and the session with it. */
export function factoryReset(): Operation {
  return {
    name: 'factory-reset',
    label: 'factory-reset',
    xml: element('factory-reset', { xmlns: FACTORY_DEFAULT_NS }),
    needs: [FACTORY_DEFAULT_NS],
  }
}
