// Nokia SR OS in model-driven mode, and SR Linux.

import { CAPABILITY_PREFIX } from '../netconf/names.ts'
import { PLAIN_DIALECT, type Dialect } from '../netconf/dialect.ts'
import { element, leaf, text } from '../xml/build.ts'
import { DEFAULT_NS_DIALECT, USUAL_CAPABILITIES } from './dialects.ts'
import type { GivenValues } from './parameters.ts'
import { family, type Profile } from './profile.ts'
import { vendorOperation, type BuiltOperation } from './vendorOperation.ts'

const YANG_NS = 'urn:ietf:params:xml:ns:yang:1'
const GLOBAL_OPERATIONS_NS = 'urn:nokia.com:sros:ns:yang:sr:oper-global'
const AUGMENTS_NS = 'urn:nokia.com:sros:ns:yang:sr:ietf-netconf-augments'

const mdCliRawCommand = vendorOperation(
  {
    name: 'md-cli-raw-command',
    title: 'Run MD-CLI command',
    effect: 'read',
    parameters: [
      {
        name: 'command',
        type: 'text',
        required: true,
        description: 'A line of MD-CLI, such as show version.',
      },
    ],
  },
  (given) => ({
    xml: element(
      'action',
      { xmlns: YANG_NS },
      element(
        'global-operations',
        { xmlns: GLOBAL_OPERATIONS_NS },
        element('md-cli-raw-command', {}, leaf('md-cli-input-line', given.required('command'))),
      ),
    ),
    detail: given.required('command'),
  }),
)

const commit = vendorOperation(
  {
    name: 'commit',
    title: 'Commit with a comment',
    effect: 'change',
    parameters: [
      { name: 'comment', type: 'text', description: 'Kept with the commit, for later readers.' },
      { name: 'confirmed', type: 'flag', description: 'Undone unless confirmed in time.' },
      { name: 'timeout', type: 'number', minimum: 1, description: 'Seconds to confirm.' },
      {
        name: 'persist',
        type: 'text',
        description: 'A name by which another session may confirm it.',
      },
      {
        name: 'persist-id',
        type: 'text',
        description: 'The name of the confirmed commit that this one confirms.',
      },
    ],
  },
  writeCommit,
)

/** The comment has to be the first child. */
function writeCommit(given: GivenValues): BuiltOperation {
  const comment = given.text('comment')?.trim()
  const persist = given.text('persist')
  const persistId = given.text('persist-id')
  if (persist !== undefined && persistId !== undefined) {
    throw new SyntaxError('persist and persist-id exclude each other.')
  }
  const confirmed = given.flag('confirmed')
  return {
    xml: element(
      'commit',
      {},
      comment === undefined || comment === ''
        ? undefined
        : element('comment', { xmlns: AUGMENTS_NS }, text(comment)),
      confirmed ? element('confirmed') : undefined,
      confirmed ? leaf('confirm-timeout', given.text('timeout')) : undefined,
      confirmed ? leaf('persist', persist) : undefined,
      leaf('persist-id', persistId),
    ),
    needs: confirmed ? [':candidate', ':confirmed-commit'] : [':candidate'],
  }
}

const SROS_DIALECT: Dialect = {
  ...DEFAULT_NS_DIALECT,
  capabilities: [
    ...USUAL_CAPABILITIES,
    'urn:ietf:params:xml:ns:netconf:base:1.0',
    YANG_NS,
    `${CAPABILITY_PREFIX}confirmed-commit:1.1`,
    `${CAPABILITY_PREFIX}validate:1.1`,
  ],
  acceptsUnqualifiedReply: true,
}

export const sros = family({
  name: 'sros',
  title: 'Nokia SR OS (model-driven)',
  vendor: 'Nokia',
  dialect: SROS_DIALECT,
  operations: [mdCliRawCommand, commit],
  signs: [
    {
      where: 'capability',
      pattern: /^urn:nokia\.com:sros:ns:yang:sr:/,
      score: 90,
      means: 'a YANG module of SR OS',
    },
  ],
  notes: [
    { text: 'In mixed configuration mode, a lock of the candidate may be refused.' },
    { text: 'For a candidate of your own, choose the profile sros-private.' },
  ],
})

export const srosPrivate: Profile = {
  ...sros,
  name: 'sros-private',
  title: 'Nokia SR OS (private candidate)',
  dialect: {
    ...SROS_DIALECT,
    capabilities: [...(SROS_DIALECT.capabilities ?? []), 'urn:nokia.com:nc:pc'],
  },
  transforms: [],
  signs: [],
  notes: [{ text: 'The session works on a candidate of its own (configuration mode private).' }],
}

export const srlinux = family({
  name: 'srlinux',
  title: 'Nokia SR Linux',
  vendor: 'Nokia',
  dialect: PLAIN_DIALECT,
  limits: { notifications: false, actions: false },
  signs: [
    {
      where: 'capability',
      pattern: /^urn:(?:nokia\.com:srlinux:|srl_nokia\/)/,
      score: 90,
      means: 'a YANG module of SR Linux',
    },
  ],
  notes: [
    { text: 'Sessions do not end by being idle: close those that you no longer need.' },
    { text: 'Several NETCONF sessions may share one SSH connection.' },
  ],
})
