import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { get } from '../../../src/netconf/operations.ts'
import { libraryFilter, readYangLibrary } from '../../../src/netconf/yangLibrary.ts'

const NS = 'urn:ietf:params:xml:ns:yang:ietf-yang-library'
const reply = (data: string): string =>
  `<rpc-reply message-id="1" xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><data>${data}</data></rpc-reply>`

describe('the YANG library', () => {
  it('is asked for by namespaces and names alone, in both of its forms', () => {
    assert.equal(
      get({ filter: libraryFilter() }).xml,
      `<get><filter type="subtree"><yang-library xmlns="${NS}"><module-set><module><namespace/></module></module-set><datastore><name/></datastore></yang-library><modules-state xmlns="${NS}"><module><namespace/></module></modules-state></filter></get>`,
    )
  })

  it('has modules and datastores, a vendor’s own among them (RFC 8525)', () => {
    const library = readYangLibrary(
      reply(`<yang-library xmlns="${NS}" xmlns:ds="urn:ietf:params:xml:ns:yang:ietf-datastores">
        <module-set><name>all</name><module><name>a</name><namespace>urn:a</namespace></module></module-set>
        <module-set><name>more</name><module><name>b</name><namespace> urn:b </namespace></module></module-set>
        <datastore><name>ds:running</name></datastore>
        <datastore><name xmlns:x="urn:ietf:params:xml:ns:yang:ietf-datastores">x:operational</name></datastore>
        <datastore><name xmlns:fd="urn:ietf:params:xml:ns:yang:ietf-factory-default">fd:factory-default</name></datastore>
        <datastore><name xmlns:acme="urn:acme:ds">acme:ephemeral</name></datastore>
        <datastore><name xmlns:acme="urn:acme:ds">acme:running</name></datastore>
        <datastore><name>intended</name></datastore>
        <datastore><name>unbound:thing</name></datastore>
      </yang-library>`),
    )
    assert.deepEqual(library, {
      namespaces: new Set(['urn:a', 'urn:b']),
      datastores: [
        'running',
        'operational',
        'factory-default',
        { name: 'ephemeral', namespace: 'urn:acme:ds' },
        { name: 'running', namespace: 'urn:acme:ds' },
        'intended',
      ],
    })
  })

  it('has modules alone in its older form (RFC 7895)', () => {
    const library = readYangLibrary(
      reply(
        `<modules-state xmlns="${NS}"><module-set-id>7</module-set-id><module><namespace>urn:a</namespace></module></modules-state>`,
      ),
    )
    assert.deepEqual(library, { namespaces: new Set(['urn:a']), datastores: [] })
  })

  for (const [name, text] of [
    ['an empty reply', reply('')],
    ['a library without modules', reply(`<yang-library xmlns="${NS}"/>`)],
    [
      'an answer without data',
      '<rpc-reply xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><ok/></rpc-reply>',
    ],
    ['no XML', 'nonsense'],
  ] as const) {
    it(`is none in ${name}`, () => assert.equal(readYangLibrary(text), undefined))
  }
})
