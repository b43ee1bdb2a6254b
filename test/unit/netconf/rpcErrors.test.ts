// rpc-errors: every field kept, wherever a server puts them, and nothing else taken for one (peer defect 5).

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { describeRpcError, RpcError, type RpcErrorInfo } from '../../../src/netconf/errors.ts'
import { rpcErrorsOf } from '../../../src/netconf/rpcErrors.ts'
import { fixture } from '../fakes/fixtures.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const NCX = 'http://netconfcentral.org/ns/yuma-ncx'

const reply = (content: string): string => `<rpc-reply xmlns="${BASE}" message-id="1">${content}</rpc-reply>`

/** All but the namespaces and the XML of the error-info. */
function facts({ type, tag, severity, appTag, path, message, language, info }: RpcErrorInfo): unknown {
  return {
    type,
    tag,
    severity,
    appTag,
    path,
    message,
    language,
    info: info.map(({ name, value }) => `${name}=${value}`),
  }
}

const recorded: readonly (readonly [file: string, errors: readonly unknown[]])[] = [
  [
    'netconfd-2.13/invalid-value',
    [
      {
        type: 'protocol',
        tag: 'invalid-value',
        severity: 'error',
        appTag: 'not-in-range',
        path: "/nc:rpc/nc:edit-config/nc:config/ap:plant/ap:tank[ap:id='2']/ap:fill",
        message: 'value not in range',
        language: 'en',
        info: ['bad-value=900', 'error-number=288'],
      },
    ],
  ],
  [
    'netconfd-2.13/unknown-element',
    [
      {
        type: 'protocol',
        tag: 'unknown-element',
        severity: 'error',
        appTag: 'data-invalid',
        path: '/nc:rpc/nc:edit-config/nc:config/ap:plant',
        message: 'unknown object',
        language: 'en',
        info: ['bad-element=ap:nonsense', 'error-number=293'],
      },
    ],
  ],
  [
    'netconfd-2.13/lock-denied',
    [
      {
        type: 'protocol',
        tag: 'lock-denied',
        severity: 'error',
        appTag: 'no-access',
        path: undefined,
        message: 'lock denied',
        language: 'en',
        info: ['session-id=2', 'error-number=268'],
      },
    ],
  ],
  [
    'constructed/ln2d-order',
    [
      {
        type: 'application',
        tag: 'invalid-value',
        severity: 'error',
        appTag: undefined,
        path: "/ap:plant/ap:tank[ap:id='2']/ap:fill",
        message: 'Value out of range.',
        language: 'en',
        info: ['bad-element=fill'],
      },
    ],
  ],
  [
    'constructed/junos-commit-results',
    [
      {
        type: 'protocol',
        tag: 'operation-failed',
        severity: 'error',
        appTag: undefined,
        path: '[edit protocols bgp group overlay]',
        message: 'Error in neighbor 10.0.0.9: peer AS number must be configured for an external peer',
        language: undefined,
        info: ['bad-element=neighbor'],
      },
      {
        type: '',
        tag: '',
        severity: 'warning',
        appTag: undefined,
        path: undefined,
        message: 'statement has no contents; ignored',
        language: undefined,
        info: [],
      },
    ],
  ],
]

describe('what servers sent', () => {
  for (const [file, errors] of recorded) {
    it(file, () => assert.deepEqual(rpcErrorsOf(fixture(file)).map(facts), errors))
  }

  it('netconfd-2.13/several-errors: each with its own path and info', () => {
    assert.deepEqual(
      rpcErrorsOf(fixture('netconfd-2.13/several-errors')).map(({ tag, path, info }) => [
        tag,
        path?.slice(-24),
        info.length,
      ]),
      [
        ['invalid-value', "ap:tank[ap:id='2']/ap:fill".slice(-24), 2],
        ['bad-element', "ap:tank[ap:id='3']/ap:fill".slice(-24), 3],
      ],
    )
  })

  it('netconfd-2.13/partial-lock: an empty severity is an error, and tag "none" is kept', () => {
    assert.deepEqual(
      rpcErrorsOf(fixture('netconfd-2.13/partial-lock')).map(({ tag, severity }) => [tag, severity]),
      [
        ['none', 'error'],
        ['operation-failed', 'error'],
      ],
    )
  })

  for (const file of ['junos-no-namespace', 'junos-own-namespace']) {
    it(`constructed/${file}: a nested error is found`, () => {
      const [error, ...more] = rpcErrorsOf(fixture(`constructed/${file}`))
      assert.equal(error?.severity, 'error')
      assert.match(error.message ?? '', /failed/)
      assert.deepEqual(more, [])
    })
  }

  for (const file of ['netconfd-2.13/ok', 'netconfd-2.13/hello', 'constructed/data-named-rpc-error']) {
    it(`${file}: no error at all`, () => assert.deepEqual(rpcErrorsOf(fixture(file)), []))
  }
})

describe('the namespaces of an error', () => {
  const [error] = rpcErrorsOf(fixture('netconfd-2.13/unknown-element'))

  it('those of the path are those in force where it stands', () => {
    assert.deepEqual(error?.pathNamespaces, { '': BASE, nc: BASE, ap: 'urn:acme:plant', ncx: NCX })
    const [other] = rpcErrorsOf(fixture('constructed/ln2d-order'))
    assert.equal(other?.pathNamespaces?.['ap'], 'urn:acme:plant')
  })

  it('error-info of a foreign namespace keeps it, and stands on its own', () => {
    assert.deepEqual(error?.info[1], {
      name: 'error-number',
      uri: NCX,
      value: '293',
      xml: `<error-number xmlns="${NCX}">293</error-number>`,
    })
    assert.equal(
      error.info[0]?.xml,
      `<bad-element xmlns="${BASE}" xmlns:ap="urn:acme:plant">ap:nonsense</bad-element>`,
    )
  })

  it('error-info with elements inside keeps them', () => {
    const [nested] = rpcErrorsOf(
      reply(
        '<rpc-error><error-info><v:why xmlns:v="urn:v"><v:a>1</v:a><v:b/></v:why></error-info></rpc-error>',
      ),
    )
    assert.equal(nested?.info[0]?.xml, '<v:why xmlns:v="urn:v"><v:a>1</v:a><v:b/></v:why>')
  })
})

describe('odd errors', () => {
  const cases: readonly (readonly [name: string, text: string, found: readonly string[]])[] = [
    ['empty', reply('<rpc-error/>'), ['error']],
    [
      'severity with white space',
      reply('<rpc-error><error-severity>\n warning\n</error-severity></rpc-error>'),
      ['warning'],
    ],
    [
      'a severity that no RFC knows',
      reply('<rpc-error><error-severity>info</error-severity></rpc-error>'),
      ['error'],
    ],
    [
      'warnings and errors',
      reply('<rpc-error><error-severity>warning</error-severity></rpc-error><rpc-error/>'),
      ['warning', 'error'],
    ],
    ['the word in text alone', reply('<data><note>rpc-error</note></data>'), []],
    ['the word in a comment', reply('<!-- <rpc-error/> --><ok/>'), []],
    ['the word in CDATA', reply('<data><a><![CDATA[<rpc-error/>]]></a></data>'), []],
    [
      'an element of that name in a foreign namespace',
      reply('<x xmlns="urn:x"><y:rpc-error xmlns:y="urn:y"/></x>'),
      [],
    ],
  ]
  for (const [name, text, found] of cases) {
    it(name, () =>
      assert.deepEqual(
        rpcErrorsOf(text).map(({ severity }) => severity),
        found,
      ),
    )
  }

  it('an error reply that is not well-formed is a ProtocolError that says where', () => {
    assert.throws(() => rpcErrorsOf(reply('<rpc-error><error-tag></rpc-error>')), {
      kind: 'protocol',
      message: /not well-formed.*close tag/,
    })
  })
})

describe('the sentence', () => {
  const exchange = { xml: '', requestXml: '', elapsedMs: 1, bytes: 2 }
  const sentence = (file: string): string =>
    new RpcError('edit-config', rpcErrorsOf(fixture(file)), exchange).message

  it('names tag, path and message of the first error, and how many more there are', () => {
    assert.equal(
      sentence('netconfd-2.13/several-errors'),
      "edit-config was refused: invalid-value at /nc:rpc/nc:edit-config/nc:config/ap:plant/ap:tank[ap:id='2']/ap:fill: value not in range (and 1 more)",
    )
  })

  it('does not count warnings', () => {
    assert.doesNotMatch(sentence('constructed/junos-commit-results'), /more\)/)
  })

  it('makes do with what there is', () => {
    assert.equal(describeRpcError({ type: 'rpc', tag: '', severity: 'error', info: [] }), 'rpc')
    assert.equal(describeRpcError({ type: 'rpc', tag: 'in-use', severity: 'error', info: [] }), 'in-use')
    assert.equal(describeRpcError({ type: '', tag: '', severity: 'error', message: 'no', info: [] }), 'no')
  })
})
