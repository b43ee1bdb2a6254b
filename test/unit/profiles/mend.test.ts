// Broken replies that are mended, and well-formed ones that are not touched.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dropControls, mendJunos, stripNul } from '../../../src/profiles/mend.ts'
import { ALL_PROFILES } from '../../../src/profiles/registry.ts'
import { checkedMarkup } from '../../../src/xml/build.ts'
import { checkWellFormed } from '../../../src/xml/parse.ts'
import { fixture } from '../fakes/fixtures.ts'
import { damaged, seeded } from '../netconf/byteStreams.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const reply = (inside: string): string => `<rpc-reply xmlns="${BASE}" message-id="4">${inside}</rpc-reply>`

describe('replies of Junos', () => {
  it('get the end of <routing-engine> that is missing before <ok/>', () => {
    const results = '<commit-results><routing-engine><name>re0</name><commit-success/>'
    assert.equal(
      mendJunos(reply(`${results}<ok/></commit-results>`)),
      reply(`${results}</routing-engine>\n<ok/></commit-results>`),
    )
  })

  it('get it before each, or before the last where only that one lacks it', () => {
    const engine = '<routing-engine><name>re0</name>'
    assert.equal(
      mendJunos(reply(`${engine}<ok/>${engine}<ok/>`)),
      reply(`${engine}</routing-engine>\n<ok/>${engine}</routing-engine>\n<ok/>`),
    )
    assert.equal(
      mendJunos(reply(`<nc:a xmlns:nc="urn:a"><nc:ok/></nc:a>${engine}<ok />`)),
      reply(`<nc:a xmlns:nc="urn:a"><nc:ok/></nc:a>${engine}</routing-engine>\n<ok />`),
    )
  })

  it('are left alone where they only mention it', () => {
    assert.equal(mendJunos(reply('<data>set chassis routing-engine on-disk-failure</data><ok/>')), undefined)
    assert.equal(mendJunos(reply('<routing-engine><ok/></routing-engine>')), undefined)
    assert.equal(mendJunos(reply('<routing-engine><a>')), undefined)
  })

  it('keep the errors that come before the hello', () => {
    const error =
      '<rpc-error>\n<error-severity>error</error-severity><error-message>no access</error-message></rpc-error>'
    assert.equal(
      mendJunos(`<rpc-reply>${error}${error}</rpc-reply>\n<hello>\n</hello>`),
      `<rpc-reply xmlns="${BASE}">${error}${error}</rpc-reply>`,
    )
    assert.equal(mendJunos('<rpc-reply><ok/></rpc-reply><hello></hello>'), undefined)
    assert.equal(mendJunos('<rpc-reply><rpc-error></rpc-reply><hello></hello>'), undefined)
  })
})

describe('replies of Huawei', () => {
  it('lose the NUL bytes around them, and those alone', () => {
    assert.equal(stripNul('\0\0<a>\0</a>\n\0'), '<a>\0</a>\n')
    assert.equal(stripNul('\0\0'), '')
    assert.equal(stripNul(''), '')
  })

  it('lose control characters where they break the reply', () => {
    assert.equal(dropControls('<a>\u0000x\u001b[0m\ty</a>'), '<a>x[0m\ty</a>')
    assert.equal(dropControls('<a>fine\r\n</a>'), undefined)
    assert.equal(dropControls('<a>\u0000'), undefined)
  })
})

describe('any profile', () => {
  const texts = [
    reply('<commit-results><routing-engine><name>re0</name><commit-success/><ok/></commit-results>'),
    `<rpc-reply><rpc-error><error-message>a</error-message></rpc-error></rpc-reply><hello>\n</hello>`,
    reply('<data>\u0000\u0001 x</data>'),
    fixture('constructed/junos-commit-results'),
  ]

  it('mends damaged replies to well-formed ones or not at all, and never throws', () => {
    const repairs = new Set(ALL_PROFILES.flatMap(({ dialect }) => dialect.repair ?? []))
    assert.equal(repairs.size, 2)
    const random = seeded(3)
    let mended = 0
    for (let round = 0; round < 3_000; round += 1) {
      const bytes = damaged(Buffer.from(texts[round % texts.length] ?? ''), random)
      const text = Buffer.from(bytes).toString('utf8')
      for (const repair of repairs) {
        const candidate = repair(stripNul(text))
        if (candidate === undefined) continue
        mended += 1
        assert.equal(checkWellFormed(candidate.trim()), undefined, candidate)
      }
    }
    assert.ok(mended > 200, `only ${mended} were mended`)
  })

  it('prepares damaged operations or leaves them, and never throws', () => {
    const prepares = new Set(ALL_PROFILES.flatMap(({ dialect }) => dialect.prepare ?? []))
    assert.equal(prepares.size, 2)
    const random = seeded(4)
    const operation = '<edit-config><config xmlns=""><a/></config><filter><b/></filter></edit-config>'
    for (let round = 0; round < 2_000; round += 1) {
      const text = Buffer.from(damaged(Buffer.from(operation), random)).toString('utf8')
      for (const prepare of prepares) {
        const prepared = prepare(checkedMarkup(text))
        if (checkWellFormed(text) !== undefined) continue
        assert.equal(checkWellFormed(prepared), undefined, prepared)
      }
    }
  })
})
