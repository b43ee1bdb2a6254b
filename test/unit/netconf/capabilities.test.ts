// Capabilities: shorthand, versions, parameters, modules, and what follows from them.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Capabilities } from '../../../src/netconf/capabilities.ts'
import { capabilityName, knownCapability } from '../../../src/netconf/capabilityTable.ts'
import { readServerHello } from '../../../src/netconf/hello.ts'
import { fixture } from '../fakes/fixtures.ts'

const P = 'urn:ietf:params:netconf:capability:'
const MONITORING = 'urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring'

describe('has', () => {
  const capabilities = new Capabilities([
    'urn:ietf:params:netconf:base:1.1',
    `${P}candidate:1.0`,
    `${P}validate:1.1`,
    `${P}url:1.0?scheme=file,https`,
    'http://example.com/router?module=router&revision=2020-02-02',
  ])
  const cases: readonly (readonly [name: string, has: boolean])[] = [
    [':candidate', true],
    [':candidate:1.0', true],
    [':candidate:1.1', false],
    [':candid', false],
    [':validate', true],
    [':validate:1.0', false],
    [':validate:1.1', true],
    [':url', true],
    [':url:1.0', true],
    ['urn:ietf:params:netconf:base:1.1', true],
    ['urn:ietf:params:netconf:base:1.0', false],
    [`${P}url:1.0`, true],
    ['http://example.com/router', true],
    ['http://example.com', false],
    [':', false],
    ['', false],
  ]
  for (const [name, has] of cases) it(`"${name}" → ${has}`, () => assert.equal(capabilities.has(name), has))

  it('finds the newest version, whatever the order', () => {
    for (const versions of [
      ['1.0', '1.1'],
      ['1.1', '1.0'],
    ]) {
      const both = new Capabilities(versions.map((version) => `${P}validate:${version}`))
      assert.equal(both.find(':validate')?.base, `${P}validate:1.1`)
      assert.equal(both.find(':validate:1.0')?.base, `${P}validate:1.0`)
    }
  })
})

describe('parameters', () => {
  const cases: readonly (readonly [
    name: string,
    uri: string,
    base: string,
    parameters: Record<string, string>,
  ])[] = [
    ['none', 'urn:a', 'urn:a', {}],
    ['a bare question mark', 'urn:a?', 'urn:a', {}],
    ['several', 'urn:a?b=1&c=2', 'urn:a', { b: '1', c: '2' }],
    ['escaped twice', 'urn:a?b=1&amp;c=2', 'urn:a', { b: '1', c: '2' }],
    ['%-encoding', 'urn:a?b=%2Cx%20y%C3%BC', 'urn:a', { b: ',x yü' }],
    ['%-encoding that is none', 'urn:a?b=100%&c=%zz', 'urn:a', { b: '100%', c: '%zz' }],
    ['= in a value', 'urn:a?b=c=d', 'urn:a', { b: 'c=d' }],
    ['no value', 'urn:a?b&c=&=d&&e=f', 'urn:a', { c: '', e: 'f' }],
    ['? in a value', 'urn:a?b=what?', 'urn:a', { b: 'what?' }],
    ['no URI at all', 'candidate please', 'candidate please', {}],
  ]
  for (const [name, uri, base, parameters] of cases) {
    it(name, () => {
      const [capability] = new Capabilities([uri]).list
      assert.deepEqual(
        { ...capability, parameters: { ...capability?.parameters } },
        { uri, base, parameters },
      )
    })
  }

  it('called like members of an object are parameters like others', () => {
    const [capability] = new Capabilities(['urn:a?constructor=x&__proto__=y']).list
    assert.deepEqual(Object.entries(capability?.parameters ?? {}), [
      ['constructor', 'x'],
      ['__proto__', 'y'],
    ])
  })
})

describe('modules', () => {
  it('have revision, features and deviations where these are announced', () => {
    const { modules } = new Capabilities([
      'urn:a?module=a&revision=2020-01-01&features=x,y&deviations=a-dev,b-dev',
      'urn:b?revision=2020-01-01&module=b',
      'urn:c?module=c&features=',
      'urn:d?module=',
      'urn:e',
      `${P}yang-library:1.0?revision=2016-06-21&module-set-id=7`,
    ])
    assert.deepEqual(modules, [
      {
        name: 'a',
        revision: '2020-01-01',
        namespace: 'urn:a',
        features: ['x', 'y'],
        deviations: ['a-dev', 'b-dev'],
      },
      { name: 'b', revision: '2020-01-01', namespace: 'urn:b', features: [], deviations: [] },
      { name: 'c', namespace: 'urn:c', features: [], deviations: [] },
    ])
  })

  it('netconfd-2.13: as recorded', () => {
    const capabilities = new Capabilities(readServerHello(fixture('netconfd-2.13/hello')).capabilities)
    assert.ok(capabilities.modules.length > 15)
    assert.deepEqual(
      capabilities.modules.find(({ name }) => name === 'acme-plant'),
      {
        name: 'acme-plant',
        revision: '2026-11-01',
        namespace: 'urn:acme:plant',
        features: ['pumps'],
        deviations: [],
      },
    )
    assert.deepEqual(capabilities.datastores, ['running', 'candidate', 'startup'])
    assert.deepEqual(capabilities.editTargets, ['candidate'])
    assert.deepEqual(capabilities.withDefaults, ['explicit', 'trim', 'report-all', 'report-all-tagged'])
    assert.deepEqual(capabilities.urlSchemes, ['file'])
    assert.equal(capabilities.hasGetSchema, true)
  })
})

describe('what follows', () => {
  const cases: readonly (readonly [uris: readonly string[], datastores: string, targets: string])[] = [
    [[], 'running', ''],
    [[`${P}writable-running:1.0`], 'running', 'running'],
    [[`${P}candidate:1.0`], 'running candidate', 'candidate'],
    [[`${P}writable-running:1.0`, `${P}candidate:1.0`], 'running candidate', 'candidate running'],
    [[`${P}startup:1.0`], 'running startup', ''],
  ]
  for (const [uris, datastores, targets] of cases) {
    it(`datastores with ${uris.map(capabilityName).join(' ') || 'nothing'}`, () => {
      const capabilities = new Capabilities(uris)
      assert.equal(capabilities.datastores.join(' '), datastores)
      assert.equal(capabilities.editTargets.join(' '), targets)
    })
  }

  const modes: readonly (readonly [parameters: string | undefined, modes: string])[] = [
    [undefined, ''],
    ['', ''],
    ['?basic-mode=explicit', 'explicit'],
    ['?basic-mode=trim&also-supported=report-all,trim', 'trim report-all'],
    ['?also-supported=explicit&basic-mode=report-all', 'report-all explicit'],
    ['?basic-mode=own&also-supported=report-all-tagged,other', 'report-all-tagged'],
    ['?basic-mode=report-all&amp;also-supported=trim', 'report-all trim'],
  ]
  for (const [parameters, expected] of modes) {
    it(`with-defaults${parameters ?? ' not announced'}`, () => {
      const uris = parameters === undefined ? [] : [`${P}with-defaults:1.0${parameters}`]
      assert.equal(new Capabilities(uris).withDefaults.join(' '), expected)
    })
  }

  it('url schemes, and get-schema by capability or module', () => {
    assert.deepEqual(new Capabilities([`${P}url:1.0?scheme=http,ftp,file`]).urlSchemes, [
      'http',
      'ftp',
      'file',
    ])
    assert.deepEqual(new Capabilities([`${P}url:1.0`]).urlSchemes, [])
    for (const uri of [MONITORING, `${MONITORING}?module=ietf-netconf-monitoring&revision=2010-10-04`]) {
      assert.equal(new Capabilities([uri]).hasGetSchema, true)
    }
    assert.equal(new Capabilities([`${MONITORING}-extension`]).hasGetSchema, false)
  })
})

describe('what people read', () => {
  const names: readonly (readonly [string, string])[] = [
    [`${P}candidate:1.0`, ':candidate:1.0'],
    ['urn:ietf:params:netconf:base:1.1', 'base:1.1'],
    ['urn:x', 'urn:x'],
  ]
  for (const [uri, name] of names)
    it(`${uri} is called ${name}`, () => assert.equal(capabilityName(uri), name))

  const rfcs: readonly (readonly [string, number | undefined])[] = [
    [`${P}candidate:1.0`, 6241],
    [`${P}notification:1.0`, 5277],
    [`${P}with-defaults:1.0`, 6243],
    [`${P}with-operational-defaults:1.0`, 8526],
    [`${P}yang-library:1.1`, 8526],
    ['urn:ietf:params:netconf:base:1.1', 6241],
    ['urn:x', undefined],
    ['constructor', undefined],
    ['urn:ietf:params:netconf:__proto__', undefined],
  ]
  for (const [uri, rfc] of rfcs) {
    it(`${uri} is ${rfc === undefined ? 'not known' : `of RFC ${rfc}`}`, () => {
      const known = knownCapability(uri)
      assert.deepEqual(known?.rfc, rfc)
      assert.equal(known === undefined, rfc === undefined)
    })
  }
})
