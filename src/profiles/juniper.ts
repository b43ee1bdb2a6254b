// Juniper Junos: its own operations besides those of NETCONF, and replies that need mending.

import { PREFIXED_DIALECT } from './dialects.ts'
import { JUNOS_OPERATIONS } from './junosOperations.ts'
import { mendJunos } from './mend.ts'
import { family } from './profile.ts'

export const junos = family({
  name: 'junos',
  title: 'Juniper Junos',
  vendor: 'Juniper',
  dialect: { ...PREFIXED_DIALECT, acceptsUnqualifiedReply: true, repair: mendJunos },
  transforms: [
    'Configuration and filters without a namespace are sent in none.',
    'A reply that is not well-formed is mended where Junos left out the end of <routing-engine>.',
  ],
  execFallback: 'xml-mode netconf need-trailer',
  operations: JUNOS_OPERATIONS,
  signs: [
    {
      where: 'capability',
      pattern: /^http:\/\/xml\.juniper\.net\/(?:netconf\/junos|dmi\/system)\//,
      score: 90,
      means: 'the Junos management protocol',
    },
    {
      where: 'capability',
      pattern: /^http:\/\/yang\.juniper\.net\//,
      score: 80,
      means: 'a YANG module of Junos',
    },
    {
      where: 'hello',
      pattern: /<!-- user \S+, class \S+ -->/,
      score: 50,
      means: 'the comment that Junos puts before its hello',
    },
  ],
  notes: [
    {
      text: 'If YANG modules or get-schema replies look odd, set system services netconf rfc-compliant on the device.',
    },
    { text: 'On port 22, NETCONF over SSH needs set system services netconf ssh as well.', port: 22 },
  ],
})
