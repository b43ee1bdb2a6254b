// Each standard error-tag leads to what can be done about it, with the names that error-info gives.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { errorAdvice } from '../../../src/netconf/errorAdvice.ts'
import type { RpcErrorInfo } from '../../../src/netconf/errors.ts'
import { rpcErrorsOf } from '../../../src/netconf/rpcErrors.ts'
import { fixture } from '../fakes/fixtures.ts'

function error(tag: string, info: Readonly<Record<string, string>> = {}): RpcErrorInfo {
  const items = Object.entries(info).map(([name, value]) => ({ name, uri: '', value, xml: '' }))
  return { type: 'protocol', tag, severity: 'error', info: items }
}

describe('what to do about', () => {
  const cases: readonly (readonly [name: string, error: RpcErrorInfo, advice: RegExp | undefined])[] = [
    ['a lock', error('lock-denied', { 'session-id': '2' }), /^Session 2 holds the lock\. Run kill-session on it, or wait\.$/],
    ['a lock, with space', error('lock-denied', { 'session-id': '\n 2 ' }), /^Session 2 holds the lock/],
    ['a lock of the CLI', error('lock-denied', { 'session-id': '0' }), /^Something that is no NETCONF session holds the lock, such as the command line/],
    ['a lock of nobody', error('lock-denied'), /^Another session holds the lock\./],
    ['a lock of a strange name', error('lock-denied', { 'session-id': 'cli <b>' }), /^Another session holds the lock\./],
    ['use by another', error('in-use'), /^Another session is using it\./],
    ['use by a session', error('in-use', { 'session-id': '7' }), /^Session 7 is using it\. Run kill-session/],
    ['a value', error('invalid-value'), /value/],
    ['size', error('too-big'), /filter/],
    ['a missing attribute', error('missing-attribute', { 'bad-attribute': 'type', 'bad-element': 'filter' }), /^Add the attribute type of filter\.$/],
    ['a bad attribute', error('bad-attribute', { 'bad-attribute': 'type' }), /attribute type\.$/],
    ['an unknown attribute', error('unknown-attribute'), /^Take out the attribute, or correct its name\.$/],
    ['a missing element', error('missing-element', { 'bad-element': 'name' }), /^Add the element name, which is required\.$/],
    ['a bad element', error('bad-element', { 'bad-element': 'mtu' }), /element mtu\.$/],
    ['an unknown element', error('unknown-element', { 'bad-element': 'foo' }), /namespace of the element foo;/],
    ['an unknown namespace', error('unknown-namespace', { 'bad-element': 'a', 'bad-namespace': 'urn:x' }), /namespace urn:x against/],
    ['access', error('access-denied'), /user/],
    ['resources', error('resource-denied'), /later/],
    ['a rollback', error('rollback-failed'), /Read the configuration/],
    ['what exists', error('data-exists'), /merge or replace/],
    ['what is missing', error('data-missing'), /remove in place of delete/],
    ['an operation', error('operation-not-supported'), /capabilities/],
    ['a message', error('malformed-message'), /well-formed/],
    ['a failure', error('operation-failed'), undefined],
    ['a tag of its own', error('constructor'), undefined],
    ['a warning', { ...error('data-exists'), severity: 'warning' }, undefined],
  ] // prettier-ignore
  for (const [name, info, wanted] of cases) {
    it(name, () => {
      const advice = errorAdvice(info)
      if (wanted === undefined) assert.equal(advice, undefined)
      else assert.match(advice ?? '', wanted)
    })
  }

  it('the lock that netconfd denies', () => {
    const [denied] = rpcErrorsOf(fixture('netconfd-2.13/lock-denied'))
    assert.ok(denied)
    assert.equal(errorAdvice(denied), 'Session 2 holds the lock. Run kill-session on it, or wait.')
  })
})
