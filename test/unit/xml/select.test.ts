// Subtree filters: the examples and rules of RFC 6241 §6, one row each.

import assert from 'node:assert/strict'
import test from 'node:test'
import { parseXml } from '../../../src/xml/parse.ts'
import { selectSubtree, type SelectOptions } from '../../../src/xml/select.ts'
import { serialize } from '../../../src/xml/serialize.ts'
import { elementsOf, type XmlElement } from '../../../src/xml/tree.ts'

const user = (name: string, type: string, dept: number): string =>
  `<user><name>${name}</name><type>${type}</type><full-name>${name} X</full-name><company-info><dept>${dept}</dept><id>${dept}0</id></company-info></user>`
const [ROOT, FRED, BARNEY] = [
  user('root', 'superuser', 1),
  user('fred', 'admin', 2),
  user('barney', 'admin', 2),
]

/** The model of §6.4, and a second namespace. */
const DATA = `<data xmlns="urn:none">
  <top xmlns="urn:c" xmlns:q="urn:q">
    <users>
      ${ROOT}
      ${FRED}
      ${BARNEY}
    </users>
    <interfaces><interface ifName="eth0" q:zone="in"><mtu>1500</mtu></interface><interface ifName="eth1"><mtu>9000</mtu></interface></interfaces>
    <tag>a</tag><tag>b</tag><empty/>
  </top>
  <top xmlns="urn:d"><other>1</other></top>
</data>`

function children(xml: string): XmlElement[] {
  const { root, problems } = parseXml(xml)
  assert.deepEqual(problems, [])
  return elementsOf(root!)
}

function select(filter: string, options: SelectOptions = {}): string {
  const wrapped = `<filter xmlns="urn:none" xmlns:c="urn:c" xmlns:q="urn:q">${filter}</filter>`
  const selected = selectSubtree(children(DATA), children(wrapped), options)
  return selected
    .map(serialize)
    .join('')
    .replace(/>\s+</g, '><')
    .replaceAll(' xmlns="urn:c"', '')
    .replaceAll(' xmlns:q="urn:q"', '')
}

const top = (inner: string): string => `<top xmlns="urn:c">${inner}</top>`
const users = (inner: string): string => top(`<users>${inner}</users>`)
const out = (inner: string): string => `<top><users>${inner}</users></top>`
const isKey = (element: XmlElement): boolean => element.local === 'name'

const rows: readonly (readonly [name: string, filter: string, selected: string, options?: SelectOptions])[] =
  [
    ['§6.4.2 an empty filter selects nothing', '', ''],
    ['§6.4.3 a selection node selects the whole subtree', users(''), out(ROOT + FRED + BARNEY)],
    [
      '§6.4.4 a leaf of every entry',
      users('<user><name/></user>'),
      out('<user><name>root</name></user><user><name>fred</name></user><user><name>barney</name></user>'),
    ],
    ['§6.4.5 one entry by a content match', users('<user><name>fred</name></user>'), out(FRED)],
    [
      '§6.4.6 one entry, some of its elements',
      users('<user><name>fred</name><type/><full-name/></user>'),
      out('<user><name>fred</name><type>admin</type><full-name>fred X</full-name></user>'),
    ],
    [
      '§6.4.7 several subtrees',
      users(
        '<user><name>root</name><company-info/></user><user><name>fred</name><company-info><id/></company-info></user>',
      ),
      out(
        '<user><name>root</name><company-info><dept>1</dept><id>10</id></company-info></user><user><name>fred</name><company-info><id>20</id></company-info></user>',
      ),
    ],
    [
      '§6.4.8 an attribute match',
      '<c:top><c:interfaces><c:interface ifName="eth1"/></c:interfaces></c:top>',
      '<top><interfaces><interface ifName="eth1"><mtu>9000</mtu></interface></interfaces></top>',
    ],
    [
      'an attribute in a namespace',
      '<c:top><c:interfaces><c:interface q:zone="in"/></c:interfaces></c:top>',
      '<top><interfaces><interface ifName="eth0" q:zone="in"><mtu>1500</mtu></interface></interfaces></top>',
    ],
    [
      'an attribute without its namespace',
      '<c:top><c:interfaces><c:interface zone="in"/></c:interfaces></c:top>',
      '',
    ],
    [
      'an attribute with another value',
      '<c:top><c:interfaces><c:interface ifName="eth9"/></c:interfaces></c:top>',
      '',
    ],
    ['§6.2.1 another namespace', '<top/>', ''],
    [
      '§6.2.1 no namespace is any namespace',
      '<top xmlns=""><other/></top>',
      '<top xmlns="urn:d"><other>1</other></top>',
    ],
    [
      'no namespace takes all that fit',
      '<x xmlns=""/><top xmlns=""><tag/><other/></top>',
      '<top><tag>a</tag><tag>b</tag></top><top xmlns="urn:d"><other>1</other></top>',
    ],
    [
      'white space around a content match does not count',
      users('<user><name>\n  fred\n</name><type/></user>'),
      out('<user><name>fred</name><type>admin</type></user>'),
    ],
    [
      'nothing but white space is a selection',
      users('<user><name> </name></user>'),
      out('<user><name>root</name></user><user><name>fred</name></user><user><name>barney</name></user>'),
    ],
    ['content matches hold together', users('<user><type>admin</type><name>root</name></user>'), ''],
    ['several content matches of the same name all hold', top('<tag>a</tag><tag>b</tag>'), select(top(''))],
    [
      'a content match that fails takes the siblings with it',
      users('<user><name>fred</name><type>superuser</type><company-info/></user>'),
      '',
    ],
    [
      'content matches alone select the whole parent',
      users('<user><type>admin</type></user>'),
      out(FRED + BARNEY),
    ],
    [
      'a content match is shown beside what is selected',
      users('<user><type>admin</type><full-name/></user>'),
      out(
        '<user><type>admin</type><full-name>fred X</full-name></user><user><type>admin</type><full-name>barney X</full-name></user>',
      ),
    ],
    [
      'a content match stays though the selection finds nothing',
      users('<user><name>fred</name><nickname/></user>'),
      out('<user><name>fred</name></user>'),
    ],
    ['a containment node with nothing in it is left out', users('<user><nickname/></user>'), ''],
    ['a content match on an element with children never holds', users('<user>fred</user>'), ''],
    [
      'a content match deep down chooses only there',
      users('<user><company-info><dept>1</dept></company-info></user>'),
      out('<user><company-info><dept>1</dept><id>10</id></company-info></user>'),
    ],
    [
      'what two subtrees select comes once',
      users('<user><name>fred</name></user>') + users('<user><type>admin</type></user>'),
      out(FRED + BARNEY),
    ],
    [
      'parts that two subtrees select are put together',
      top('<empty/>') + top('<tag>a</tag><empty/>'),
      '<top><tag>a</tag><empty/></top>',
    ],
    ['whole wins over part', top('<empty/>') + top(''), select(top(''))],
    ['the order is that of the data', top('<empty/><tag/>'), '<top><tag>a</tag><tag>b</tag><empty/></top>'],
    [
      'keys come along with what is selected',
      users('<user><type/></user>'),
      out(
        '<user><name>root</name><type>superuser</type></user><user><name>fred</name><type>admin</type></user><user><name>barney</name><type>admin</type></user>',
      ),
      { isKey },
    ],
    ['keys alone select nothing', users('<user><nickname/></user>'), '', { isKey }],
    [
      'comments and CDATA in the filter',
      users('<user><!-- who --><name><![CDATA[fred]]></name><type/></user>'),
      out('<user><name>fred</name><type>admin</type></user>'),
    ],
  ]
for (const [name, filter, selected, options] of rows) {
  test(name, () => assert.equal(select(filter, options), selected))
}

test('what is selected still knows the prefixes in force', () => {
  const data = children('<d xmlns:p="urn:p"><a xmlns:r="urn:r"><b>p:x r:y</b><c/></a></d>')
  const selected = selectSubtree(data, children('<f><a><b/></a></f>'))
  const [element] = selected
  assert.equal(serialize(element!), '<a xmlns:p="urn:p" xmlns:r="urn:r"><b>p:x r:y</b></a>')
  assert.equal(serialize(elementsOf(element!)[0]!), '<b xmlns:p="urn:p" xmlns:r="urn:r">p:x r:y</b>')
})
