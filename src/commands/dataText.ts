// Lays the data of a reply out for reading and comparing, in slices.

import { elementSource, namespacesAround, standingAlone } from '../language/xmlSubtree.ts'
import { ProtocolError } from '../netconf/errors.ts'
import { dataOf, type Reply } from '../netconf/reply.ts'
import { inSlices } from '../panels/slices.ts'
import { XmlPrinter } from '../xml/format.ts'
import type { Outline } from '../xml/outline.ts'
import { OutlineBuilder } from '../xml/outlineBuilder.ts'

const CHARS_AT_ONCE = 32 * 1024

/** The `<data>` element of a reply as a text with a line break at its end. Throws ProtocolError where there is none. */
export async function dataText(reply: Pick<Reply, 'xml'>): Promise<string> {
  const builder = new OutlineBuilder(reply.xml)
  await inSlices(() => builder.advance(CHARS_AT_ONCE))
  // Says where it stops being well-formed, which takes a tree.
  if (!builder.wellFormed) dataOf(reply)
  const { outline } = builder
  const line = dataLine(outline)
  if (line === undefined) {
    throw new ProtocolError('The reply holds no <data>.', '<data>', reply.xml.slice(0, 1_000))
  }
  const alone = standingAlone(elementSource(outline, line), namespacesAround(outline, line, new Map()))
  const printer = new XmlPrinter(alone)
  await inSlices(() => printer.advance())
  return [...printer.parts, '\n'].join('')
}

/** The line of the first child of the root that is called `data`, with any prefix. */
function dataLine(outline: Outline): number | undefined {
  let line = 0
  while (line < outline.lineCount && !outline.isElement(line)) line = outline.close(line) + 1
  const end = outline.close(line)
  for (line += 1; line < end; line = outline.close(line) + 1) {
    if (outline.isElement(line) && /^<(?:[^\s<>/:]+:)?data[\s/>]/.test(outline.text(line, 0, 300)))
      return line
  }
  return undefined
}
