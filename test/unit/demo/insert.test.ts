// Lists and leaf-lists in the order of the user: adding, moving, taking away.

import assert from 'node:assert/strict'
import test from 'node:test'
import { A_PATH, acl, dns, E0, edit, eth, rule, type Row } from './editing.ts'

const ordered: readonly Row[] = [
  [
    'entries of a leaf-list add up',
    dns('<server>::1</server>'),
    dns('<server>::2</server><server>::1</server>'),
    dns('<server>::1</server><server>::2</server>'),
  ],
  [
    'delete of one value',
    dns('<server>::1</server><server>::2</server>'),
    dns('<server op="delete">::1</server>'),
    dns('<server>::2</server>'),
  ],
  [
    'delete of a value that is not there',
    dns('<server>::1</server>'),
    dns('<server op="delete">::2</server>'),
    "application data-missing /dr:system/dr:dns/dr:server[.='::2']",
  ],
  [
    'create of a value that is there',
    dns('<server>::1</server>'),
    dns('<server op="create">::1</server>'),
    "application data-exists /dr:system/dr:dns/dr:server[.='::1']",
  ],
  [
    'insert first',
    dns('<server>::1</server>'),
    dns('<server y:insert="first">::2</server>'),
    dns('<server>::2</server><server>::1</server>'),
  ],
  [
    'insert before a value',
    dns('<server>::1</server><server>::2</server>'),
    dns('<server y:insert="before" y:value="::2">::3</server>'),
    dns('<server>::1</server><server>::3</server><server>::2</server>'),
  ],
  [
    'insert moves what is there',
    dns('<server>::1</server><server>::2</server>'),
    dns('<server y:insert="after" y:value="::2">::1</server>'),
    dns('<server>::2</server><server>::1</server>'),
  ],
  [
    'insert of an entry by key',
    acl(rule('x') + rule('y')),
    acl(rule('z', ` y:insert="after" y:key="[dr:name='x']"`)),
    acl(rule('x') + rule('z') + rule('y')),
  ],
  [
    'insert moves an entry with all that it holds',
    acl(rule('x') + '<rule><name>y</name><action>deny</action></rule>'),
    acl(rule('y', ' y:insert="first"')),
    acl('<rule><name>y</name><action>deny</action></rule>' + rule('x')),
  ],
  ['insert last', acl(rule('x') + rule('y')), acl(rule('x', ' y:insert="last"')), acl(rule('y') + rule('x'))],
  [
    'insert before what does not exist',
    acl(rule('x')),
    acl(rule('z', ` y:insert="before" y:key="[dr:name='q']"`)),
    `application bad-attribute ${A_PATH}/dr:rule[dr:name='z'] missing-instance [bad-attribute=key bad-element=rule]`,
  ],
  [
    'insert without saying before what',
    acl(rule('x')),
    acl(rule('z', ' y:insert="before"')),
    `application missing-attribute ${A_PATH}/dr:rule[dr:name='z'] [bad-attribute=key bad-element=rule]`,
  ],
  [
    'insert with a key that is none',
    acl(rule('x')),
    acl(rule('z', ' y:insert="before" y:key="x"')),
    `application bad-attribute ${A_PATH}/dr:rule[dr:name='z'] [bad-attribute=key bad-element=rule]`,
  ],
  [
    'insert with an undeclared prefix',
    acl(rule('x')),
    acl(rule('z', ` y:insert="before" y:key="[q:name='x']"`)),
    `application bad-attribute ${A_PATH}/dr:rule[dr:name='z'] [bad-attribute=key bad-element=rule]`,
  ],
  [
    'insert somewhere else',
    acl(rule('x')),
    acl(rule('z', ' y:insert="middle"')),
    `application bad-attribute ${A_PATH}/dr:rule[dr:name='z'] [bad-attribute=insert bad-element=rule]`,
  ],
  [
    'insert where the system orders',
    E0,
    eth('e1', '', ' y:insert="first"'),
    'application unknown-attribute /dr:interfaces/dr:interface [bad-attribute=insert bad-element=interface]',
  ],
]

for (const [name, before, payload, after] of ordered) {
  test(name, () => assert.equal(edit(before, payload), after))
}
