// Comware, as H3C and as HPE ship it.

import { element, leaf, type Markup } from '../xml/build.ts'
import { DEFAULT_NS_DIALECT } from './dialects.ts'
import { family } from './profile.ts'
import { vendorOperation, type VendorOperation } from './vendorOperation.ts'

function cli(
  name: string,
  title: string,
  view: 'Execution' | 'Configuration',
  effect: 'read' | 'change',
): VendorOperation {
  return vendorOperation(
    {
      name,
      title,
      effect,
      parameters: [
        { name: 'commands', type: 'lines', required: true, description: 'CLI commands, each on a line.' },
      ],
    },
    (given) => ({
      xml: element('CLI', {}, leaf(view, given.lines('commands').join('\n'))),
      detail: given.required('commands'),
    }),
  )
}

const action = vendorOperation(
  {
    name: 'action',
    title: 'Run action',
    effect: 'change',
    parameters: [
      {
        name: 'action',
        type: 'xml',
        required: true,
        description: '<top> in the namespace for actions, with the action in it.',
      },
    ],
  },
  (given) => ({ xml: element('action', {}, given.markup('action')) }),
)

function onFile(
  name: 'save' | 'load' | 'rollback',
  title: string,
  description: string,
  effect: 'change' | 'disrupt' = 'change',
): VendorOperation {
  return vendorOperation(
    { name, title, effect, parameters: [{ name: 'file', type: 'file', required: true, description }] },
    (given) => ({
      xml: element(name, {}, leaf('file', given.required('file'))),
      detail: given.required('file'),
    }),
  )
}

const ON_DEVICE = 'A file on the device, such as flash:/config.cfg.'
const save = onFile('save', 'Save the running configuration to a file', ON_DEVICE)
const load = onFile('load', 'Load configuration from a file', ON_DEVICE)
const rollback = onFile('rollback', 'Roll the configuration back to a file', ON_DEVICE)

function subtree(filter: Markup | undefined): Markup | undefined {
  return filter && element('filter', { type: 'subtree' }, filter)
}

const FILTER = {
  name: 'filter',
  type: 'xml',
  description: '<top> with the tables that are wanted; everything without.',
} as const

const getBulk = vendorOperation(
  { name: 'get-bulk', title: 'Get tables by pages', effect: 'read', parameters: [FILTER] },
  (given) => ({ xml: element('get-bulk', {}, subtree(given.markup('filter'))) }),
)

const getBulkConfig = vendorOperation(
  {
    name: 'get-bulk-config',
    title: 'Get configuration by pages',
    effect: 'read',
    parameters: [
      {
        name: 'source',
        type: 'choice',
        choices: ['running', 'startup', 'candidate'],
        default: 'running',
        description: 'Which configuration.',
      },
      FILTER,
    ],
  },
  (given) => ({
    xml: element(
      'get-bulk-config',
      {},
      element('source', {}, element(given.required('source'))),
      subtree(given.markup('filter')),
    ),
    detail: given.required('source'),
  }),
)

export const h3c = family({
  name: 'h3c',
  title: 'H3C Comware',
  vendor: 'H3C',
  dialect: { ...DEFAULT_NS_DIALECT, acceptsUnqualifiedReply: true },
  operations: [
    getBulk,
    getBulkConfig,
    cli('cli-display', 'Run commands of the user view', 'Execution', 'read'),
    cli('cli-config', 'Run commands of the system view', 'Configuration', 'change'),
    action,
    save,
    load,
    rollback,
  ],
  signs: [
    {
      where: 'capability',
      pattern: /^urn:h3c:params:netconf:capability:/,
      score: 90,
      means: 'an extension of H3C Comware',
    },
    {
      where: 'capability',
      pattern: /^http:\/\/www\.h3c\.com\/netconf\//,
      score: 85,
      means: 'a data model of H3C Comware',
    },
  ],
})

export const hpcomware = family({
  name: 'hpcomware',
  title: 'HPE Comware',
  vendor: 'HPE',
  dialect: {
    ...DEFAULT_NS_DIALECT,
    namespaces: {
      data: 'http://www.hp.com/netconf/data:1.0',
      config: 'http://www.hp.com/netconf/config:1.0',
    },
  },
  operations: [
    cli('cli-display', 'Run display commands', 'Execution', 'read'),
    cli('cli-config', 'Run configuration commands', 'Configuration', 'change'),
    action,
    save,
    rollback,
  ],
  signs: [
    {
      where: 'capability',
      pattern: /^urn:hpe?:params:netconf:capability:/,
      score: 90,
      means: 'an extension of HPE Comware',
    },
    {
      where: 'capability',
      pattern: /^http:\/\/www\.hpe?\.com\/netconf\//,
      score: 85,
      means: 'a data model of HPE Comware',
    },
    { where: 'ssh', pattern: /^SSH-2\.0-Comware-/, score: 20, means: 'the SSH server of Comware' },
  ],
})
