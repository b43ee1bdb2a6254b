// XSD regular expressions: what matches, what is reported, and that no pattern throws or hangs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compilePattern, createPatternCache } from '../../../src/yang/pattern.ts'

interface Row {
  readonly name: string
  readonly pattern: string
  readonly yes: readonly string[]
  readonly no: readonly string[]
  /** Is it not XSD, or doubtful? */
  readonly reported?: boolean
}

/** Held against libxml2's XSD regular expressions and libyang's patterns when they were written. */
const ROWS: readonly Row[] = [
  { name: 'anchored at both ends', pattern: 'b', yes: ['b'], no: ['abc', 'bb', ''] },
  { name: 'alternatives are anchored too', pattern: 'a|b', yes: ['a', 'b'], no: ['ab', 'ax', 'xb'] },
  { name: 'an empty branch', pattern: 'a||b', yes: ['', 'a', 'b'], no: ['ab'] },
  { name: 'an empty group', pattern: '()', yes: [''], no: ['('] },
  {
    name: 'the dot leaves line ends out',
    pattern: 'a.c',
    yes: ['abc', 'a😀c', 'a\u2028c'],
    no: ['a\nc', 'a\rc'],
  },
  { name: 'counts', pattern: 'a{2}b{1,2}c{2,}', yes: ['aabcc', 'aabbcccc'], no: ['abcc', 'aabbbcc', 'aabc'] },
  { name: 'none at all', pattern: 'x{0}', yes: [''], no: ['x'] },
  { name: 'class subtraction', pattern: '[a-z-[aeiou]]+', yes: ['gjx', 'z'], no: ['a', '-', 'ba'] },
  { name: 'subtraction in subtraction', pattern: '[a-z-[a-m-[c]]]+', yes: ['c', 'nz'], no: ['a', 'b'] },
  { name: 'negated, then subtracted', pattern: '[^a-c-[x]]', yes: ['d', '1'], no: ['a', 'x'] },
  { name: 'digits of every script', pattern: '\\d+', yes: ['1', '٣'], no: ['a', ''] },
  { name: 'words leave punctuation out', pattern: '\\w+', yes: ['a1', '+', '$', '😀'], no: ['_', '.', ' '] },
  { name: 'what is no word', pattern: '\\W+', yes: ['_', '.', ' '], no: ['a', '+'] },
  { name: 'space is four characters', pattern: '\\s+', yes: [' \t\r\n'], no: ['\u00a0', '\f'] },
  { name: 'names', pattern: '\\i\\c*', yes: ['a', '_x', ':a', 'a-b.c:1', 'é·'], no: ['1a', '-a', '@'] },
  { name: 'names without colon', pattern: '[\\i-[:]][\\c-[:]]*', yes: ['a', 'b-1'], no: ['a:b', ':a', ''] },
  { name: 'what is no name character', pattern: '\\C\\I', yes: ['@1', ' -'], no: ['a1', '@a'] },
  { name: 'categories', pattern: '\\p{Lu}\\p{Ll}*', yes: ['A', 'Éa', 'Ωω'], no: ['a', 'AB'] },
  { name: 'complement of a category', pattern: '\\P{L}+', yes: ['1-'], no: ['a', '1a'] },
  { name: 'blocks', pattern: '\\p{IsGreek}\\p{IsBasicLatin}', yes: ['Ωa'], no: ['aΩ', 'ΩΩ'] },
  { name: 'complement of a block', pattern: '\\P{IsBasicLatin}', yes: ['é', '😀'], no: ['a'] },
  { name: 'block with a hyphen', pattern: '\\p{IsLatin-1Supplement}', yes: ['é'], no: ['e'] },
  { name: 'block minus range', pattern: '[\\p{IsBasicLatin}-[a-z]]+', yes: ['A1'], no: ['a'] },
  {
    name: 'escapes',
    pattern: '\\.\\-\\\\\\|\\^\\?\\*\\+\\{\\}\\(\\)\\[\\]',
    yes: ['.-\\|^?*+{}()[]'],
    no: ['a'],
  },
  { name: 'control escapes', pattern: '\\n\\r\\t', yes: ['\n\r\t'], no: ['nrt'] },
  { name: 'hyphen at the edges of a class', pattern: '[-a][b-]', yes: ['--', 'ab'], no: ['b-'] },
  { name: 'hyphen behind a range', pattern: '[a-z-9]', yes: ['-', '9', 'b'], no: ['8'] },
  { name: 'ranges of punctuation', pattern: '[ -@\\[-\\^_-~]*', yes: [' 1@[]^_az~'], no: ['A', 'Z'] },
  { name: 'letters that JavaScript reserves', pattern: '[a&&b]+[~~!!]/#', yes: ['a&b!/#'], no: ['c~/#'] },
  { name: 'caret and dollar within', pattern: 'a^b$c', yes: ['a^b$c'], no: ['abc'] },
  { name: 'caret and dollar in classes', pattern: '[x^][$]', yes: ['^$', 'x$'], no: ['x'] },
  { name: 'astral characters', pattern: '[😀-😂]{2}', yes: ['😀😁'], no: ['😀', '😃😃'] },
  {
    name: 'anchors meant as anchors',
    pattern: '^[0-9]+$',
    yes: ['12', '^12$'],
    no: ['a', ''],
    reported: true,
  },
  { name: 'anchors in branches', pattern: '(^a|b$)', yes: ['a', 'b', '^a'], no: ['^b', 'c'], reported: true },
  { name: 'escaped dollar', pattern: 'a\\$', yes: ['a$'], no: ['a'], reported: true },
  { name: 'escaped slash', pattern: 'a\\/b', yes: ['a/b'], no: ['ab'], reported: true },
  { name: 'lazy', pattern: 'a*?b', yes: ['b', 'aab'], no: ['a'], reported: true },
  { name: 'group without capture', pattern: '(?:ab)+', yes: ['abab'], no: ['a', ''], reported: true },
  { name: 'ignoring case', pattern: '(?i:ab)', yes: ['ab', 'AB', 'aB'], no: ['b'], reported: true },
  { name: 'ignoring case from the start', pattern: '(?i)ab[x-z]', yes: ['ABX'], no: ['AB'], reported: true },
  { name: 'look-ahead', pattern: '(?!0)[0-9]+', yes: ['10'], no: ['01'], reported: true },
  {
    name: 'hexadecimal escapes',
    pattern: '\\u00e9\\x41\\x{1f600}',
    yes: ['éA😀'],
    no: ['e'],
    reported: true,
  },
  { name: 'POSIX classes', pattern: '[[:alpha:]_]+', yes: ['ab_'], no: ['1', ':'], reported: true },
  { name: 'open lower count', pattern: 'a{,3}', yes: ['', 'aaa'], no: ['aaaa'], reported: true },
  { name: 'two counts', pattern: '(a{2}){2}a{1}{2}', yes: ['aaaaaa'], no: ['aaaaa'], reported: true },
  { name: 'no count', pattern: 'a{x}', yes: ['a{x}'], no: ['a'] },
  { name: 'bracket in a class', pattern: '[a[]', yes: ['a', '['], no: ['b'], reported: true },
  {
    name: 'bracket at the beginning of a class',
    pattern: '[]a]',
    yes: [']', 'a'],
    no: ['b'],
    reported: true,
  },
  { name: 'class without end', pattern: '[a', yes: ['[a'], no: ['a'], reported: true },
  { name: 'group without end', pattern: '(ab', yes: ['ab'], no: ['a'], reported: true },
  { name: 'end without group', pattern: 'ab)', yes: ['ab)'], no: ['ab'], reported: true },
  { name: 'nothing to repeat', pattern: '*a', yes: ['*a'], no: ['a'], reported: true },
  { name: 'backwards range', pattern: '[9-0]', yes: ['5'], no: ['a'], reported: true },
  {
    name: 'a block that Unicode does not have',
    pattern: '\\p{IsNothing}',
    yes: ['a', '1'],
    no: ['ab'],
    reported: true,
  },
  { name: 'backslash at the end', pattern: 'a\\', yes: ['a\\'], no: ['a'], reported: true },
]

for (const { name, pattern, yes, no, reported = false } of ROWS) {
  test(`pattern: ${name}`, () => {
    const { matches, problems } = compilePattern(pattern)
    for (const text of yes) assert.equal(matches(text), true, `${pattern} must match ${JSON.stringify(text)}`)
    for (const text of no)
      assert.equal(matches(text), false, `${pattern} must not match ${JSON.stringify(text)}`)
    assert.equal(problems.length > 0, reported, JSON.stringify(problems))
  })
}

const RUNAWAYS: readonly (readonly [pattern: string, text: string, matches: boolean])[] = [
  ['(a*)*b', 'a'.repeat(5_000), false],
  ['(a|aa)+', `${'a'.repeat(5_000)}b`, false],
  ['(x+x+)+y', `${'x'.repeat(2_000)}y`, true],
  ['(a?){30}a{30}', 'a'.repeat(30), true],
  ['.*a.*b.*c.*d.*e', 'abcd'.repeat(500), false],
  ['([a-z0-9]+\\.)*[a-z0-9]+', `${'a1.'.repeat(500)}!`, false],
]

for (const [pattern, text, expected] of RUNAWAYS) {
  test(`pattern: ${pattern} does not run away`, () => {
    // By backtracking these would not end in this life.
    assert.equal(compilePattern(pattern).matches(text), expected)
  })
}

test('pattern: too large to be checked exactly, nothing is thrown and short values are checked', () => {
  const { matches } = compilePattern('((a{0,60000}b?){0,60000}c)*')
  assert.equal(matches('ac'), true)
  assert.equal(matches('x'), false)
})

test('pattern: nested a hundred thousand deep, it is reported and takes anything', () => {
  const { matches, problems } = compilePattern('('.repeat(100_000))
  assert.equal(problems.length, 1)
  assert.equal(matches('anything'), true)
})

test('pattern: the linear matcher and the backtracking one agree', () => {
  // The same language, once ambiguous enough for the linear matcher.
  const pairs = [
    ['(a|b|ab)*c', '[ab]*c'],
    ['((a{0,2}b){0,3})*', '(a{0,2}b)*'],
    ['(x?y?z?)*', '[xyz]*'],
  ] as const
  for (const [ambiguous, simple] of pairs) {
    const random = randomFrom(7)
    for (let count = 0; count < 300; count += 1) {
      const text = Array.from({ length: random(9) }, () => 'abcxyz'[random(6)]).join('')
      const expected = new RegExp(`^(?:${simple})$`).test(text)
      assert.equal(compilePattern(ambiguous).matches(text), expected, `${ambiguous} on "${text}"`)
    }
  }
})

test('pattern: any text is compiled, and its problems are inside of it', () => {
  const random = randomFrom(42)
  const parts = [
    ...Array.from('()[]{}|*+?^$.\\-,:!=<>/&~abz019 \n'),
    '\\p{',
    'Lu}',
    '\\d',
    '\\i',
    '{2,',
    '(?',
    '[^',
    '-[',
    '😀',
    '\ud800',
  ]
  for (let count = 0; count < 4_000; count += 1) {
    const text = Array.from({ length: random(14) }, () => parts[random(parts.length)]).join('')
    const { matches, problems } = compilePattern(text)
    for (const value of ['', 'a', text, '09az']) assert.equal(typeof matches(value), 'boolean')
    for (const { start, end } of problems) {
      assert.ok(
        0 <= start && start <= end && end <= text.length,
        `${JSON.stringify(text)}: ${start} to ${end}`,
      )
    }
  }
})

test('a cache compiles each pattern once', () => {
  const cache = createPatternCache()
  assert.equal(cache.compiled({ text: 'a+' }), cache.compiled({ text: 'a+' }))
  assert.notEqual(cache.compiled({ text: 'a+' }), cache.compiled({ text: 'a*' }))
})

/** Numbers below a limit, the same ones each time. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    return (state >> 8) % limit
  }
}
