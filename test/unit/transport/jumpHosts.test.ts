// The way to a device: chains of jump hosts, with what the config says of each.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { routeTo, type RouteOptions } from '../../../src/transport/jumpHosts.ts'
import { parseSshConfig } from '../../../src/transport/sshConfig.ts'
import type { LocalPlace } from '../../../src/transport/sshTokens.ts'

const place: LocalPlace = { home: '/home/me', user: 'me', uid: 1000, hostName: 'desk', environment: {} }

interface Case {
  readonly name: string
  readonly config: string
  readonly ask?: string
  readonly options?: RouteOptions
  /** From ours to the device. */
  readonly way: string
  readonly proxyCommand?: string
}

const CASES: readonly Case[] = [
  { name: 'nothing said', config: '', way: 'me@core:22' },
  {
    name: 'one',
    config: 'Host gate\n ProxyJump none\nHost *\n ProxyJump gate',
    way: 'me@gate:22 me@core:22',
  },
  {
    name: 'two, with users and ports',
    config: 'Host core\n ProxyJump a@gate:2022,ssh://b@inner:2023',
    way: 'a@gate:2022 b@inner:2023 me@core:22',
  },
  {
    name: 'each with what the config says of it; what stands beside it counts first',
    config:
      'Host core\n ProxyJump gate,x@inner\n User admin\nHost gate\n HostName gate.example.net\n Port 2200\n User g\nHost inner\n User i\n Port 2300',
    way: 'g@gate.example.net:2200 x@inner:2300 admin@core:22',
  },
  {
    name: 'the way to the first jump host is its own, that of the others is not',
    config:
      'Host core\n ProxyJump b,c\nHost b\n ProxyJump a\nHost c\n ProxyJump d\nHost a\n ProxyCommand nc %h %p',
    way: 'me@a:22 me@b:22 me@c:22 me@core:22',
    proxyCommand: 'nc %h %p',
  },
  {
    name: 'a command',
    config: 'Host core\n ProxyCommand nc %h %p',
    way: 'me@core:22',
    proxyCommand: 'nc %h %p',
  },
  {
    name: 'jump hosts of the device itself replace those of the config',
    config: 'Host core\n ProxyJump gate',
    options: { jump: 'u@other:1' },
    way: 'u@other:1 me@core:22',
  },
  { name: 'none at all', config: 'Host core\n ProxyJump gate', options: { jump: 'none' }, way: 'me@core:22' },
  {
    name: 'a way without jump hosts leaves out the command too',
    config: 'Host core\n ProxyCommand nc',
    options: { jump: 'none' },
    way: 'me@core:22',
  },
  {
    name: 'port and user of the device are its own',
    config: 'Host core\n Port 22\n User x\n ProxyJump gate',
    options: { user: 'admin', port: 830 },
    way: 'me@gate:22 admin@core:830',
  },
  {
    name: 'IPv6',
    config: 'Host core\n ProxyJump u@[2001:db8::1]:2022',
    way: 'u@[2001:db8::1]:2022 me@core:22',
  },
  {
    name: 'tokens',
    config: 'Host core\n HostName core.lab\n ProxyJump gate-%h',
    way: 'me@gate-core.lab:22 me@core.lab:22',
  },
]

describe('the way', () => {
  for (const { name, config, ask = 'core', options, way, proxyCommand } of CASES) {
    test(name, () => {
      const { value, problem } = routeTo(parseSshConfig(config).value, ask, { place, ...options })
      assert.equal(problem, undefined)
      const said = [...value.hops, value.target].map(({ user, hostName, port }) =>
        hostName.includes(':') ? `${user}@[${hostName}]:${port}` : `${user}@${hostName}:${port}`,
      )
      assert.equal(said.join(' '), way)
      assert.equal(value.proxyCommand, proxyCommand)
    })
  }
})

describe('what cannot be gone', () => {
  for (const [name, config, problem] of [
    [
      'a host by way of itself',
      'Host core\n ProxyJump core',
      /me@core port 22 is to be reached by way of itself/,
    ],
    [
      'two by way of each other',
      'Host core\n ProxyJump gate\nHost gate\n ProxyJump core',
      /by way of itself/,
    ],
    ['no name', 'Host core\n ProxyJump gate,', /"gate," of core cannot be used: Enter a host name/],
    ['a bad port', 'Host core\n ProxyJump gate:x', /A port is a number/],
    ['an option for a name', 'Host core\n ProxyJump -oProxyCommand=x', /cannot be used/],
  ] as const) {
    test(name, () => {
      assert.match(routeTo(parseSshConfig(config).value, 'core', { place }).problem ?? '', problem)
    })
  }
})
