// The closed table of profiles.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PROFILE_NAMES } from '../../../src/profiles/profile.ts'
import { ALL_PROFILES, profileOf } from '../../../src/profiles/registry.ts'

describe('the registry', () => {
  it('gives each profile under its own name, once', () => {
    for (const name of PROFILE_NAMES) assert.equal(profileOf(name).name, name)
    assert.deepEqual(
      ALL_PROFILES.map(({ name }) => name),
      PROFILE_NAMES,
    )
    assert.equal(new Set(ALL_PROFILES.map(({ title }) => title)).size, PROFILE_NAMES.length)
  })

  it("has all of ncclient's device handlers", () => {
    const handlers =
      'default alu ciena csr ericsson h3c hpcomware huawei huaweiyang iosxe iosxr junos nexus sros'
    for (const name of handlers.split(' ')) assert.equal(profileOf(name).name, name)
  })

  it('refuses an unknown name with the known ones', () => {
    for (const name of ['', 'Junos', 'junos ', '../junos', 'toString', '__proto__', 'constructor']) {
      assert.throws(
        () => profileOf(name),
        (error) =>
          error instanceof RangeError &&
          error.message.startsWith(
            `There is no profile ${JSON.stringify(name)}. There are: default, adva,`,
          ) &&
          error.message.endsWith('sros, sros-private.'),
      )
    }
  })

  it('cannot be changed, at any depth', () => {
    const loose: string[] = []
    const look = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return
      if (!Object.isFrozen(value)) loose.push(path)
      for (const [key, inner] of Object.entries(value)) look(inner, `${path}.${key}`)
    }
    look(ALL_PROFILES, 'profiles')
    assert.deepEqual(loose, [])
    assert.throws(() => {
      Object.assign(profileOf('junos'), { title: 'mine' })
    }, TypeError)
  })

  it('says nothing about host keys, so none can switch their check off', () => {
    const known = new Set(
      'name title vendor dialect transforms subsystems execFallback limits operations signs notes'.split(' '),
    )
    for (const profile of ALL_PROFILES) {
      assert.deepEqual(
        Object.keys(profile).filter((key) => !known.has(key)),
        [],
      )
    }
  })

  it('has operations with unique names and described parameters', () => {
    for (const { name, operations } of ALL_PROFILES) {
      assert.equal(new Set(operations.map((operation) => operation.name)).size, operations.length, name)
      for (const { parameters, title } of operations) {
        assert.notEqual(title, '')
        assert.equal(new Set(parameters.map((parameter) => parameter.name)).size, parameters.length, name)
        for (const { description } of parameters) assert.match(description, /\.$/)
      }
    }
  })
})

describe('advice', () => {
  it('for port 22 of IOS-XE names netconf-yang and 830', () => {
    const [note] = profileOf('iosxe').notes.filter(({ port }) => port === 22)
    assert.match(note?.text ?? '', /netconf-yang on the device and connect to port 830/)
  })
})
