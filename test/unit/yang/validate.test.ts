// Validation of instance data: each kind of content, each kind of fault, and how much time it takes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elementsFrom, faultsIn, schema, VALID, validateText } from './validateSchema.ts'

test('the schema of these tests has no problems', () => {
  assert.deepEqual(schema.problems, [])
})

/** Name, content of `c`, faults. */
const CONFIG: [string, string, string[]][] = [
  ['valid', VALID, []],
  ['unknown element', `${VALID}<nope><b/></nope>`, ['unknown-node /m:c/nope']],
  [
    'unknown namespace, once for all that is inside',
    `${VALID}<x xmlns="urn:x"><y/><z/></x>`,
    ['unknown-namespace /m:c/x'],
  ],
  ['known name, wrong namespace', `${VALID}<w xmlns="urn:n">x</w>`, ['unknown-node /m:c/w']],
  ['bad value', VALID.replace('5', '256'), ['bad-value /m:c/a']],
  ['no value', VALID.replace('<a>5</a>', '<a/>'), ['bad-value /m:c/a']],
  ['nil', VALID.replace('<a>5</a>', '<a xsi:nil="true"/>'), []],
  ['attributes of others are let be', VALID.replace('<a>', '<a n:text="x" m:unknown="1" plain="y">'), []],
  ['text in a container', `text${VALID}`, ['text /m:c']],
  ['element in a leaf', VALID.replace('<a>5</a>', '<a>5<b/></a>'), ['unknown-node /m:c/a/b']],
  ['missing key', VALID.replace('<k>1</k>', ''), ["missing-key /m:c/l[j='1']/k"]],
  [
    'keys in another order',
    VALID.replace('<k>1</k><j>1</j>', '<j>1</j><k>1</k>'),
    ["key-order? /m:c/l[k='1'][j='1']"],
  ],
  [
    'keys not first',
    VALID.replace('<k>1</k><j>1</j><u>u</u>', '<u>u</u><k>1</k><j>1</j>'),
    ["key-order? /m:c/l[k='1'][j='1']"],
  ],
  ['duplicate entry', `${VALID}<l><k>1</k><j>1</j></l>`, ["duplicate /m:c/l[k='1'][j='1']"]],
  ['keys that only look alike', `${VALID}<l><k>1","1</k><j></j></l><l><k>1</k><j>","1</j></l>`, []],
  ['duplicate leaf', `${VALID}<a>5</a>`, ['duplicate /m:c/a']],
  ['duplicate container', `${VALID}<np><q>z</q></np>`, ['duplicate /m:c/np']],
  [
    'duplicate value',
    VALID.replace('</l>', '<ll>1</ll><ll>+1</ll></l>'),
    ["duplicate /m:c/l[k='1'][j='1']/ll[.='1']"],
  ],
  ['unique', `${VALID}<l><k>2</k><j>1</j><u>u</u></l>`, ["not-unique /m:c/l[k='2'][j='1']"]],
  ['unique counts only where there is a value', `${VALID}<l><k>2</k><j>1</j></l><l><k>3</k><j>1</j></l>`, []],
  [
    'too many',
    `${VALID}<l><k>2</k><j>1</j></l><l><k>3</k><j>1</j></l><l><k>4</k><j>1</j></l>`,
    ["too-many /m:c/l[k='4'][j='1']"],
  ],
  ['too few', VALID.replace(/<l>.*<\/l>/, ''), ['too-few /m:c/l']],
  ['missing leaf', VALID.replace('<a>5</a>', ''), ['missing-node /m:c/a']],
  [
    'missing in a container that need not be there',
    VALID.replace('<np><q>y</q></np>', ''),
    ['must /m:c/np', 'missing-node /m:c/np/q'],
  ],
  ['missing in a presence container', `${VALID}<pr/>`, ['missing-node /m:c/pr/q']],
  ['nothing missing where a presence container is not', VALID, []],
  ['missing choice', VALID.replace('<two>x</two>', ''), ['missing-choice /m:c/ch']],
  ['an empty container is no case', VALID.replace('<two>x</two>', '<three/>'), ['missing-choice /m:c/ch']],
  ['missing in a case', VALID.replace('<two>x</two>', '<one-a>x</one-a>'), ['missing-node /m:c/one-b']],
  ['two cases', `${VALID}<one-b>x</one-b>`, ['several-cases /m:c/one-b']],
  ['when', `${VALID.replace('5', '1')}<w>x</w>`, ['when /m:c/w']],
  ['when holds', `${VALID}<w>x</w>`, []],
  ['must', `${VALID}<limited>1</limited>`, ['must /m:c/limited']],
  ['must on a container', VALID.replace('>y<', '>x<'), ['must /m:c/np']],
  ['must with a default', `${VALID}<pr><q>q</q></pr>`, []],
  ['must with another value', `${VALID}<pr><q>q</q><d>9</d></pr>`, ['must /m:c/pr']],
  ['a bad value is not held against must', `${VALID}<limited>x</limited>`, ['bad-value /m:c/limited']],
  ['leafref', VALID.replace('</l>', '<ref>5</ref></l>'), []],
  ['leafref, another lexical form', VALID.replace('</l>', '<ref>+5</ref></l>'), []],
  [
    'leafref to nothing',
    VALID.replace('</l>', '<ref>6</ref></l>'),
    ["instance-required /m:c/l[k='1'][j='1']/ref"],
  ],
  ['leafref with a predicate', VALID.replace('</l>', '<entry>u</entry></l>'), []],
  [
    'leafref with a predicate, value of another entry',
    `${VALID}<l><k>2</k><j>1</j><entry>u</entry></l>`,
    ["instance-required /m:c/l[k='2'][j='1']/entry"],
  ],
  ['instance-identifier', `${VALID}<ii>/m:c/m:l[m:k='1'][m:j='1']/m:u</ii>`, []],
  [
    'instance-identifier to nothing',
    `${VALID}<ii>/m:c/m:l[m:k='1'][m:j='2']</ii>`,
    ['instance-required /m:c/ii'],
  ],
  ['instance-identifier that need not be there', `${VALID}<loose>/m:c/m:limited</loose>`, []],
  ['union with a leafref', `${VALID}<either>u</either>`, []],
  ['union with a leafref to nothing', `${VALID}<either>v</either>`, ['bad-value /m:c/either']],
  ['the next member of the union', `${VALID}<either>auto</either>`, []],
  ['state', `${VALID}<state>x</state>`, ['state-node /m:c/state']],
  ['anydata is not looked into', `${VALID}<any><x xmlns="urn:x">y</x>z</any>`, []],
  [
    'all problems at once, in document order',
    '<a>x</a><l><k>1</k></l><nope/><limited>1</limited><np><q>x</q></np>',
    [
      'missing-choice /m:c/ch',
      'bad-value /m:c/a',
      "missing-key /m:c/l[k='1']/j",
      'unknown-node /m:c/nope',
      'must /m:c/limited',
      'must /m:c/np',
    ],
  ],
]

for (const [name, content, faults] of CONFIG) {
  test(`config: ${name}`, () => {
    assert.deepEqual(faultsIn(`<c>${content}</c>`, { kind: 'config' }).sort(), [...faults].sort())
  })
}

test('problems come in document order', () => {
  const { problems } = validateText(`<c><nope/>${VALID}<limited>1</limited><a>x</a></c>`, { kind: 'config' })
  const starts = problems.map(({ element }) => element?.start ?? 0)
  assert.deepEqual(
    starts,
    [...starts].sort((a, b) => a - b),
  )
  assert.equal(problems.length, 4)
})

test('tags and app-tags are those of RFC 7950 §15', () => {
  const tagsIn = (content: string): string[] =>
    validateText(`<c>${content}</c>`, { kind: 'config' }).problems.map(({ tag, appTag }) =>
      `${tag} ${appTag ?? ''}`.trim(),
    )
  assert.deepEqual(tagsIn(`${VALID}<l><k>2</k><j>1</j><u>u</u></l>`), ['operation-failed data-not-unique'])
  assert.deepEqual(tagsIn(VALID.replace(/<l>.*<\/l>/, '')), ['operation-failed too-few-elements'])
  assert.deepEqual(tagsIn(`${VALID}<limited>1</limited>`), ['operation-failed small'])
  assert.deepEqual(tagsIn(VALID.replace('>y<', '>x<')), ['operation-failed must-violation'])
  assert.deepEqual(tagsIn(VALID.replace('</l>', '<ref>6</ref></l>')), ['data-missing instance-required'])
  assert.deepEqual(tagsIn(VALID.replace('<two>x</two>', '')), ['data-missing missing-choice'])
  assert.deepEqual(tagsIn(`${VALID}<pct>101</pct>`), ['invalid-value pct'])
})

test('messages are sentences that name what is expected', () => {
  const messageFor = (content: string): string =>
    validateText(`<c>${content}</c>`, { kind: 'config' }).problems[0]?.message ?? ''
  assert.match(
    messageFor(`${VALID}<w xmlns="urn:x">x</w>`),
    /belongs to the namespace "urn:m" \(m\), not to "urn:x"\.$/,
  )
  assert.match(
    messageFor(`${VALID}<limited>1</limited>`),
    /^Too small\. The leaf "limited" must satisfy: \. > 5\.$/,
  )
  assert.match(messageFor(`${VALID}<pct>101</pct>`), /Not a percentage\./)
})

test('get: state is welcome', () => {
  assert.deepEqual(faultsIn(`<c>${VALID}<state>x</state></c>`, { kind: 'data' }), [])
})

test('a part of a datastore misses nothing but keys', () => {
  assert.deepEqual(
    faultsIn('<c><l><k>1</k></l><limited>1</limited></c>', { kind: 'config', extent: 'part' }),
    ["missing-key /m:c/l[k='1']/j"],
  )
})

test('top-level nodes of modules that are not there are asked for on demand', () => {
  const inOther = (allModules: boolean): string[] =>
    faultsIn(`<c>${VALID}</c>`, { kind: 'config', allModules })
  assert.deepEqual(inOther(false), [])
  assert.deepEqual(inOther(true), ['missing-node /n:other/must-be'])
  assert.deepEqual(faultsIn('<n:other/>', { kind: 'config' }), ['missing-node /n:other/must-be'])
})

/** Name, kind, text, faults. */
const OTHERS: [string, 'edit' | 'rpc' | 'notification', string, string[]][] = [
  ['a partial edit', 'edit', '<c><w>x</w></c>', []],
  [
    'to be deleted: no value',
    'edit',
    '<c><a nc:operation="delete"/><np nc:operation="remove"><q/></np></c>',
    [],
  ],
  [
    'to be deleted: keys',
    'edit',
    '<c><l nc:operation="delete"><k>1</k></l></c>',
    ["missing-key /m:c/l[k='1']/j"],
  ],
  [
    'to be deleted: bad key of an entry is seen',
    'edit',
    '<c><l nc:operation="delete"><k>1</k><j>1</j><ll>x</ll></l></c>',
    [],
  ],
  ['unknown operation', 'edit', '<c><w nc:operation="drop">x</w></c>', ['bad-attribute /m:c/w']],
  [
    'a key cannot be deleted',
    'edit',
    '<c><l><k nc:operation="delete">1</k><j>1</j></l></c>',
    ["bad-attribute /m:c/l[k='1'][j='1']/k"],
  ],
  [
    'another case takes the place of one to be deleted',
    'edit',
    '<c><two nc:operation="delete"/><one-b>x</one-b></c>',
    [],
  ],
  ['two cases in an edit', 'edit', '<c><two>x</two><one-b>x</one-b></c>', ['several-cases /m:c/one-b']],
  [
    'an entry twice in an edit',
    'edit',
    '<c><l><k>1</k><j>1</j></l><l><k>1</k><j>1</j></l></c>',
    ["duplicate? /m:c/l[k='1'][j='1']"],
  ],
  ['state in an edit', 'edit', '<c><state/></c>', ['state-node /m:c/state']],
  ['insert', 'edit', `<c><user yang:insert="before" yang:key="[m:name='b']"><name>a</name></user></c>`, []],
  [
    'insert without key',
    'edit',
    '<c><user yang:insert="after"><name>a</name></user></c>',
    ["bad-attribute /m:c/user[name='a']"],
  ],
  [
    'insert with another key',
    'edit',
    `<c><user yang:insert="after" yang:key="[k='b']"><name>a</name></user></c>`,
    ["bad-attribute /m:c/user[name='a']"],
  ],
  ['insert, leaf-list', 'edit', '<c><order yang:insert="before" yang:value="b">a</order></c>', []],
  [
    'insert, leaf-list without value',
    'edit',
    '<c><order yang:insert="before">a</order></c>',
    ["bad-attribute /m:c/order[.='a']"],
  ],
  [
    'insert where the system orders',
    'edit',
    '<c><l yang:insert="first"><k>1</k><j>1</j></l></c>',
    ["bad-attribute /m:c/l[k='1'][j='1']"],
  ],
  [
    'insert to nowhere',
    'edit',
    '<c><order yang:insert="middle">a</order></c>',
    ["bad-attribute /m:c/order[.='a']"],
  ],
  ['rpc', 'rpc', '<op><x>1</x></op>', []],
  ['rpc without its input', 'rpc', '<op/>', ['missing-node /m:op/x']],
  ['rpc, must', 'rpc', '<op><x>1</x><y>9</y></op>', ['must /m:op/y']],
  ['rpc, what the datastore may hold is not known', 'rpc', '<op><x>1</x><r>9</r></op>', []],
  ['rpc of no module', 'rpc', '<nope/>', ['unknown-node /nope']],
  ['no rpc but data', 'rpc', '<c/>', ['missing-node /m:c']],
  ['action', 'rpc', '<c><l><k>1</k><j>1</j><go><x>1</x></go></l></c>', []],
  [
    'action in its wrapper',
    'rpc',
    '<yang:action><c><l><k>1</k><j>1</j><go><x>1</x></go></l></c></yang:action>',
    [],
  ],
  [
    'action, bad input',
    'rpc',
    '<c><l><k>1</k><j>1</j><go><x>a</x></go></l></c>',
    ["bad-value /m:c/l[k='1'][j='1']/go/x"],
  ],
  ['action without a key', 'rpc', '<c><l><k>1</k><go><x>1</x></go></l></c>', ["missing-key /m:c/l[k='1']/j"]],
  ['notification', 'notification', '<note><z>1</z></note>', []],
  ['notification without its leaf', 'notification', '<note/>', ['missing-node /m:note/z']],
  [
    'nested notification',
    'notification',
    '<c><l><k>1</k><j>1</j><event><z>a</z></event></l></c>',
    ["bad-value /m:c/l[k='1'][j='1']/event/z"],
  ],
  ['an rpc is no notification', 'notification', '<op><x>1</x></op>', ['unknown-node /op']],
]

for (const [name, kind, text, faults] of OTHERS) {
  test(`${kind}: ${name}`, () => {
    assert.deepEqual(faultsIn(text, { kind }), faults)
  })
}

test('rpc: with a datastore, references into it are followed', () => {
  const faultsWith = (value: string): string[] =>
    faultsIn(`<op><x>1</x><r>${value}</r></op>`, { kind: 'rpc', datastore: elementsFrom(`<c>${VALID}</c>`) })
  assert.deepEqual(faultsWith('5'), [])
  assert.deepEqual(faultsWith('9'), ['instance-required /m:op/r'])
})

test('reply: the output of the operation that was called', () => {
  const faultsOf = (called: string, reply: string): string[] => {
    const [operation] = elementsFrom(called)
    return operation === undefined ? ['?'] : faultsIn(reply, { kind: 'reply', operation })
  }
  assert.deepEqual(faultsOf('<op><x>1</x></op>', '<y>1</y>'), [])
  assert.deepEqual(faultsOf('<op><x>1</x></op>', ''), ['missing-node /m:op/y'])
  assert.deepEqual(faultsOf('<op><x>1</x></op>', '<y>1</y><z>z</z><x>1</x>'), [
    'bad-value /m:op/z',
    'unknown-node /m:op/x',
  ])
  assert.deepEqual(faultsOf('<c><l><k>1</k><j>1</j><go><x>1</x></go></l></c>', '<nc:ok/>'), [])
  assert.deepEqual(faultsOf('<c><l><k>1</k><j>1</j><go><x>1</x></go></l></c>', '<q/>'), [
    "unknown-node /m:c/l[k='1'][j='1']/go/q",
  ])
})

test('20,000 entries with references to each other are judged whole', () => {
  const entries = Array.from(
    { length: 20_000 },
    (_each, index) => `<user><name>n${index}</name></user><order>o${index}</order>`,
  )
  const text = (either: string): string => `<c>${VALID}${entries.join('')}<either>${either}</either></c>`
  assert.deepEqual(faultsIn(text('u'), { kind: 'config' }), [])
})
