import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseYang } from '../../../src/yang/parseYang.ts'
import type { Statement, YangText } from '../../../src/yang/statement.ts'
import { PIECES, SAMPLE, randomFrom } from './sampleModule.ts'

const only = (text: string): Statement => {
  const [statement] = parseYang(text).statements
  assert.ok(statement)
  return statement
}

const messages = (text: string): string[] => parseYang(text).problems.map(({ message }) => message)

const ARGUMENTS: Record<string, [text: string, argument: string | undefined]> = {
  unquoted: ['prefix oc-if;', 'oc-if'],
  'no argument': ['input { }', undefined],
  'single quotes keep all': ["pattern '\\d\"\\n';", '\\d"\\n'],
  'double quotes with all escapes': ['a "x\\n\\t\\"\\\\y";', 'x\n\t"\\y'],
  'an unknown escape stays': ['a "\\d+";', '\\d+'],
  'a backslash in front of the closing quote': ['a "x\\\\";', 'x\\'],
  'joined by plus': ['a "one " + \'two\' /* c */ +\n "three";', 'one twothree'],
  empty: ['a "";', ''],
  'a quote inside an unquoted word': ['a b"c;', 'b"c'],
  'a slash inside an unquoted word': ['path ../a/b;', '../a/b'],
  'a comment ends an unquoted word': ['type string//c\n;', 'string'],
  'no space behind the keyword': ['description"x";', 'x'],
  'a URI without quotes': ['namespace http://a/b;', 'http://a/b'],
}

for (const [name, [text, argument]] of Object.entries(ARGUMENTS)) {
  test(`an argument: ${name}`, () => {
    assert.equal(only(text).argument, argument)
  })
}

test('further lines of a double-quoted string lose the indentation of the first, and white space at their ends', () => {
  assert.equal(only('  a "one  \n      two\n   three\r\n\n\tfour";').argument, 'one\n two\nthree\n\n   four')
})

test('ranges: keyword to the end, the argument with its quotes', () => {
  const text = '// first\noc:a "b" { c; }\n'
  const statement = only(text)
  assert.deepEqual(
    [statement.prefix, statement.keyword, text.slice(statement.start, statement.end)],
    ['oc', 'a', 'oc:a "b" { c; }'],
  )
  assert.equal(text.slice(statement.argumentStart, statement.argumentEnd), '"b"')
  assert.deepEqual([statement.children[0]?.argumentStart, statement.children[0]?.argumentEnd], [-1, -1])
})

test('comments are kept apart', () => {
  const text = 'a /* one */ b; // two\n/* three */'
  assert.deepEqual(
    parseYang(text).comments.map(({ start, end }) => text.slice(start, end)),
    ['/* one */', '// two', '/* three */'],
  )
})

const TOLERATED: Record<string, [text: string, message: RegExp, keywords: string]> = {
  'a missing ;': ['a { b c\n d e; }', /A ; or { is missing behind b/, 'a(b(c)d(e))'],
  'a missing }': ['a { b c;', /The } of this a is missing/, 'a(b(c))'],
  'a } too many': ['a { } } b c;', /closes nothing/, 'a()b(c)'],
  'a ; behind }': ['a { }; b c;', /ends no statement/, 'a()b(c)'],
  'an unclosed string': ['a { b "c\n d e; }', /quote that ends this string/, 'a(b(c)d(e))'],
  'an unclosed comment': ['a b; /* c', /of this comment is missing/, 'a(b)'],
  'words without quotes': ['a one two; b c;', /needs quotes/, 'a(one two)b(c)'],
  'a string where a keyword should be': ['"x" a b;', /keyword is missing/, 'a(b)'],
  'a missing +': ['a "b" "c";', /A \+ is missing/, 'a(bc)'],
  'a + with nothing behind': ['a "b" + ; c d;', /missing behind this \+/, 'a(b)c(d)'],
  'no space behind the keyword': ['a"b";', /space is missing/, 'a(b)'],
  'an unknown escape': ['a "\\d";', /means nothing in double quotes/, 'a(\\d)'],
  'a keyword with odd characters': ['4a b;', /no keyword/, '4a(b)'],
  nothing: ['', /no module/, ''],
}

const outline = (statements: readonly Statement[]): string =>
  statements
    .map(({ keyword, argument, children }) => `${keyword}(${argument ?? ''}${outline(children)})`)
    .join('')

for (const [name, [text, message, keywords]] of Object.entries(TOLERATED)) {
  test(`goes on after ${name}`, () => {
    assert.match(messages(text).join('\n'), message)
    assert.equal(outline(parseYang(text).statements), keywords)
  })
}

test('a byte order mark, bare CR and tabs are white space', () => {
  assert.deepEqual(messages('\ufeffmodule\ta {\r\tb c;\r}'), [])
})

test('problems name the module', () => {
  assert.equal(parseYang('module x { a "\\d"; }').problems[0]?.module, 'x')
  assert.equal(parseYang('a "\\d";', 'given').problems[0]?.module, 'given')
})

test('statements nested far too deep are cut, not followed', () => {
  const { statements, problems } = parseYang('a {'.repeat(200_000))
  let depth = 0
  for (let one = statements[0]; one; one = one.children[0]) depth++
  assert.equal(depth, 250)
  assert.ok(problems.length <= 1001)
})

test('a hundred thousand unclosed quotes come to an end', () => {
  assert.ok(parseYang('a "\\" \n'.repeat(100_000)).problems.length > 0)
})

/** Ranges inside the text, children inside their parents and in order. */
function checkRanges({ text, statements, comments, problems }: YangText): void {
  for (const { start, end } of [...comments, ...problems]) {
    assert.ok(start >= 0 && start <= end && end <= text.length, `${start}..${end} of ${text.length}`)
  }
  const waiting = [{ inside: statements, from: 0, to: text.length }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    let from = next.from
    for (const { start, end, argumentStart, argumentEnd, children } of next.inside) {
      assert.ok(
        from <= start && start < end && end <= next.to,
        `${start}..${end} in ${next.from}..${next.to}`,
      )
      if (argumentStart !== -1)
        assert.ok(start <= argumentStart && argumentStart <= argumentEnd && argumentEnd <= end)
      waiting.push({ inside: children, from: start, to: end })
      from = end
    }
  }
}

test('property: every prefix of a module', () => {
  for (let length = 0; length <= SAMPLE.length; length++) checkRanges(parseYang(SAMPLE.slice(0, length)))
})

test('property: a module with pieces cut out, put in and doubled', () => {
  const random = randomFrom(7)
  for (let round = 0; round < 3_000; round++) {
    let text = SAMPLE
    for (let change = random(4); change >= 0; change--) {
      const at = random(text.length)
      text = text.slice(0, at) + (PIECES[random(PIECES.length)] ?? '') + text.slice(at + random(6))
    }
    checkRanges(parseYang(text))
  }
})

test('property: any pieces in any order', () => {
  const random = randomFrom(11)
  for (let round = 0; round < 3_000; round++) {
    const text = Array.from({ length: random(40) }, () => PIECES[random(PIECES.length)] ?? '').join('')
    checkRanges(parseYang(text))
  }
})
