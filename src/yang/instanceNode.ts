// Instance data with its schema: the tree that validation builds and XPath walks (RFC 7950 §6.4.1).

import type { DataElement } from './dataElement.ts'
import type { SchemaNode } from './schemaNode.ts'

/**
 * A data node that exists, or that exists by default (RFC 7950 §7.5.1 non-presence containers, §7.6.1 and §7.7.2 default values).
 * The root of the accessible tree has neither schema nor parent.
 */
export interface InstanceNode {
  readonly schema: SchemaNode | undefined
  /** '' at the root. */
  readonly name: string
  readonly namespace: string
  readonly parent: InstanceNode | undefined
  /** Data nodes alone, choices and cases left out, in document order; the defaults last. */
  readonly children: readonly InstanceNode[]
  /** Of a leaf or leaf-list entry: its canonical value where it is valid, else the text as it came. '' for the others. */
  readonly value: string
  /** Undefined for what exists by default only, and for the root. */
  readonly element: DataElement | undefined
}
