// YANG actions: an operation on one node of the data tree (RFC 7950 §7.15).

import { element, type Markup } from '../xml/build.ts'
import { YANG_NS } from './names.ts'
import type { Operation } from './operations.ts'

/** `content` is the path from the top container, with the keys of each list, down to the action and its input. */
export function action(content: Markup, label = 'action'): Operation {
  return { name: 'action', label, xml: element('action', { xmlns: YANG_NS }, content), needs: [] }
}
