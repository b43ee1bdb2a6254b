// ~/.ssh/config: compared with what OpenSSH itself makes of the same files (`ssh -G`).

import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { parseSshConfig, type SshConfigProblem } from '../../../src/transport/sshConfig.ts'
import { readSshConfig } from '../../../src/transport/sshConfigFiles.ts'
import { hosts, optionsFor } from '../../../src/transport/sshConfigMatch.ts'
import { resolveHost } from '../../../src/transport/sshHost.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'netconf-explorer-ssh-config-'))
after(() => rmSync(scratch, { recursive: true, force: true }))

const ME = userInfo().username

interface Case {
  readonly name: string
  readonly config: string
  /** Names to ask for; `user@` counts as a user named beside the host. */
  readonly ask: readonly string[]
  /** Other files, by their path below the folder of the config. */
  readonly files?: Readonly<Record<string, string>>
}

const CASES: readonly Case[] = [
  {
    name: 'the first value counts',
    config: 'Host a\n Port 830\n User one\nHost *\n Port 22\n User two\n Port 2022',
    ask: ['a', 'b'],
  },
  {
    name: 'patterns and their negation',
    config:
      'Host *.lab !core.lab 10.?.0.1\n Port 1\nHost !x\n Port 2\nHost core.* !core.?ab y\n Port 3\nHost *\n Port 4',
    ask: ['a.lab', 'core.lab', '10.1.0.1', '10.11.0.1', 'x', 'core.net', 'y', 'lab'],
  },
  { name: 'names are told apart by case', config: 'Host Core\n Port 1', ask: ['Core', 'core', 'CORE'] },
  {
    name: 'keywords are not, with = or blanks or quotes around',
    config:
      'hOsT=a\n  PORT = 5\n\tuser\tme\nHost "b" c\n"Port" 6\nUser="x y"\nHost d\nPort\t=\t7\nHostName =h\r',
    ask: ['a', 'b', 'c', 'd'],
  },
  {
    name: 'comments and quoting',
    config:
      '# User nobody\n   # x\nHost a # b\n User me # not that\n IdentityFile "/k/with blank" # c\n' +
      ' IdentityFile /k/wi\\ th\n IdentityFile \'/k/single "x"\'\n IdentityFile /k/has#mark\n IdentityFile "/k/q\\"q"',
    ask: ['a', 'b', '#'],
  },
  {
    name: 'HostName tokens',
    config: 'Host a b\n HostName %h.example.%%.NET\nHost C\n Port 1',
    ask: ['a', 'B', 'C'],
  },
  {
    name: 'IdentityFile and CertificateFile accumulate, each once',
    config:
      'IdentityFile /k/0\nHost a\n IdentityFile /k/1\n CertificateFile /c/1\nHost *\n IdentityFile /k/2\n IdentityFile /k/1\n CertificateFile /c/2',
    ask: ['a', 'b'],
  },
  { name: 'IdentityFile none', config: 'Host a\n IdentityFile none\n IdentitiesOnly yes', ask: ['a', 'b'] },
  {
    name: 'Match host sees the name so far, originalhost the name given',
    config:
      'Host a\n HostName real.lab\nMatch host real.lab\n Port 1\nMatch originalhost a\n User u\nMatch host REAL.lab originalhost b\n Port 9',
    ask: ['a', 'real.lab', 'b'],
  },
  {
    name: 'Match user, localuser, several criteria, negation, lists',
    config: `Match user root,admin host "*.lab,!x.lab"\n Port 1\nMatch !user admin localuser ${ME}\n Port 2\nMatch localuser nobody\n Port 3\nMatch all\n Port 4`,
    ask: ['a.lab', 'admin@a.lab', 'admin@x.lab', 'eve@a.lab', 'admin@q'],
  },
  {
    name: 'User of the config counts for Match user, the one beside the host first',
    config: 'Host a\n User admin\nMatch user admin\n Port 7',
    ask: ['a', 'eve@a', 'admin@b', 'b'],
  },
  {
    name: 'Match final reads all again under the real name',
    config:
      'Host a\n HostName real.lab\nMatch final host *.lab\n Port 5\nHost real.lab\n User late\nMatch !final\n ConnectTimeout 3\nMatch canonical\n ServerAliveInterval 9',
    ask: ['a', 'real.lab', 'b'],
  },
  {
    name: 'Match canonical alone asks for no second reading',
    config: 'Match canonical\n Port 5\nMatch !canonical\n Port 6',
    ask: ['a'],
  },
  {
    name: 'Match final all, with no name',
    config: 'Match final all\n User late\nHost a\n User early',
    ask: ['a', 'b'],
  },
  {
    name: 'Include in and out of blocks, with a glob',
    config: 'Include DIR/conf.d/*.conf\nHost a\n Include DIR/inner DIR/none\n Port 1\nHost b\n User after',
    files: {
      'conf.d/1.conf': 'Host a\n User one\n',
      'conf.d/2.conf': 'User two\nHost b\n Port 22022',
      'conf.d/3.txt': 'User three',
      inner: 'Port 99\nHost b\n ConnectTimeout 5\nHost *\n BindAddress 127.0.0.1\n',
    },
    ask: ['a', 'b', 'c'],
  },
  {
    name: 'Include in an included file',
    config: 'Include DIR/one\nUser last',
    files: { one: 'Host a\n Include DIR/two\n User one', two: 'Port 2\nMatch host a\n ConnectTimeout 1m30s' },
    ask: ['a', 'b'],
  },
  {
    name: 'ProxyJump and ProxyCommand: the first counts',
    config:
      'Host a\n ProxyJump j1,u@j2:830\n ProxyCommand nc %h %p\nHost b\n ProxyCommand  exec nc "%h" %p # all\n ProxyJump j1\n' +
      'Host c\n ProxyJump none\n ProxyCommand nc\nHost d\n ProxyCommand none\n ProxyJump j\nHost e\n ProxyJump none\nHost e\n ProxyJump j9',
    ask: ['a', 'b', 'c', 'd', 'e'],
  },
  {
    name: 'known hosts and strictness',
    config:
      'Host a\n UserKnownHostsFile /k/1 "/k/2 x"\n StrictHostKeyChecking accept-new\n GlobalKnownHostsFile none\n HostKeyAlias other\nHost b\n StrictHostKeyChecking yes\n UserKnownHostsFile none\nHost c\n StrictHostKeyChecking OFF',
    ask: ['a', 'b', 'd'],
  },
  {
    name: 'times and the rest',
    config:
      'Host a\n ConnectTimeout 1h\n ServerAliveInterval 2m\n ServerAliveCountMax 7\n AddressFamily inet6\n BindAddress ::1\n IdentityAgent /a/b\nHost b\n ConnectTimeout none\n AddressFamily INET\n IdentityAgent none',
    ask: ['a', 'b', 'c'],
  },
]

/** What both sides say, in OpenSSH's words. */
const COMPARED = [
  ...['hostname', 'port', 'user', 'identityfile', 'certificatefile', 'identitiesonly', 'proxyjump'],
  ...['proxycommand', 'userknownhostsfile', 'globalknownhostsfile', 'stricthostkeychecking', 'hostkeyalias'],
  ...['serveraliveinterval', 'serveralivecountmax', 'connecttimeout', 'addressfamily', 'bindaddress'],
]

function opensshSays(file: string, name: string): Record<string, string[]> {
  const said: Record<string, string[]> = {}
  // stderr complains of ProxyUseFdpass and the like; a real error has a status of its own and throws.
  const output = execFileSync('ssh', ['-G', '-F', file, name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const line of output.split('\n')) {
    const [keyword = '', ...rest] = line.split(' ')
    if (COMPARED.includes(keyword)) (said[keyword] ??= []).push(rest.join(' '))
  }
  return said
}

function weSay(file: string, name: string): Record<string, readonly string[]> {
  const { value, problems } = readSshConfig({ userFile: file, systemFile: undefined })
  assert.deepEqual(problems, [])
  const [alias = '', user] = name.split('@').reverse()
  const host = resolveHost(value, alias, user === undefined ? {} : { user })
  const said = {
    hostname: [host.hostName],
    port: [String(host.port)],
    user: [host.user],
    identityfile: host.identityFiles,
    certificatefile: host.certificateFiles,
    identitiesonly: [host.identitiesOnly ? 'yes' : 'no'],
    proxyjump: host.proxyJump === undefined ? [] : [host.proxyJump],
    proxycommand: host.proxyCommand === undefined ? [] : [host.proxyCommand],
    userknownhostsfile: [host.userKnownHostsFiles.join(' ')],
    globalknownhostsfile: [host.globalKnownHostsFiles.join(' ')],
    stricthostkeychecking: [host.strictHostKeyChecking],
    hostkeyalias: host.hostKeyAlias === undefined ? [] : [host.hostKeyAlias],
    serveraliveinterval: [String(host.serverAliveInterval ?? 0)],
    serveralivecountmax: [String(host.serverAliveCountMax)],
    connecttimeout: [String(host.connectTimeout ?? 'none')],
    addressfamily: [host.addressFamily],
    bindaddress: host.bindAddress === undefined ? [] : [host.bindAddress],
  }
  return Object.fromEntries(Object.entries(said).filter(([, values]) => values.length > 0))
}

/** OpenSSH's answer in our terms: names of modes, only the default keys that ssh2 can use, `~` and `none` filled in. */
function inOurTerms(said: Record<string, string[]>): Record<string, string[]> {
  const modes: Record<string, string> = { true: 'strict', false: 'accept-new' }
  const mode = said['stricthostkeychecking']?.[0] ?? ''
  const files = (said['identityfile'] ?? [])
    .filter((file) => !/^none$|^~\/\.ssh\/id_(xmss|\w+_sk)$/.test(file))
    .map((file) => file.replace(/^~/, homedir()))
  const withoutNone = (keyword: string): string[] =>
    (said[keyword] ?? []).map((text) => (text === 'none' ? '' : text))
  return {
    ...Object.fromEntries(Object.entries(said).filter(([keyword]) => keyword !== 'identityfile')),
    ...(files.length === 0 ? {} : { identityfile: files }),
    stricthostkeychecking: [modes[mode] ?? mode],
    identitiesonly: said['identitiesonly'] ?? ['no'],
    userknownhostsfile: withoutNone('userknownhostsfile'),
    globalknownhostsfile: withoutNone('globalknownhostsfile'),
  }
}

describe('as OpenSSH reads it', () => {
  for (const [index, { name, config, files = {}, ask }] of CASES.entries()) {
    test(name, () => {
      const directory = path.join(scratch, String(index))
      const write = (relative: string, text: string): string => {
        const file = path.join(directory, relative)
        mkdirSync(path.dirname(file), { recursive: true })
        writeFileSync(file, text.replaceAll('DIR', directory))
        return file
      }
      for (const [relative, text] of Object.entries(files)) write(relative, text)
      const file = write('config', config)
      for (const asked of ask) {
        assert.deepEqual(weSay(file, asked), inOurTerms(opensshSays(file, asked)), asked)
      }
    })
  }

  test('names of key files, with every token', () => {
    const file = path.join(scratch, 'tokens')
    const tokens = '%%-%h-%n-%p-%r-%u-%i-%k-%L-%l-%d-%C-${HOME}-%h'
    writeFileSync(
      file,
      `Host a\n HostName b.c\n User u\n Port 9\n ProxyCommand false\n IdentityFile ~/x${tokens}\n IdentityFile %d/y\n CertificateFile ~/z-%r\n HostKeyAlias other`,
    )
    const { value } = parseSshConfig(readFileSync(file, 'utf8'))
    const said = sshFails(['-v', '-F', file, 'a'])
    const expected = [...said.matchAll(/identity file (\S+) type/g)].map(([, name]) => name)
    assert.deepEqual(
      resolveHost(value, 'a').identityFiles,
      expected.filter((name) => name?.endsWith('-cert') !== true && name !== `${homedir()}/z-u`),
    )
    assert.deepEqual(resolveHost(value, 'a').certificateFiles, [`${homedir()}/z-u`])
  })
})

function sshFails(args: readonly string[]): string {
  const { stderr } = spawnSync('ssh', args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] })
  return stderr
}

describe('what OpenSSH would refuse is a problem, and the rest counts', () => {
  const rows: readonly (readonly [
    name: string,
    config: string,
    problems: readonly string[],
    port: number,
  ])[] = [
    ['Match exec', 'Match exec "true"\n Port 1\nHost *\n Port 2', ['Match exec: no command is run'], 2],
    ['!exec neither', 'Match !exec "false"\n Port 1\nHost *\n Port 2', ['Match exec: no command is run'], 2],
    ['unknown criterion', 'Match moon full\n Port 1\nMatch all\n Port 2', ['Match moon: not known'], 2],
    [
      'a criterion without patterns',
      'Match host\n Port 1\nMatch all\n Port 2',
      ['Match host: the patterns'],
      2,
    ],
    ['an open quote', 'Port 2\nUser "me\nHost a', ['user: a quote is not closed.'], 2],
    ['an open quote after Host', 'Host "a\n Port 1\nHost *\n Port 2', ['host: a quote is not closed.'], 2],
    ['no value', 'User\nPort 2', ['user: the value is missing'], 2],
    ['a bad port', 'Port 99999\nPort 2', ['port: must be a port number.'], 2],
    ['a bad time', 'ConnectTimeout soon\nPort 2', ['connecttimeout: must be a time'], 2],
    [
      'a long bad time',
      `ConnectTimeout ${'1'.repeat(5_000)}x\nPort 2`,
      ['connecttimeout: must be a time'],
      2,
    ],
    ['a word too many', 'Port 2 3', ['port: only one value'], 2],
    ['unknown keywords are none', 'IgnoreUnknown UseKeychain\nUseKeychain yes\nPort 2', [], 2],
  ]
  for (const [name, config, problems, port] of rows) {
    test(name, () => {
      const read = parseSshConfig(config, { file: 'f' })
      assert.deepEqual(
        read.problems.map(({ message }, index) => message.slice(0, problems[index]?.length)),
        problems,
      )
      assert.equal(resolveHost(read.value, 'a').port, port)
    })
  }

  test('it says where', () => {
    const { problems } = parseSshConfig('Host a\n\n Port x', { file: 'f' })
    const expected: SshConfigProblem = { file: 'f', line: 3, message: 'port: must be a port number.' }
    assert.deepEqual(problems, [expected])
  })
})

describe('Include', () => {
  const readInclude = (pattern: string): { file: string; text: string }[] => [
    { file: pattern, text: `Include ${pattern === 'loop' ? 'loop' : `${pattern}x`}\nPort 2` },
  ]

  test('a file that includes itself', () => {
    const { value, problems } = parseSshConfig('Include loop', { file: 'f', readInclude })
    assert.deepEqual(
      problems.map(({ file, message }) => [file, message]),
      [['loop', 'Include: loop includes itself.']],
    )
    assert.equal(resolveHost(value, 'a').port, 2)
  })

  test('no more than 16 files within one another', () => {
    const { problems } = parseSshConfig('Include y', { file: 'f', readInclude })
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['Include: more than 16 files within one another.'],
    )
  })
})

test('hosts: the names without wildcards', () => {
  const config = 'Host a b *.lab\nHost !c d e?\nHost a "f g" !a\nMatch host m\nInclude x'
  const readInclude = (): { file: string; text: string }[] => [{ file: 'x', text: 'Host h\nHost a' }]
  assert.deepEqual(hosts(parseSshConfig(config, { readInclude }).value), ['a', 'b', 'd', 'f g', 'h'])
})

test('a value that nobody knows stays out of the way of one that counts', () => {
  const { value } = parseSshConfig('Port 0\nPort 830')
  assert.deepEqual(optionsFor(value, { alias: 'a', localUser: 'me' }).get('port'), ['830'])
})
