// Secrets go from XML that is kept, whatever the device calls them and however broken the text; nothing else does.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { REDACTED, redactSecrets } from '../../../src/xml/redact.ts'

const SECRET = 'hunter2'

type Sample = readonly [name: string, xml: string]

function eachLosesItsSecret(samples: readonly Sample[]): void {
  for (const [name, xml] of samples) {
    it(name, () => {
      const kept = redactSecrets(xml)
      assert.ok(!kept.includes(SECRET), kept)
      assert.ok(kept.includes(REDACTED), kept)
    })
  }
}

describe('a secret goes', () => {
  eachLosesItsSecret([
    ['password', `<password>${SECRET}</password>`],
    ['capitals', `<Password>${SECRET}</Password>`],
    ['prefix', `<sys:password>${SECRET}</sys:password>`],
    ['attributes', `<password nc:operation="replace"\n a='b>'>${SECRET}</password>`],
    ['words around', `<my-auth-password-v2>${SECRET}</my-auth-password-v2>`],
    ['white space and lines', `<secret>\n  ${SECRET}\n  more\n</secret>`],
    ['CDATA', `<secret>a<![CDATA[${SECRET}<]]>${SECRET}<![CDATA[]]></secret>`],
    ['CDATA with a bracket', `<secret><![CDATA[]${SECRET}]]]></secret>`],
    ['CDATA with the end tag', `<secret><![CDATA[</secret>${SECRET}]]></secret>`],
    ['a comment beside it', `<secret><!-- a - b -->${SECRET}<!-- ${SECRET} --></secret>`],
    ['a comment with the end tag', `<secret><!-- </secret> -->${SECRET}</secret>`],
    ['entities', `<secret>&lt;${SECRET}&amp;</secret>`],
    ['white space in the end tag', `<secret>${SECRET}</secret >`],
    ['an element beside it', `<a/><secret>${SECRET}</secret><b>x</b>`],
    ['several', `<a><secret>${SECRET}</secret><secret>${SECRET}</secret></a>`],
    ['elements inside', `<password>a<b/>${SECRET}</password>`],
    ['the same element inside', `<secret><secret>a</secret><secret/>${SECRET}</secret>`],
    ['inside a comment', `<!-- <password>${SECRET}</password> -->`],
    ['inside CDATA', `<data><![CDATA[<password>${SECRET}</password>]]></data>`],
  ])
})

describe('as devices write them', () => {
  eachLosesItsSecret([
    ['an authentication key called after its algorithm', `<auth><md5>${SECRET}</md5></auth>`],
    ['the same with a newer algorithm', `<auth><sha>${SECRET}</sha></auth>`],
    ['ietf-snmp', `<auth><md5><key>${SECRET}</key></md5></auth>`],
    ['Junos IKE', `<pre-shared-key><ascii-text>${SECRET}</ascii-text></pre-shared-key>`],
    ['Junos SNMP', `<community><name>${SECRET}</name></community>`],
    ['Junos key attribute', `<secret junos:format="x">${SECRET}</secret>`],
    ['IOS XE SNMP', `<community-config><name>${SECRET}</name></community-config>`],
    ['TACACS+', `<tacacs><server><name>a</name><key>${SECRET}</key></server></tacacs>`],
    ['ietf-key-chain', `<key-string><hexadecimal-string>${SECRET}</hexadecimal-string></key-string>`],
    ['MACsec', `<cak>${SECRET}</cak>`],
    ['a hash by its form', `<md5>$9$${SECRET}xyz</md5>`],
    ['a URL', `<url>sftp://admin:${SECRET}@192.0.2.1/cfg.xml</url>`],
    [
      'a private key',
      `<data>-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n-----END RSA PRIVATE KEY-----</data>`,
    ],
  ])

  const names = [
    'passwd', 'passphrase', 'passcode', 'secret', 'shared-secret', 'private-key', 'cleartext-private-key', 'key',
    'cleartext-key', 'pre-shared-key', 'authentication-key', 'auth-key', 'key-string', 'key-data', 'community', 'cak',
    'community-name', 'access-token', 'psk', 'encrypted-password', 'simple-password', 'password-hash', 'md5-key',
    'hmac-key', 'authKey', 'auth_key', 'communityName', 'master-key', 'ntp-key-value', 'ro-community', 'credentials',
  ] // prettier-ignore
  for (const name of names) {
    it(`<${name}>`, () =>
      assert.equal(redactSecrets(`<${name}>${SECRET}</${name}>`), `<${name}>${REDACTED}</${name}>`))
  }
})

describe('in attributes', () => {
  eachLosesItsSecret([
    ['double quotes', `<user name="a" password="${SECRET}"/>`],
    ['single quotes', `<user password = '${SECRET}'>x</user>`],
    ['prefix', `<user x:auth-key="${SECRET}"/>`],
    ['no quotes', `<user password=${SECRET}>x</user>`],
    ['with the sign >', `<user password="a>${SECRET}"/>`],
    ['with the sign <', `<user password="a<${SECRET}"/>`],
    ['cut off', `<user password="${SECRET}`],
  ])

  it('leaves the rest of the tag as it is', () =>
    assert.equal(
      redactSecrets(`<user  name='a'\n password="${SECRET}" id="1" />`),
      `<user  name='a'\n password="${REDACTED}" id="1" />`,
    ))
})

describe('in text that is no whole XML', () => {
  eachLosesItsSecret([
    ['cut in the end tag', `<secret>${SECRET}</`],
    ['cut in the secret', `<a><secret>${SECRET}`],
    ['cut in CDATA', `<secret><![CDATA[${SECRET}`],
    ['cut in a comment', `<secret>x<!-- ${SECRET}`],
    ['another end tag', `<secret>a</other>${SECRET}`],
    ['end tags that cross', `<a><secret>x</a>${SECRET}</secret>`],
    ['a start tag without end', `<secret ${SECRET}</secret><secret>a</secret>`],
    ['an open quote before it', `<a b="x><secret>${SECRET}</secret>`],
    ['a lone < before it', `a < b <secret>${SECRET}</secret>`],
  ])
})

describe('in command lines', () => {
  const lines: readonly Sample[] = [
    ['password', `username a password 7 ${SECRET}`],
    ['secret', `enable secret ${SECRET}`],
    ['key', `tacacs-server key ${SECRET}`],
    ['a word with it', `set system root-authentication encrypted-password "${SECRET}"`],
    ['community', `snmp-server community ${SECRET} RO`],
    ['trap host', `snmp-server host 192.0.2.1 version 2c ${SECRET}`],
    ['SNMPv3', `snmp-server user a b v3 auth sha ${SECRET}`],
    ['Huawei', `ospf authentication-mode md5 1 cipher ${SECRET}`],
    ['a line of several', `hostname a\npassword ${SECRET}\nend`],
    ['CDATA', `<![CDATA[password ${SECRET}]]>`],
    ['CDATA between word and secret', `password <![CDATA[${SECRET}]]>`],
    ['an element in the line', `password <b/>a${SECRET}`],
    ['the sign < in the line', `<![CDATA[banner a < b password ${SECRET}]]>`],
    ['what looks like a tag', `<![CDATA[x <y password ${SECRET}]]>`],
    ['cut off', `password ${SECRET}`],
  ]
  eachLosesItsSecret(
    lines.map(([name, line]) => [name, `<command>${line}${name === 'cut off' ? '' : '</command>'}`]),
  )

  const names = [
    'command', 'nxos:cmd', 'configuration-text', 'configuration-set', 'cli-show', 'config-format-cli-block',
    'config-format-text-cmd', 'cli-config-data-block', 'Execution', 'output',
  ] // prettier-ignore
  for (const name of names) {
    it(`of <${name}>`, () =>
      assert.equal(
        redactSecrets(`<${name}>a\n  password ${SECRET}\nb</${name}>`),
        `<${name}>a\n  password ${REDACTED}\nb</${name}>`,
      ))
  }

  it('ends with its element', () =>
    assert.equal(
      redactSecrets(
        `<cli-config-data><cmd>show key</cmd><cmd>password x</cmd><cmd>end</cmd></cli-config-data>`,
      ),
      `<cli-config-data><cmd>show key</cmd><cmd>password ${REDACTED}</cmd><cmd>end</cmd></cli-config-data>`,
    ))
})

describe('what is no secret stays', () => {
  const cases: readonly Sample[] = [
    ['a reply', `<?xml version="1.0"?>\n<rpc-reply xmlns="urn:x" message-id='1'><data>\n <a b="c>d"/> x &amp; y </data></rpc-reply>`],
    ['an empty secret', '<password/><a>x</a>'],
    ['an empty one in two tags', '<password></password>'],
    ['an empty one with attributes', '<password a="b"/>text</a>'],
    ['the word in a value', '<description>the password is in the safe</description>'],
    ['the word in an attribute', '<a b="password">x</a>'],
    ['a namespace by that name', '<a xmlns:secret="urn:secret">x</a>'],
    ['where an entry goes', `<user yang:insert="after" yang:key="[name='fred']"/>`],
    ['BGP communities', '<community-set><name>a</name></community-set><send-community>both</send-community>'],
    ['a public key', '<public-key>AAAA</public-key>'],
    ['words that only begin alike', '<key-id>1</key-id><key-chain-name>a</key-chain-name><keepalive>1</keepalive>'],
    ['a comment', '<!-- a <b> c --><d>e</d>'],
    ['CDATA', '<a><![CDATA[if (a < b && c > d) x = "1"]]></a>'],
    ['commands', '<command>show interfaces | match "a &lt; b"</command>'],
    ['a URL', '<url>sftp://admin@192.0.2.1:2022/cfg.xml</url>'],
    ['a text without markup', 'password: x'],
    ['a broken text', '<a b="c <d>< e></f <!-- <![CDATA['],
    ['nothing', ''],
  ] // prettier-ignore
  for (const [name, xml] of cases) it(name, () => assert.equal(redactSecrets(xml), xml))

  it('a word in a comment hides no more than the comment', () =>
    assert.equal(
      redactSecrets('<!-- use <password> here --><a>b</a>'),
      `<!-- use <password>${REDACTED}--><a>b</a>`,
    ))
})

/** A reader that looks twice at anything would need hours for each of these. */
describe('millions of hostile characters are read once', () => {
  const filled = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length))
  const pieces = [
    'a', '<', '<a', '<a ', '<a b="', "<a key='", '<!--', '<![CDATA[', ']]>', '<password', '<!--<password>',
    '<!--<password><![CDATA[-->', '<![CDATA[<password><!--]]>', '<password></passwor>', '</password>', '://', '$5$',
    '-----BEGIN A', '<cmd>', '<cmd>key', 'key key\n',
  ] // prettier-ignore
  for (const piece of pieces) {
    it(`${piece} again and again, in a command too`, () => {
      const xml = filled(piece, 500_000)
      assert.ok(redactSecrets(xml).length > 0)
      assert.ok(redactSecrets(`<cmd>${xml}`).length > 0)
    })
  }

  const wholes: readonly Sample[] = [
    ['a long name', `<${filled('password', 5_000_000)}>${SECRET}`],
    ['a long attribute', `<a ${filled('b', 5_000_000)}>`],
    ['many attributes', `<a ${filled('b="c" ', 5_000_000)}`],
    ['a long secret', `<password>${filled(`<b>${SECRET}</b>`, 5_000_000)}`],
    ['a long configuration', `<cmd>${filled(`password ${SECRET}\n`, 5_000_000)}`],
  ]
  for (const [name, xml] of wholes) it(name, () => assert.ok(!redactSecrets(xml).includes(SECRET)))
})
