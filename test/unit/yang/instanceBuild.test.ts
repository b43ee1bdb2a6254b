// The instance tree that XPath walks: what exists by default, and where.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseXml } from '../../../src/xml/parse.ts'
import type { InstanceNode } from '../../../src/yang/instanceNode.ts'
import { instancePath } from '../../../src/yang/instancePath.ts'
import { buildSchema } from '../../../src/yang/schema.ts'
import { validate } from '../../../src/yang/validate.ts'

const MODULE = `module d {
  yang-version 1.1; namespace "urn:d"; prefix d;
  identity base; identity one { base base; }
  container top {
    leaf plain { type int8; default 0x10; }
    leaf id { type identityref { base base; } default d:one; }
    leaf-list many { type string; default a; default b; }
    container inner { leaf deep { type string; default x; } }
    container present { presence p; leaf deep { type string; default x; } }
    choice ch {
      default first;
      case first { leaf f { type string; default f; } leaf f2 { type string; } }
      case second { leaf s { type string; default s; } leaf s2 { type string; } }
    }
    leaf follows { when "../leads = 'yes'"; type string; default f; }
    leaf leads { when "../plain = 16"; type string; default yes; }
    leaf never { when "../plain = 1"; type string; default n; }
    list l { key k; leaf k { type string; } leaf v { type string; default v; } }
    list keyless { config false; leaf v { type string; default v; } }
  }
}`

const schema = buildSchema({ texts: [MODULE] })

function treeOf(text: string): InstanceNode {
  const { roots } = parseXml(text, { fragment: true })
  return validate(schema, roots, { kind: 'data' }).root
}

/** `name=value` of leaves, `name(…)` of the others. */
function outline({ children, name, value }: InstanceNode): string {
  return children.length === 0 && value !== ''
    ? `${name}=${value}`
    : `${name}(${children.map(outline).join(' ')})`
}

/** Content of `top`, children of it. */
const TREES: [string, string, string][] = [
  ['all defaults', '', 'plain=16 id=d:one many=a many=b inner(deep=x) f=f leads=yes follows=f'],
  [
    'what is said comes first',
    '<id>one</id><plain>1</plain>',
    'id=d:one plain=1 many=a many=b inner(deep=x) f=f never=n',
  ],
  [
    'a leaf-list has its defaults only where it is empty',
    '<many>c</many>',
    'many=c plain=16 id=d:one inner(deep=x) f=f leads=yes follows=f',
  ],
  [
    'a container with presence',
    '<present/>',
    'present(deep=x) plain=16 id=d:one many=a many=b inner(deep=x) f=f leads=yes follows=f',
  ],
  [
    'another case',
    '<s2>x</s2>',
    's2=x plain=16 id=d:one many=a many=b inner(deep=x) s=s leads=yes follows=f',
  ],
  [
    'the default case, in part',
    '<f2>x</f2>',
    'f2=x plain=16 id=d:one many=a many=b inner(deep=x) f=f leads=yes follows=f',
  ],
  [
    'a condition on what is said',
    '<leads>no</leads>',
    'leads=no plain=16 id=d:one many=a many=b inner(deep=x) f=f',
  ],
  [
    'entries of a list',
    '<l><k>1</k></l>',
    'l(k=1 v=v) plain=16 id=d:one many=a many=b inner(deep=x) f=f leads=yes follows=f',
  ],
]

for (const [name, content, expected] of TREES) {
  test(`defaults: ${name}`, () => {
    const [top] = treeOf(`<top xmlns="urn:d">${content}</top>`).children
    assert.ok(top)
    assert.equal(outline(top), `top(${expected})`)
  })
}

test('containers without presence exist in an empty datastore', () => {
  assert.deepEqual(
    treeOf('<none xmlns="urn:none"/>').children.map(({ name, element }) => [name, element]),
    [['top', undefined]],
  )
})

test('paths name modules, keys, values and positions', () => {
  const [top] = treeOf(
    `<top xmlns="urn:d"><l><k>it's</k><v>1</v></l><many>a/b</many><keyless/><keyless><v>2</v></keyless></top>`,
  ).children
  const paths = (top?.children ?? []).slice(0, 4).map(instancePath)
  assert.deepEqual(paths, [
    `/d:top/l[k="it's"]`,
    `/d:top/many[.='a/b']`,
    '/d:top/keyless[1]',
    '/d:top/keyless[2]',
  ])
})
