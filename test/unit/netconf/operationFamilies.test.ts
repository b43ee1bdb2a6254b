// The operations beyond those every device has, to the byte: what each sends and needs.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { action } from '../../../src/netconf/action.ts'
import { Capabilities } from '../../../src/netconf/capabilities.ts'
import { compare } from '../../../src/netconf/compare.ts'
import { cancelCommit } from '../../../src/netconf/confirmedCommit.ts'
import { createSubscription, needsOwnSession } from '../../../src/netconf/createSubscription.ts'
import { factoryReset } from '../../../src/netconf/factoryReset.ts'
import { editData, getData } from '../../../src/netconf/nmda.ts'
import {
  commit,
  copyConfig,
  lock,
  unlock,
  validate,
  type Operation,
} from '../../../src/netconf/operations.ts'
import { partialLock, partialUnlock, readPartialLock } from '../../../src/netconf/partialLock.ts'
import {
  deleteSubscription,
  establishSubscription,
  killSubscription,
  modifySubscription,
  resyncSubscription,
} from '../../../src/netconf/subscriptionOperations.ts'
import { checkedMarkup } from '../../../src/xml/build.ts'
import { checkWellFormed, parseXml } from '../../../src/xml/parse.ts'

const YANG = 'urn:ietf:params:xml:ns:yang:'
const NMDA = `${YANG}ietf-netconf-nmda`
const SN = `${YANG}ietf-subscribed-notifications`
const YP = `${YANG}ietf-yang-push`
const CMP = `${YANG}ietf-nmda-compare`
const DS = `xmlns:ds="${YANG}ietf-datastores"`
const NOTIFICATION = 'urn:ietf:params:xml:ns:netconf:notification:1.0'
const PARTIAL = 'urn:ietf:params:xml:ns:netconf:partial-lock:1.0'

const plant = checkedMarkup('<plant xmlns="urn:acme:plant"/>')
const subtree = { type: 'subtree', content: plant } as const
const xpath = { type: 'xpath', select: '/ap:plant[a>1]', namespaces: { ap: 'urn:acme:plant' } } as const
const noon = new Date('2026-01-31T12:00:00Z')

type Row = readonly [operation: Operation, label: string, needs: string, xml: string]

const table: readonly Row[] = [
  // RFC 6241 §8.4
  [
    commit({ confirmed: true }),
    'commit confirmed',
    ':candidate :confirmed-commit',
    '<commit><confirmed/></commit>',
  ],
  [
    commit({ confirmed: true, confirmTimeout: 120, persist: 'a<b', persistId: 'c' }),
    'commit confirmed',
    ':candidate :confirmed-commit:1.1',
    '<commit><confirmed/><confirm-timeout>120</confirm-timeout><persist>a&lt;b</persist><persist-id>c</persist-id></commit>',
  ],
  [
    commit({ persistId: 'c' }),
    'commit',
    ':candidate :confirmed-commit:1.1',
    '<commit><persist-id>c</persist-id></commit>',
  ],
  [cancelCommit(), 'cancel-commit', ':candidate :confirmed-commit:1.1', '<cancel-commit/>'],
  [
    cancelCommit({ persistId: 'c' }),
    'cancel-commit',
    ':candidate :confirmed-commit:1.1',
    '<cancel-commit><persist-id>c</persist-id></cancel-commit>',
  ],
  // RFC 6243 §4.5.3
  [
    copyConfig('running', { url: 'ftp://h/a' }, { withDefaults: 'report-all-tagged' }),
    'copy-config running to ftp://h/a',
    ':url=ftp :with-defaults=report-all-tagged',
    `<copy-config><target><url>ftp://h/a</url></target><source><running/></source><with-defaults xmlns="${YANG}ietf-netconf-with-defaults">report-all-tagged</with-defaults></copy-config>`,
  ],
  // RFC 5717
  [
    partialLock({ select: ['/ap:plant', "/ap:plant/ap:tank[ap:id='1']"], namespaces: { ap: 'urn:a' } }),
    "partial-lock /ap:plant /ap:plant/ap:tank[ap:id='1']",
    ':partial-lock',
    `<partial-lock xmlns="${PARTIAL}"><select xmlns:ap="urn:a">/ap:plant</select><select xmlns:ap="urn:a">/ap:plant/ap:tank[ap:id='1']</select></partial-lock>`,
  ],
  [
    partialUnlock(7),
    'partial-unlock 7',
    ':partial-lock',
    `<partial-unlock xmlns="${PARTIAL}"><lock-id>7</lock-id></partial-unlock>`,
  ],
  // RFC 8526 §3.2
  [
    lock({ datastore: 'candidate' }),
    'lock candidate',
    NMDA,
    `<lock><target><datastore xmlns="${NMDA}" ${DS}>ds:candidate</datastore></target></lock>`,
  ],
  [
    unlock({ datastore: { name: 'ephemeral', namespace: 'urn:x' } }),
    'unlock ephemeral',
    NMDA,
    `<unlock><target><datastore xmlns="${NMDA}" xmlns:id="urn:x">id:ephemeral</datastore></target></unlock>`,
  ],
  [
    validate({ datastore: 'startup' }),
    'validate startup',
    `:validate ${NMDA}`,
    `<validate><source><datastore xmlns="${NMDA}" ${DS}>ds:startup</datastore></source></validate>`,
  ],
  // RFC 8526 §3.1
  [
    getData({ datastore: 'intended' }),
    'get-data intended',
    NMDA,
    `<get-data xmlns="${NMDA}"><datastore ${DS}>ds:intended</datastore></get-data>`,
  ],
  [
    getData({
      datastore: 'operational',
      filter: subtree,
      configFilter: false,
      originFilter: ['system', { name: 'dhcp', namespace: 'urn:x' }],
      maxDepth: 3,
      withOrigin: true,
      withDefaults: 'trim',
    }),
    'get-data operational',
    `${NMDA} :with-operational-defaults=trim`,
    `<get-data xmlns="${NMDA}"><datastore ${DS}>ds:operational</datastore><subtree-filter><plant xmlns="urn:acme:plant"/></subtree-filter><config-filter>false</config-filter><origin-filter xmlns:or="${YANG}ietf-origin">or:system</origin-filter><origin-filter xmlns:id="urn:x">id:dhcp</origin-filter><max-depth>3</max-depth><with-origin/><with-defaults xmlns="${YANG}ietf-netconf-with-defaults">trim</with-defaults></get-data>`,
  ],
  [
    getData({
      datastore: 'operational',
      filter: xpath,
      negatedOriginFilter: ['default'],
      maxDepth: 'unbounded',
    }),
    'get-data operational',
    `${NMDA} :xpath`,
    `<get-data xmlns="${NMDA}"><datastore ${DS}>ds:operational</datastore><xpath-filter xmlns:ap="urn:acme:plant">/ap:plant[a&gt;1]</xpath-filter><negated-origin-filter xmlns:or="${YANG}ietf-origin">or:default</negated-origin-filter><max-depth>unbounded</max-depth></get-data>`,
  ],
  [
    getData({ datastore: 'factory-default', withDefaults: 'explicit' }),
    'get-data factory-default',
    `${NMDA} :with-defaults=explicit`,
    `<get-data xmlns="${NMDA}"><datastore xmlns:fd="${YANG}ietf-factory-default">fd:factory-default</datastore><with-defaults xmlns="${YANG}ietf-netconf-with-defaults">explicit</with-defaults></get-data>`,
  ],
  [
    editData({ datastore: 'candidate', config: plant, defaultOperation: 'none' }),
    'edit-data candidate',
    NMDA,
    `<edit-data xmlns="${NMDA}"><datastore ${DS}>ds:candidate</datastore><default-operation>none</default-operation><config><plant xmlns="urn:acme:plant"/></config></edit-data>`,
  ],
  [
    editData({ datastore: 'running', config: { url: 'file:a' } }),
    'edit-data running',
    `${NMDA} :url=file`,
    `<edit-data xmlns="${NMDA}"><datastore ${DS}>ds:running</datastore><url>file:a</url></edit-data>`,
  ],
  // RFC 5277 §2.1.1
  [
    createSubscription(),
    'create-subscription NETCONF',
    ':notification',
    `<create-subscription xmlns="${NOTIFICATION}"/>`,
  ],
  [
    createSubscription({
      stream: 'alarms',
      filter: xpath,
      startTime: '2026-01-31T11:00:00+01:00',
      stopTime: noon,
    }),
    'create-subscription alarms',
    ':notification :xpath',
    `<create-subscription xmlns="${NOTIFICATION}"><stream>alarms</stream><filter xmlns:ap="urn:acme:plant" type="xpath" select="/ap:plant[a&gt;1]"/><startTime>2026-01-31T11:00:00+01:00</startTime><stopTime>2026-01-31T12:00:00.000Z</stopTime></create-subscription>`,
  ],
  [
    createSubscription({ filter: subtree, startTime: noon }),
    'create-subscription NETCONF',
    ':notification',
    `<create-subscription xmlns="${NOTIFICATION}"><filter type="subtree"><plant xmlns="urn:acme:plant"/></filter><startTime>2026-01-31T12:00:00.000Z</startTime></create-subscription>`,
  ],
  // RFC 8639 §2.4
  [
    establishSubscription({ target: { stream: 'NETCONF' } }),
    'establish-subscription NETCONF',
    SN,
    `<establish-subscription xmlns="${SN}"><stream>NETCONF</stream></establish-subscription>`,
  ],
  [
    establishSubscription({
      target: { stream: 'NETCONF', filter: xpath, replayStartTime: '2026-01-01T00:00:00Z' },
      stopTime: noon,
      dscp: 10,
      weighting: 1,
      dependency: 22,
      encoding: 'encode-json',
    }),
    'establish-subscription NETCONF',
    SN,
    `<establish-subscription xmlns="${SN}"><stream-xpath-filter xmlns:ap="urn:acme:plant">/ap:plant[a&gt;1]</stream-xpath-filter><stream>NETCONF</stream><replay-start-time>2026-01-01T00:00:00Z</replay-start-time><stop-time>2026-01-31T12:00:00.000Z</stop-time><dscp>10</dscp><weighting>1</weighting><dependency>22</dependency><encoding xmlns:sn="${SN}">sn:encode-json</encoding></establish-subscription>`,
  ],
  [
    establishSubscription({ target: { stream: 'a', filter: { reference: 'mine' } } }),
    'establish-subscription a',
    SN,
    `<establish-subscription xmlns="${SN}"><stream-filter-name>mine</stream-filter-name><stream>a</stream></establish-subscription>`,
  ],
  [
    modifySubscription({ id: 5, target: { filter: subtree }, stopTime: noon }),
    'modify-subscription 5',
    SN,
    `<modify-subscription xmlns="${SN}"><id>5</id><stream-subtree-filter><plant xmlns="urn:acme:plant"/></stream-subtree-filter><stop-time>2026-01-31T12:00:00.000Z</stop-time></modify-subscription>`,
  ],
  [
    deleteSubscription(5),
    'delete-subscription 5',
    SN,
    `<delete-subscription xmlns="${SN}"><id>5</id></delete-subscription>`,
  ],
  [
    killSubscription(5),
    'kill-subscription 5',
    SN,
    `<kill-subscription xmlns="${SN}"><id>5</id></kill-subscription>`,
  ],
  // RFC 8641 §4.4
  [
    establishSubscription({
      target: {
        datastore: 'operational',
        filter: xpath,
        trigger: { type: 'periodic', period: 500, anchorTime: noon },
      },
    }),
    'establish-subscription operational',
    `${SN} ${YP}`,
    `<establish-subscription xmlns="${SN}"><datastore xmlns="${YP}" ${DS}>ds:operational</datastore><datastore-xpath-filter xmlns="${YP}" xmlns:ap="urn:acme:plant">/ap:plant[a&gt;1]</datastore-xpath-filter><periodic xmlns="${YP}"><period>500</period><anchor-time>2026-01-31T12:00:00.000Z</anchor-time></periodic></establish-subscription>`,
  ],
  [
    establishSubscription({
      target: {
        datastore: 'running',
        filter: subtree,
        trigger: {
          type: 'on-change',
          dampeningPeriod: 0,
          syncOnStart: false,
          excludedChanges: ['insert', 'move'],
        },
      },
      encoding: { name: 'encode-cbor', namespace: 'urn:x' },
    }),
    'establish-subscription running',
    `${SN} ${YP}`,
    `<establish-subscription xmlns="${SN}"><encoding xmlns:id="urn:x">id:encode-cbor</encoding><datastore xmlns="${YP}" ${DS}>ds:running</datastore><datastore-subtree-filter xmlns="${YP}"><plant xmlns="urn:acme:plant"/></datastore-subtree-filter><on-change xmlns="${YP}"><dampening-period>0</dampening-period><sync-on-start>false</sync-on-start><excluded-change>insert</excluded-change><excluded-change>move</excluded-change></on-change></establish-subscription>`,
  ],
  [
    modifySubscription({
      id: 9,
      target: {
        datastore: 'running',
        filter: { reference: 'f' },
        trigger: { type: 'on-change', dampeningPeriod: 100 },
      },
    }),
    'modify-subscription 9',
    `${SN} ${YP}`,
    `<modify-subscription xmlns="${SN}"><id>9</id><datastore xmlns="${YP}" ${DS}>ds:running</datastore><selection-filter-ref xmlns="${YP}">f</selection-filter-ref><on-change xmlns="${YP}"><dampening-period>100</dampening-period></on-change></modify-subscription>`,
  ],
  [
    resyncSubscription(9),
    'resync-subscription 9',
    YP,
    `<resync-subscription xmlns="${YP}"><id>9</id></resync-subscription>`,
  ],
  // RFC 9144, RFC 8808, RFC 7950 §7.15
  [
    compare({ source: 'running', target: 'operational' }),
    'compare running with operational',
    CMP,
    `<compare xmlns="${CMP}"><source ${DS}>ds:running</source><target ${DS}>ds:operational</target></compare>`,
  ],
  [
    compare({ source: 'intended', target: 'operational', filter: xpath, all: true, reportOrigin: true }),
    'compare intended with operational',
    `${CMP} :xpath`,
    `<compare xmlns="${CMP}"><source ${DS}>ds:intended</source><target ${DS}>ds:operational</target><all/><report-origin/><xpath-filter xmlns:ap="urn:acme:plant">/ap:plant[a&gt;1]</xpath-filter></compare>`,
  ],
  [
    factoryReset(),
    'factory-reset',
    `${YANG}ietf-factory-default`,
    `<factory-reset xmlns="${YANG}ietf-factory-default"/>`,
  ],
  [action(plant), 'action', '', `<action xmlns="${YANG}1"><plant xmlns="urn:acme:plant"/></action>`],
]

describe('an operation', () => {
  for (const [operation, label, needs, xml] of table) {
    it(xml.replaceAll(/ xmlns(?::\w+)?="[^"]*"/g, ''), () => {
      assert.deepEqual([operation.label, operation.needs.join(' '), operation.xml], [label, needs, xml])
      assert.equal(parseXml(operation.xml).root?.local, operation.name)
      assert.equal(checkWellFormed(operation.xml), undefined)
    })
  }
})

describe('the reply to a partial lock', () => {
  it('tells the lock and the nodes', () => {
    const reply = `<rpc-reply><lock-id xmlns="${PARTIAL}">127</lock-id><locked-node xmlns="${PARTIAL}">/a</locked-node><locked-node xmlns="${PARTIAL}">/b</locked-node></rpc-reply>`
    assert.deepEqual(readPartialLock(reply), { lockId: 127, lockedNodes: ['/a', '/b'] })
  })

  for (const reply of [
    '<rpc-reply><ok/></rpc-reply>',
    '<rpc-reply><lock-id>x</lock-id></rpc-reply>',
    '<rpc',
  ]) {
    it(`${reply} tells none`, () => assert.throws(() => readPartialLock(reply), { kind: 'protocol' }))
  }
})

it('a subscription needs a session of its own unless the device interleaves', () => {
  const capability = (name: string): string => `urn:ietf:params:netconf:capability:${name}:1.0`
  assert.equal(needsOwnSession(new Capabilities([capability('notification')])), true)
  assert.equal(
    needsOwnSession(new Capabilities([capability('notification'), capability('interleave')])),
    false,
  )
})
