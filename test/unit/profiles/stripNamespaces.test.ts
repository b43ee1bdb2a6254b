// A reply without namespaces, for reading.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { stripNamespaces } from '../../../src/profiles/stripNamespaces.ts'

const CASES: readonly (readonly [name: string, before: string, after: string])[] = [
  [
    'prefixes and declarations go, values stay',
    '<nc:rpc-reply xmlns:nc="urn:b" xmlns:junos="urn:j" message-id="1"><a xmlns="urn:a" junos:style="brief">x:y &amp; z</a></nc:rpc-reply>',
    '<rpc-reply message-id="1"><a style="brief">x:y &amp; z</a></rpc-reply>',
  ],
  ['comments stay', '<a><!-- b --><c/></a>', '<a><!-- b --><c/></a>'],
  ['CDATA becomes text', '<a><![CDATA[<b>]]></a>', '<a>&lt;b&gt;</a>'],
  [
    'attributes of the same local name stay apart',
    '<a xmlns:x="urn:x" xmlns:y="urn:y" n="1" x:n="2" y:n="3"/>',
    '<a n="1" n_="2" n__="3"/>',
  ],
  ['broken text stays as it is', '<a xmlns="urn:a"><b>', '<a xmlns="urn:a"><b>'],
]

for (const [name, before, after] of CASES) {
  it(name, () => assert.equal(stripNamespaces(before), after))
}
