// Cisco: IOS-XE, IOS-XR, NX-OS, CSR 1000v, and the agent of old IOS.

import { PLAIN_DIALECT } from '../netconf/dialect.ts'
import { element, leaf } from '../xml/build.ts'
import { DEFAULT_NS_DIALECT, PREFIXED_DIALECT, USUAL_CAPABILITIES } from './dialects.ts'
import { barePayload, qualifyConfig } from './prepare.ts'
import { family, type Note } from './profile.ts'
import { vendorOperation } from './vendorOperation.ts'

const BARE_PAYLOAD = 'Configuration and filters without a namespace are sent in none.'

const OLD_AGENT: Note = {
  text: 'Port 22 is the agent of old IOS, which has no YANG. Configure netconf-yang on the device and connect to port 830.',
  port: 22,
}

const saveConfig = vendorOperation(
  {
    name: 'save-config',
    title: 'Save running to startup',
    effect: 'change',
    parameters: [],
  },
  () => ({ xml: element('save-config', { xmlns: 'http://cisco.com/yang/cisco-ia' }) }),
)

export const iosxe = family({
  name: 'iosxe',
  title: 'Cisco IOS-XE',
  vendor: 'Cisco',
  dialect: { ...PREFIXED_DIALECT, prepare: (operation) => barePayload(qualifyConfig(operation)) },
  transforms: [BARE_PAYLOAD, 'A <config> of edit-config in no namespace is moved to that of NETCONF.'],
  operations: [saveConfig],
  signs: [
    {
      where: 'capability',
      pattern: /^http:\/\/cisco\.com\/ns\/yang\/(?:Cisco-IOS-XE-|ned\/ios\b|cisco-xe-)/,
      score: 90,
      means: 'a YANG module of IOS-XE',
    },
    {
      where: 'capability',
      pattern: /^http:\/\/cisco\.com\/yang\/cisco-ia\b/,
      score: 80,
      means: 'the configuration agent of IOS-XE',
    },
  ],
  notes: [
    OLD_AGENT,
    { text: 'Release 17.15.1 leaves the message-id out of replies, so requests are best sent one by one.' },
  ],
})

export const csr = family({
  name: 'csr',
  title: 'Cisco CSR 1000v',
  vendor: 'Cisco',
  dialect: PREFIXED_DIALECT,
  transforms: [BARE_PAYLOAD],
  notes: [OLD_AGENT, { text: 'An old name: the profile iosxe does the same and more.' }],
})

export const iosxr = family({
  name: 'iosxr',
  title: 'Cisco IOS-XR',
  vendor: 'Cisco',
  dialect: { ...PREFIXED_DIALECT, acceptsUnqualifiedReply: true },
  transforms: [BARE_PAYLOAD],
  signs: [
    {
      where: 'capability',
      pattern: /^http:\/\/cisco\.com\/ns\/yang\/Cisco-IOS-XR-/,
      score: 90,
      means: 'a YANG module of IOS-XR',
    },
    { where: 'ssh', pattern: /^SSH-2\.0-Cisco-2\./, score: 20, means: 'the SSH server of IOS-XR' },
  ],
  notes: [
    { text: 'Dead sessions may hold their locks for weeks: look for them among the sessions and kill them.' },
  ],
})

const execCommand = vendorOperation(
  {
    name: 'exec-command',
    title: 'Run CLI commands',
    effect: 'change',
    parameters: [
      {
        name: 'commands',
        type: 'lines',
        required: true,
        description: 'Commands of the NX-OS command line, each on a line.',
      },
    ],
  },
  (given) => ({
    xml: element(
      'nxos:exec-command',
      {},
      ...given.lines('commands').map((command) => leaf('nxos:cmd', command)),
    ),
    detail: given.required('commands'),
  }),
)

export const nexus = family({
  name: 'nexus',
  title: 'Cisco NX-OS',
  vendor: 'Cisco',
  dialect: {
    ...DEFAULT_NS_DIALECT,
    // The agent wants the namespace itself for a capability.
    capabilities: ['urn:ietf:params:xml:ns:netconf:base:1.0', ...USUAL_CAPABILITIES.slice(1)],
    namespaces: {
      nxos: 'http://www.cisco.com/nxos:1.0',
      if: 'http://www.cisco.com/nxos:1.0:if_manager',
      nfcli: 'http://www.cisco.com/nxos:1.0:nfcli',
      vlan_mgr_cli: 'http://www.cisco.com/nxos:1.0:vlan_mgr_cli',
    },
    // Sent although the VLAN was made: the switch chose another name for it.
    exemptErrors: ['*VLAN with the same name exists*'],
  },
  subsystems: ['netconf', 'xmlagent'],
  limits: { schemaDownload: 'optional' },
  operations: [execCommand],
  signs: [
    {
      where: 'capability',
      pattern: /^http:\/\/cisco\.com\/ns\/yang\/cisco-nx-os-device\b/i,
      score: 90,
      means: 'the YANG module of NX-OS',
    },
    {
      where: 'hello',
      pattern: /http:\/\/www\.cisco\.com\/nxos:1\.0/,
      score: 80,
      means: 'a namespace of NX-OS',
    },
  ],
  notes: [{ text: 'Some releases cannot send their YANG modules.' }],
})

export const ios = family({
  name: 'ios',
  title: 'Cisco IOS (agent without YANG)',
  vendor: 'Cisco',
  dialect: PLAIN_DIALECT,
  limits: { schemaDownload: 'optional', actions: false },
  signs: [
    {
      where: 'capability',
      pattern: /^urn:cisco:params:netconf:capability:/,
      score: 80,
      means: 'the NETCONF agent of old IOS',
    },
    { where: 'ssh', pattern: /^SSH-2\.0-Cisco-1\./, score: 20, means: 'the SSH server of IOS' },
  ],
  notes: [
    {
      text: 'This agent knows configuration as CLI text only. On IOS-XE, configure netconf-yang and connect to port 830.',
    },
  ],
})
