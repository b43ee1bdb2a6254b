// edit-config, operation by operation: what becomes of the data, and which error says why not.

import assert from 'node:assert/strict'
import test from 'node:test'
import { faultMarkup, RpcFault } from '../../../src/demo/fault.ts'
import { E0, E0_PATH, edit, eth, HOST, ifs, sys, type Row } from './editing.ts'

const leaves: readonly Row[] = [
  ['merge makes a leaf', '', HOST, HOST],
  ['merge changes a leaf', HOST, sys('<hostname>g</hostname>'), sys('<hostname>g</hostname>')],
  [
    'merge keeps what is not named',
    HOST,
    sys('<contact>c</contact>'),
    sys('<hostname>h</hostname><contact>c</contact>'),
  ],
  ['replace changes a leaf', HOST, sys('<hostname op="replace">g</hostname>'), sys('<hostname>g</hostname>')],
  [
    'create makes a leaf',
    HOST,
    sys('<contact op="create">c</contact>'),
    sys('<hostname>h</hostname><contact>c</contact>'),
  ],
  [
    'create refuses a leaf that is there',
    HOST,
    sys('<hostname op="create">g</hostname>'),
    'application data-exists /dr:system/dr:hostname',
  ],
  ['delete takes a leaf away, and the empty container with it', HOST, sys('<hostname op="delete"/>'), ''],
  [
    'delete refuses a leaf that is not there',
    HOST,
    sys('<contact op="delete"/>'),
    'application data-missing /dr:system/dr:contact',
  ],
  ['remove does not mind', HOST, sys('<contact op="remove"/>'), HOST],
  ['remove takes a leaf away', HOST, sys('<hostname op="remove"/>'), ''],
  ['a value takes its canonical form', '', eth('e0', '<mtu> 0900 </mtu>'), eth('e0', '<mtu>900</mtu>')],
  ['none changes nothing', HOST, sys('<hostname>g</hostname>'), HOST, { defaultOperation: 'none' }],
  [
    'none refuses what is not there',
    HOST,
    sys('<contact>c</contact>'),
    'application data-missing /dr:system/dr:contact',
    { defaultOperation: 'none' },
  ],
  [
    'none lets operations below work',
    HOST,
    sys('<contact op="create">c</contact>'),
    sys('<hostname>h</hostname><contact>c</contact>'),
    { defaultOperation: 'none' },
  ],
  [
    'default replace leaves nothing else',
    HOST + E0,
    sys('<contact>c</contact>'),
    sys('<contact>c</contact>'),
    { defaultOperation: 'replace' },
  ],
  ['default replace of nothing empties it', HOST, '', '', { defaultOperation: 'replace' }],
  [
    'delete below replace finds nothing',
    HOST,
    sys('<hostname op="delete"/>'),
    'application data-missing /dr:system/dr:hostname',
    { defaultOperation: 'replace' },
  ],
]

const branches: readonly Row[] = [
  [
    'merge makes a list entry',
    E0,
    eth('e1'),
    ifs('<interface><name>e0</name><mtu>1500</mtu></interface><interface><name>e1</name></interface>'),
  ],
  [
    'merge finds the entry by its key, wherever that stands',
    E0,
    ifs('<interface><mtu>68</mtu><name>e0</name></interface>'),
    eth('e0', '<mtu>68</mtu>'),
  ],
  [
    'replace of an entry drops the rest of it',
    eth('e0', '<description>d</description><mtu>68</mtu>'),
    eth('e0', '<mtu>70</mtu>', ' op="replace"'),
    eth('e0', '<mtu>70</mtu>'),
  ],
  ['replace makes an entry', '', eth('e0', '<mtu>70</mtu>', ' op="replace"'), eth('e0', '<mtu>70</mtu>')],
  [
    'replace of a container drops the rest of it',
    sys('<ntp><enabled>false</enabled><server><address>::1</address></server></ntp>'),
    sys('<ntp op="replace"><server><address>::2</address></server></ntp>'),
    sys('<ntp><server><address>::2</address></server></ntp>'),
  ],
  ['create makes an entry', '', eth('e0', '<mtu>70</mtu>', ' op="create"'), eth('e0', '<mtu>70</mtu>')],
  [
    'create refuses an entry that is there',
    E0,
    eth('e0', '', ' op="create"'),
    `application data-exists ${E0_PATH}`,
  ],
  [
    'create of a container without presence that is empty works',
    HOST,
    sys('<ntp op="create"><enabled>true</enabled></ntp>'),
    sys('<hostname>h</hostname><ntp><enabled>true</enabled></ntp>'),
  ],
  ['delete takes an entry away', E0, eth('e0', '', ' op="delete"'), ''],
  ['delete looks at the key alone', E0, eth('e0', '<mtu>99999</mtu>', ' op="delete"'), ''],
  [
    'delete refuses an entry that is not there',
    E0,
    eth('e1', '', ' op="delete"'),
    "application data-missing /dr:interfaces/dr:interface[dr:name='e1']",
  ],
  ['remove of an entry that is not there', E0, eth('e1', '', ' op="remove"'), E0],
  [
    'an operation holds for what is below',
    '',
    eth('e0', '<mtu op="merge">70</mtu>', ' op="create"'),
    eth('e0', '<mtu>70</mtu>'),
  ],
  [
    'create below merge',
    E0,
    eth('e0', '<mtu op="create">70</mtu>'),
    `application data-exists ${E0_PATH}/dr:mtu`,
  ],
  [
    'a container with presence stays when it is empty',
    '',
    '<routing><bgp/></routing>',
    '<routing><bgp/></routing>',
  ],
  ['a container without presence does not', '', '<routing><static/></routing>', ''],
  [
    'delete of a container with presence',
    '<routing><bgp/></routing>',
    '<routing><bgp op="delete"/></routing>',
    '',
  ],
  [
    'delete of a container that is not there',
    '',
    '<routing><bgp op="delete"/></routing>',
    'application data-missing /dr:routing/dr:bgp',
  ],
  [
    'none refuses an entry that is not there',
    E0,
    eth('e1'),
    "application data-missing /dr:interfaces/dr:interface[dr:name='e1']",
    { defaultOperation: 'none' },
  ],
  [
    'none passes through an empty container',
    '',
    eth('e0', '', ' op="create"'),
    eth('e0'),
    { defaultOperation: 'none' },
  ],
  [
    'children come out in the order of the schema',
    '',
    sys('<dns><server>::1</server><search-domain>d</search-domain></dns><hostname>h</hostname>'),
    sys('<hostname>h</hostname><dns><search-domain>d</search-domain><server>::1</server></dns>'),
  ],
]

const refused: readonly Row[] = [
  [
    'an unknown element',
    '',
    sys('<nonsense/>'),
    'application unknown-element /dr:system [bad-element=nonsense]',
  ],
  ['an unknown top element', '', '<nonsense/>', 'application unknown-element [bad-element=nonsense]'],
  [
    'an unknown namespace',
    '',
    '<system xmlns="urn:x"/>',
    'application unknown-namespace [bad-element=system bad-namespace=urn:x]',
  ],
  [
    'no namespace',
    '',
    '<system xmlns=""/>',
    'application unknown-namespace [bad-element=system bad-namespace=]',
  ],
  ['a value out of range', '', eth('e0', '<mtu>10</mtu>'), `application invalid-value ${E0_PATH}/dr:mtu`],
  [
    'an entry without its key',
    '',
    ifs('<interface><mtu>70</mtu></interface>'),
    'application missing-element /dr:interfaces/dr:interface [bad-element=name]',
  ],
  [
    'a key that is no value',
    '',
    '<routing><static><route><prefix>here</prefix></route></static></routing>',
    'application invalid-value /dr:routing/dr:static/dr:route/dr:prefix',
  ],
  [
    'an unknown operation',
    '',
    sys('<hostname op="destroy">h</hostname>'),
    'application bad-attribute /dr:system/dr:hostname [bad-attribute=operation bad-element=hostname]',
  ],
  [
    'none as an operation of its own',
    '',
    sys('<hostname op="none">h</hostname>'),
    'application bad-attribute /dr:system/dr:hostname [bad-attribute=operation bad-element=hostname]',
  ],
  [
    'operation without its namespace',
    '',
    '<system operation="merge"/>',
    'application unknown-attribute /dr:system [bad-attribute=operation bad-element=system]',
  ],
  [
    'an operation on a key',
    E0,
    ifs('<interface><name op="delete">e0</name></interface>'),
    "application invalid-value /dr:interfaces/dr:interface[dr:name='e0']/dr:name",
  ],
  [
    'state data',
    '',
    sys('<uptime>5</uptime>'),
    'application unknown-element /dr:system/dr:uptime [bad-element=uptime]',
  ],
  [
    'a leaf twice',
    '',
    sys('<hostname>g</hostname><hostname>h</hostname>'),
    'application invalid-value /dr:system/dr:hostname',
  ],
  ['text among elements', '', sys('loose'), 'application invalid-value /dr:system'],
  [
    'an element in a leaf',
    '',
    sys('<hostname><b/></hostname>'),
    'application unknown-element /dr:system/dr:hostname [bad-element=b]',
  ],
  [
    'a name with both quotes in the path',
    '',
    eth(`a'"b`, '<mtu>1</mtu>'),
    `application invalid-value /dr:interfaces/dr:interface[dr:name=concat('a',"'",'"b')]/dr:mtu`,
  ],
  [
    'a name with an apostrophe in the path',
    '',
    eth("a'b", '<mtu>1</mtu>'),
    `application invalid-value /dr:interfaces/dr:interface[dr:name="a'b"]/dr:mtu`,
  ],
]

for (const [name, before, payload, after, options] of [...leaves, ...branches, ...refused]) {
  test(name, () => assert.equal(edit(before, payload, options), after))
}

test('continue-on-error applies what it can and tells of everything else, in order', () => {
  const payload =
    sys('<hostname>-</hostname><contact>c</contact><nonsense/>') +
    eth('e0', '<mtu>1</mtu><enabled>false</enabled>')
  assert.equal(
    edit('', payload, { continueOnError: true }),
    [
      sys('<contact>c</contact>') + eth('e0', '<enabled>false</enabled>'),
      'application invalid-value /dr:system/dr:hostname',
      'application unknown-element /dr:system [bad-element=nonsense]',
      `application invalid-value ${E0_PATH}/dr:mtu`,
    ].join('\n'),
  )
})

test('an error-path declares the prefix that it uses', () => {
  const fault = new RpcFault({ type: 'application', tag: 'data-missing', message: 'm', path: '/dr:a' })
  assert.match(
    faultMarkup(fault),
    /<error-path xmlns:dr="urn:example:netconf-explorer:demo-router">\/dr:a<\/error-path>/,
  )
})
