// Why a device cannot do an operation: versions, listed values, and modules that only its YANG library names.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Capabilities } from '../../../src/netconf/capabilities.ts'
import { cancelCommit } from '../../../src/netconf/confirmedCommit.ts'
import { getData } from '../../../src/netconf/nmda.ts'
import { commit, copyConfig, get, type Operation } from '../../../src/netconf/operations.ts'
import { unsupportedReason } from '../../../src/netconf/support.ts'

const PREFIX = 'urn:ietf:params:netconf:capability:'
const NMDA = 'urn:ietf:params:xml:ns:yang:ietf-netconf-nmda'
const capabilities = (...names: readonly string[]): Capabilities =>
  new Capabilities(names.map((name) => (name.includes('urn:') ? name : PREFIX + name)))

const trim = get({ withDefaults: 'trim' })
const toFtp = copyConfig('running', { url: 'ftp://h/a' })
const operational = getData({ datastore: 'operational' })

const cases: readonly (readonly [
  name: string,
  operation: Operation,
  capabilities: Capabilities,
  reason: RegExp | undefined,
])[] = [
  [
    'a mode that is listed',
    trim,
    capabilities('with-defaults:1.0?basic-mode=explicit&also-supported=trim'),
    undefined,
  ],
  ['the basic mode', trim, capabilities('with-defaults:1.0?basic-mode=trim'), undefined],
  [
    'a mode that is not',
    trim,
    capabilities('with-defaults:1.0?basic-mode=explicit&also-supported=report-all'),
    /no defaults in the mode trim, only explicit, report-all \(urn:.*:with-defaults\)/,
  ],
  ['no mode listed at all', trim, capabilities('with-defaults:1.0'), undefined],
  ['no with-defaults', trim, capabilities(), /cannot report defaults on request .*:with-defaults\)/],
  ['a scheme that is listed', toFtp, capabilities('url:1.0?scheme=file,ftp'), undefined],
  [
    'a scheme that is not',
    toFtp,
    capabilities('url:1.0?scheme=file,http'),
    /no URLs of the scheme ftp, only file, http/,
  ],
  ['no URLs', toFtp, capabilities(), /takes no URLs \(.*:url\)/],
  [
    'confirmed commit of RFC 4741',
    commit({ confirmed: true }),
    capabilities('candidate:1.0', 'confirmed-commit:1.0'),
    undefined,
  ],
  [
    'confirmed commit of RFC 6241',
    commit({ confirmed: true }),
    capabilities('candidate:1.0', 'confirmed-commit:1.1'),
    undefined,
  ],
  [
    'no confirmed commit',
    commit({ confirmed: true }),
    capabilities('candidate:1.0'),
    /knows no confirmed commit/,
  ],
  [
    'persist on RFC 4741',
    commit({ confirmed: true, persist: 'x' }),
    capabilities('candidate:1.0', 'confirmed-commit:1.0'),
    /neither outlast .*confirmed-commit:1\.1\)/,
  ],
  [
    'cancel-commit on RFC 4741',
    cancelCommit(),
    capabilities('candidate:1.0', 'confirmed-commit:1.0'),
    /can be cancelled/,
  ],
  [
    'a module in hello',
    operational,
    capabilities(`${NMDA}?module=ietf-netconf-nmda&revision=2019-01-07`),
    undefined,
  ],
  ['no module, no library', operational, capabilities(), /datastores of the NMDA \(.*ietf-netconf-nmda\)/],
  [
    'a library that was not read',
    operational,
    capabilities('yang-library:1.1?revision=2019-01-04'),
    undefined,
  ],
]

describe('why not', () => {
  for (const [name, operation, announced, reason] of cases) {
    it(name, () => {
      const said = unsupportedReason(operation, announced)
      if (reason === undefined) assert.equal(said, undefined)
      else assert.match(said ?? '', reason)
    })
  }

  it('a library that was read decides', () => {
    const library = capabilities('yang-library:1.1')
    assert.match(unsupportedReason(operational, library, new Set()) ?? '', /NMDA/)
    assert.equal(unsupportedReason(operational, library, new Set([NMDA])), undefined)
    assert.equal(unsupportedReason(operational, capabilities(), new Set([NMDA])), undefined)
  })
})
