// The modules of a device, however it tells them.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Capabilities } from '../../../src/netconf/capabilities.ts'
import { RpcError, SessionClosedError, TimeoutError } from '../../../src/netconf/errors.ts'
import type { Operation } from '../../../src/netconf/operations.ts'
import { libraryOperation, readSchemaLibrary } from '../../../src/netconf/schemaLibrary.ts'
import {
  featuresOf,
  helloModules,
  listSchemaModules,
  moduleSetHash,
  type SchemaModule,
} from '../../../src/netconf/schemaModules.ts'

const NS = 'urn:ietf:params:xml:ns:yang:ietf-yang-library'
const MONITORING = 'urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring'
const LIBRARY = `${NS}?module=ietf-yang-library&revision=2019-01-04`
const reply = (data: string): string =>
  `<rpc-reply message-id="1" xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><data>${data}</data></rpc-reply>`

const module = (fields: Partial<SchemaModule> & { name: string }): SchemaModule => ({
  revision: '',
  namespace: '',
  features: [],
  deviations: [],
  submodules: [],
  implemented: true,
  ...fields,
})

const RFC8525 = `<yang-library xmlns="${NS}">
  <module-set><name>common</name>
    <module><name>a</name><revision>2020-01-01</revision><namespace>urn:a</namespace>
      <submodule><name>a-sub</name><revision>2020-01-02</revision></submodule>
      <feature>one</feature><deviation>a-dev</deviation></module>
    <import-only-module><name>types</name><revision/><namespace>urn:t</namespace></import-only-module>
    <import-only-module><name>types</name><revision>2019-01-01</revision><namespace>urn:t</namespace></import-only-module>
  </module-set>
  <module-set><name>state</name>
    <module><name>a</name><revision>2020-01-01</revision><namespace>urn:a</namespace><feature>two</feature></module>
    <module><name>types</name><namespace>urn:t</namespace></module>
    <module><namespace>urn:nameless</namespace></module>
  </module-set>
  <module-set><name>nobody's</name><module><name>spare</name><namespace>urn:s</namespace></module></module-set>
  <schema><name>conf</name><module-set>common</module-set></schema>
  <schema><name>oper</name><module-set>common</module-set><module-set>state</module-set></schema>
  <schema><name>unused</name><module-set>nobody's</module-set></schema>
  <datastore><name xmlns:ds="urn:x">ds:running</name><schema>conf</schema></datastore>
  <datastore><name xmlns:ds="urn:x">ds:operational</name><schema>oper</schema></datastore>
  <content-id>42</content-id>
</yang-library>`

const RFC7895 = `<modules-state xmlns="${NS}"><module-set-id>7</module-set-id>
  <module><name>b</name><revision>2018-01-01</revision><namespace>urn:b</namespace>
    <feature>f</feature><deviation><name>b-dev</name><revision>2018-01-02</revision></deviation>
    <conformance-type>implement</conformance-type><submodule><name>b-sub</name><revision/></submodule></module>
  <module><name>b-types</name><revision/><namespace>urn:bt</namespace><conformance-type>import</conformance-type></module>
</modules-state>`

describe('the YANG library', () => {
  it('is asked for whole, in both of its forms', () => {
    assert.equal(
      libraryOperation().xml,
      `<get><filter type="subtree"><yang-library xmlns="${NS}"/><modules-state xmlns="${NS}"/></filter></get>`,
    )
  })

  it('of RFC 8525: the sets of the schemas that datastores have, merged', () => {
    assert.deepEqual(readSchemaLibrary(reply(RFC8525)), {
      source: 'yang-library',
      contentId: '42',
      modules: [
        module({
          ...{ name: 'a', revision: '2020-01-01', namespace: 'urn:a', features: ['one', 'two'] },
          ...{ deviations: ['a-dev'], submodules: [{ name: 'a-sub', revision: '2020-01-02' }] },
        }),
        // Implemented in one datastore, and only imported in another.
        module({ name: 'types', namespace: 'urn:t' }),
        module({ name: 'types', revision: '2019-01-01', namespace: 'urn:t', implemented: false }),
      ],
    })
  })

  it('of RFC 8525 without datastores: all sets', () => {
    const names = readSchemaLibrary(reply(RFC8525.replace(/<datastore>.*<\/datastore>/g, '')))?.modules
    assert.ok(names?.some(({ name }) => name === 'spare'))
  })

  it('of RFC 7895', () => {
    assert.deepEqual(readSchemaLibrary(reply(RFC7895)), {
      source: 'modules-state',
      contentId: '7',
      modules: [
        module({
          ...{ name: 'b', revision: '2018-01-01', namespace: 'urn:b', features: ['f'] },
          ...{ deviations: ['b-dev'], submodules: [{ name: 'b-sub', revision: '' }] },
        }),
        module({ name: 'b-types', namespace: 'urn:bt', implemented: false }),
      ],
    })
  })

  it('in both forms: the newer one', () => {
    assert.equal(readSchemaLibrary(reply(RFC7895 + RFC8525))?.source, 'yang-library')
  })

  for (const [what, text] of [
    ['an empty reply', reply('')],
    ['a library without modules', reply(`<yang-library xmlns="${NS}"/><modules-state xmlns="${NS}"/>`)],
    ['no XML', 'nonsense'],
  ] as const) {
    it(`is none in ${what}`, () => assert.equal(readSchemaLibrary(text), undefined))
  }
})

interface Device {
  readonly capabilities: readonly string[]
  readonly library?: string | Error
  readonly schemas?: string | Error
}

async function list(device: Device): Promise<{ names: string[]; source: string; asked: string[] }> {
  const asked: string[] = []
  const answer = (text: string | Error = reply('')): Promise<{ xml: string }> =>
    typeof text === 'string' ? Promise.resolve({ xml: text }) : Promise.reject(text)
  const send = ({ label }: Operation): Promise<{ xml: string }> => {
    asked.push(label)
    return answer(label === 'the YANG library' ? device.library : device.schemas)
  }
  const { modules, source } = await listSchemaModules(new Capabilities(device.capabilities), send)
  return { names: modules.map(({ name, revision }) => `${name}@${revision}`), source, asked }
}

const refused = new RpcError('get', [], { xml: '', requestXml: '', elapsedMs: 0, bytes: 0 })
const HELLO = ['urn:b?module=b&revision=2017-01-01&features=x,y&deviations=d', 'urn:c?module=c']
const SCHEMAS = reply(
  `<netconf-state xmlns="${MONITORING}"><schemas>
    <schema><identifier>z</identifier><version>2020-01-01</version><format>yang</format><namespace>urn:z</namespace></schema>
    <schema><identifier>y</identifier><version/><format xmlns:n="${MONITORING}">n:yang</format><namespace>urn:y</namespace></schema>
    <schema><identifier>only-yin</identifier><version/><format>yin</format><namespace>urn:yin</namespace></schema>
  </schemas></netconf-state>`,
)

describe('listSchemaModules', () => {
  const cases: readonly (readonly [string, Device, Awaited<ReturnType<typeof list>>])[] = [
    ['hello alone', { capabilities: HELLO }, { names: ['b@2017-01-01', 'c@'], source: 'hello', asked: [] }],
    [
      'library and hello: the library counts, the hello adds',
      { capabilities: [...HELLO, LIBRARY], library: reply(RFC7895) },
      {
        names: ['b-types@', 'b@2018-01-01', 'c@', 'ietf-yang-library@2019-01-04'],
        source: 'modules-state',
        asked: ['the YANG library'],
      },
    ],
    [
      'a library that is announced as a capability alone',
      {
        capabilities: [
          'urn:ietf:params:netconf:capability:yang-library:1.1?revision=2019-01-04&content-id=42',
        ],
        library: reply(RFC8525),
      },
      {
        names: ['a@2020-01-01', 'types@', 'types@2019-01-01'],
        source: 'yang-library',
        asked: ['the YANG library'],
      },
    ],
    [
      'a library that the device refuses to show',
      { capabilities: [...HELLO, LIBRARY], library: refused },
      {
        names: ['b@2017-01-01', 'c@', 'ietf-yang-library@2019-01-04'],
        source: 'hello',
        asked: ['the YANG library'],
      },
    ],
    [
      'a question that stays unanswered',
      { capabilities: [...HELLO, LIBRARY], library: new TimeoutError('get', 1) },
      {
        names: ['b@2017-01-01', 'c@', 'ietf-yang-library@2019-01-04'],
        source: 'hello',
        asked: ['the YANG library'],
      },
    ],
    [
      'neither: the names in netconf-state',
      { capabilities: [MONITORING], schemas: SCHEMAS },
      {
        names: ['y@', 'z@2020-01-01'],
        source: 'monitoring',
        asked: ['the YANG library', 'the list of schemas'],
      },
    ],
    [
      'nothing at all',
      { capabilities: [MONITORING], library: refused, schemas: refused },
      { names: [], source: 'none', asked: ['the YANG library', 'the list of schemas'] },
    ],
    [
      'no get-schema either',
      { capabilities: [] },
      { names: [], source: 'none', asked: ['the YANG library'] },
    ],
  ]
  for (const [what, device, expected] of cases) {
    it(what, async () => assert.deepEqual(await list(device), expected))
  }

  it('does not go on when the session has ended', async () => {
    const closed = new SessionClosedError('peer', 'gone')
    await assert.rejects(list({ capabilities: [LIBRARY], library: closed }), closed)
  })
})

describe('module sets', () => {
  const a = module({ name: 'a', revision: '2020-01-01', features: ['x', 'y'], deviations: ['d', 'e'] })
  const b = module({ name: 'b', submodules: [{ name: 's', revision: '' }] })

  it('are the same in any order', () => {
    const turned = { ...a, features: ['y', 'x'], deviations: ['e', 'd'] }
    assert.equal(moduleSetHash([a, b]), moduleSetHash([b, turned]))
    assert.match(moduleSetHash([]), /^[0-9a-f]{64}$/)
  })

  const others: readonly (readonly [string, SchemaModule])[] = [
    ['revision', { ...a, revision: '2020-01-02' }],
    ['features', { ...a, features: ['x'] }],
    ['no word about features', { ...a, features: undefined }],
    ['deviations', { ...a, deviations: ['d'] }],
    ['import only', { ...a, implemented: false }],
    ['submodules', { ...a, submodules: [{ name: 's', revision: '' }] }],
  ]
  for (const [what, other] of others) {
    it(`differ by ${what}`, () => assert.notEqual(moduleSetHash([a, b]), moduleSetHash([other, b])))
  }

  it('have the features that are told; all where nothing is told', () => {
    assert.deepEqual(featuresOf([a, b, { ...a, revision: '', features: ['z'] }]), {
      a: ['x', 'y', 'z'],
      b: [],
    })
    assert.equal(featuresOf([a, { ...b, features: undefined }]), 'all')
  })
})

describe('helloModules', () => {
  it('has each name once, the first one', () => {
    const modules = helloModules(new Capabilities([...HELLO, 'urn:b?module=b&revision=2016-01-01']))
    assert.deepEqual(
      modules.map(({ name, revision, features, deviations }) => [name, revision, features, deviations]),
      [
        ['b', '2017-01-01', ['x', 'y'], ['d']],
        ['c', '', [], []],
      ],
    )
  })
})
