// Says in words how many of which elements there are.

import type { XmlElement } from '../xml/tree.ts'

const NAMED = 4

/** "1 element", "3 elements". */
function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** "2 configuration elements (interfaces, system)". */
export function elementsInWords(elements: readonly XmlElement[], noun: string): string {
  const names = [...new Set(elements.map((element) => element.local))]
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : ''
  return `${countOf(elements.length, noun)} (${names.slice(0, NAMED).join(', ')}${more})`
}
