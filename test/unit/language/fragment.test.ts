// What a text that is not sendable XML is told, where.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFragment } from '../../../src/language/fragment.ts'

const BAD: readonly (readonly [name: string, text: string, message: RegExp, marked: string])[] = [
  ['nothing', '', /text is empty: write XML/, ''],
  ['white space alone', ' \n\t', /text is empty/, ' \n\t'],
  ['a byte order mark alone', '\ufeff', /text is empty/, '\ufeff'],
  ['a declaration alone', '<?xml version="1.0"?>\n', /text is empty/, '<?xml version="1.0"?>\n'],
  ['comments alone', '<!-- x -->', /only comments/, '<!-- x -->'],
  ['a router command line', 'set interfaces eth0\n', /not XML/, 'set interfaces eth0'],
  ['JSON', '{"a": 1}', /not XML/, '{"a": 1}'],
  ['junk before', 'oops <a/>', /“oops” stands outside/, 'oops'],
  ['junk between, after a comment', '<a/><!-- c --> and so on\n<b/>', /“and so on”/, 'and so on'],
  ['junk behind', '<a/>\n;', /“;” stands outside/, ';'],
  ['character data section outside', '<a/><![CDATA[x]]>', /outside any element/, '<![CDATA[x]]>'],
  ['half a start tag', '<interfaces xmlns="u"', /start tag is not complete/, '<interfaces xmlns="u"'],
  ['never closed', '<a>\n <b>\n <c/>\n', /<b> is never closed: add <\/b>/, 'b'],
  ['closed in the wrong order', '<a><b></a>', /<\/a> comes while <b> is open/, '</a>'],
  ['closed twice', '<a/></b>', /<\/b> closes nothing/, '</b>'],
  ['a bare ampersand', '<a>\n <b>AT&T</b>\n</a>', /write it as &amp;/, '&'],
  ['a bare ampersand in a value', '<a b="x & y"><c/></a>', /write it as &amp;/, '&'],
  ['an HTML entity', '<a>&nbsp;</a>', /XML knows only/, ';'],
  ['a bare less-than', '<a>1 < 2</a>', /write < in text as &lt;/, ' '],
  ['a prefix nobody declared', '<nc:rpc/>', /prefix nc is not declared: add xmlns:nc/, '<nc:rpc/>'],
  ['a document type', '<!DOCTYPE a []><a/>', /remove <!DOCTYPE/, 'E'],
  ['a value without quotes', '<a b=c/>', /put it in quotation marks/, 'c'],
  ['an attribute twice', '<a b="1" b="2"/>', /Duplicate attribute: b/, '<a b="1" b="2"/>'],
]

for (const [name, text, message, marked] of BAD) {
  test(`not sendable: ${name}`, () => {
    const [problem, ...more] = readFragment(text).problems
    assert.ok(problem)
    assert.equal(more.length, 0)
    assert.equal(problem.severity, 'error')
    assert.match(problem.message, message)
    assert.match(problem.message, /^\S.*\.$/s)
    assert.equal(text.slice(problem.start, problem.end), marked)
  })
}

const GOOD: readonly (readonly [name: string, text: string, roots: readonly string[]])[] = [
  [
    'byte order mark, declaration, several elements',
    '\ufeff<?xml version="1.0"?>\n<a/>\n<b/>',
    ['<a/>', '<b/>'],
  ],
  ['comments and instructions around', '<!-- 1 --><?pi x?><a/><!-- 2 -->\n', ['<a/>']],
  ['references', '<a b="&lt;&#65;">&amp;</a>', ['<a b="&lt;&#65;">&amp;</a>']],
  ['Windows line ends', '<a>\r\n</a>\r\n', ['<a>\r\n</a>']],
]

for (const [name, text, expected] of GOOD) {
  test(`sendable: ${name}`, () => {
    const { roots, problems } = readFragment(text)
    assert.deepEqual(problems, [])
    assert.deepEqual(
      roots.map(({ start, end }) => text.slice(start, end)),
      expected,
    )
  })
}
