// Lists of devices written by hand: defaults for what is left out, reasons for what is wrong.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDeviceEntries } from '../../../src/transport/deviceEntry.ts'

const R1 = { host: '10.0.0.1', username: 'admin' }

describe('readDeviceEntries', () => {
  it('fills in defaults', () => {
    assert.deepEqual(readDeviceEntries([R1]).devices, [
      {
        index: 0,
        entry: {
          ...R1,
          id: '10.0.0.1',
          name: '10.0.0.1',
          transport: 'ssh',
          port: 830,
          auth: 'password',
          framing: 'auto',
          hostKeys: 'ask',
          sshConfig: false,
          legacyAlgorithms: false,
          production: false,
          trace: false,
        },
      },
    ])
  })

  it('keeps every field', () => {
    const full = {
      id: 'd1',
      name: 'core-1',
      group: 'Core',
      transport: 'ssh',
      host: '::1',
      port: 2022,
      username: 'ops',
      auth: 'key',
      keyFile: '~/.ssh/id_ed25519',
      sshConfig: true,
      jump: 'ops@jump.example.net',
      hostKeys: 'strict',
      fingerprint: 'SHA256:x',
      profile: 'junos',
      timeouts: { connect: 5, rpc: 600 },
      algorithms: { ciphers: '+aes256-cbc' },
      framing: '1.0',
      legacyAlgorithms: true,
      production: true,
      trace: true,
    }
    assert.deepEqual(readDeviceEntries([full]).devices, [{ index: 0, entry: full }])
  })

  const ways: readonly (readonly [name: string, entry: object, expected: object])[] = [
    ['TLS', { transport: 'tls', host: 'r1', certificateFile: 'c' }, { port: 6513, username: '' }],
    ['a Unix socket', { transport: 'unix', path: '/run/n.sock' }, { name: '/run/n.sock', host: '', port: 0 }],
    ['a program', { transport: 'process', command: ['ssh', '-s'] }, { name: 'ssh', command: ['ssh', '-s'] }],
    ['a key of the ssh config', { ...R1, auth: 'key', sshConfig: true }, { auth: 'key' }],
  ]
  for (const [name, entry, expected] of ways) {
    it(`reads ${name}`, () => {
      const { devices, problems } = readDeviceEntries([entry])
      assert.deepEqual(problems, [])
      assert.deepEqual({ ...devices[0]?.entry, ...expected }, devices[0]?.entry)
    })
  }

  const bad: readonly (readonly [name: string, entry: unknown, message: string])[] = [
    ['no object', 'core-1', 'Device 1: this is not an object.'],
    ['null', null, 'Device 1: this is not an object.'],
    ['TLS without a host', { transport: 'tls' }, 'Device 1: "host" is needed.'],
    ['a socket without a path', { transport: 'unix' }, 'Device 1: "transport" is unix, so "path" is needed.'],
    [
      'a command in one text',
      { transport: 'process', command: 'ssh -s' },
      'Device 1: "command": must be a list of texts: the program, then its arguments.',
    ],
    [
      'a time limit as text',
      { ...R1, timeouts: { rpc: '60' } },
      'Device 1: "timeouts": must be an object of numbers of seconds under connect, hello, rpc.',
    ],
    [
      'an unknown kind of algorithm',
      { ...R1, algorithms: { compression: 'zlib' } },
      'Device 1: "algorithms": must be an object of texts under kexAlgorithms, hostKeyAlgorithms, ciphers, macs.',
    ],
    ['no host', { username: 'a' }, 'Device 1: "host" and "username" are needed.'],
    [
      'a bad host',
      { ...R1, host: 'a b' },
      'Device 1: "host": A host name has letters, digits, hyphens and dots only.',
    ],
    ['a port as text', { ...R1, port: '830' }, 'Device 1: "port": must be a number from 1 to 65535.'],
    [
      'a port with a fraction',
      { ...R1, port: 830.5 },
      'Device 1: "port": A port is a number from 1 to 65535; NETCONF has 830.',
    ],
    [
      'an unknown method',
      { ...R1, name: 'r1', auth: 'none' },
      'Device 1 (r1): "auth": must be password or key or agent.',
    ],
    [
      'a key without file',
      { ...R1, auth: 'key', keyFile: ' ' },
      'Device 1: "auth" is key, so "keyFile" is needed.',
    ],
    ['a switch as text', { ...R1, production: 'yes' }, 'Device 1: "production": must be true or false.'],
    [
      'a secret',
      { ...R1, password: 'x1y2' },
      'Device 1: "password" does not belong in settings; remove it, you are asked for it.',
    ],
  ]
  for (const [name, entry, message] of bad) {
    it(`skips ${name} with a reason and keeps the next`, () => {
      const { devices, problems } = readDeviceEntries([entry, { ...R1, name: 'next' }])
      assert.deepEqual(problems, [{ index: 0, message }])
      assert.deepEqual(
        devices.map(({ index, entry: { name } }) => [index, name]),
        [[1, 'next']],
      )
    })
  }

  it('skips the second of two with one id', () => {
    const { devices, problems } = readDeviceEntries([R1, { ...R1, port: 22 }])
    assert.equal(devices.length, 1)
    assert.deepEqual(problems, [{ index: 1, message: 'Device 2: another device has the id 10.0.0.1.' }])
  })

  it('takes nothing for nothing, and anything else for a problem', () => {
    assert.deepEqual(readDeviceEntries(undefined), { devices: [], problems: [] })
    assert.equal(readDeviceEntries({}).problems.length, 1)
  })
})
