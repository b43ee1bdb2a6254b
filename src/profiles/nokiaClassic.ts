// Classic SR OS of Nokia, as Alcatel-Lucent shipped it: no namespaces to speak of, and its command line inside NETCONF.

import { BASE_CAPABILITY } from '../netconf/names.ts'
import { element, leaf, type Markup } from '../xml/build.ts'
import { DEFAULT_NS_DIALECT } from './dialects.ts'
import type { GivenValues } from './parameters.ts'
import { family } from './profile.ts'
import { vendorOperation } from './vendorOperation.ts'

const showCli = vendorOperation(
  {
    name: 'show-cli',
    title: 'Run show command',
    effect: 'read',
    parameters: [
      {
        name: 'command',
        type: 'text',
        required: true,
        description: 'What follows show, such as router interface.',
      },
    ],
  },
  (given) => ({
    xml: element(
      'get',
      {},
      element(
        'filter',
        {},
        element('oper-data-format-cli-block', {}, leaf('cli-show', given.required('command'))),
      ),
    ),
    detail: given.required('command'),
  }),
)

const getConfiguration = vendorOperation(
  {
    name: 'get-configuration',
    title: 'Get configuration',
    effect: 'read',
    parameters: [
      {
        name: 'content',
        type: 'choice',
        choices: ['xml', 'cli'],
        default: 'xml',
        description: 'Form of the configuration.',
      },
      { name: 'filter', type: 'xml', description: 'A subtree, for xml; all of it without.' },
      {
        name: 'items',
        type: 'lines',
        description: 'CLI contexts, for cli, such as router; all of them without.',
      },
      { name: 'detail', type: 'flag', description: 'For cli: with defaults, as info detail shows them.' },
    ],
  },
  (given) => {
    const filter = given.markup('filter')
    const xmlFilter = filter && element('filter', { type: 'subtree' }, filter)
    return {
      xml: element(
        'get-config',
        {},
        element('source', {}, element('running')),
        given.text('content') === 'cli' ? cliFilter(given) : xmlFilter,
      ),
      detail: given.required('content'),
    }
  },
)

function cliFilter(given: GivenValues): Markup | undefined {
  const name = given.flag('detail') ? 'cli-info-detail' : 'cli-info'
  const items = given.lines('items').map((item) => leaf(name, item))
  return items.length === 0
    ? undefined
    : element('filter', {}, element('config-format-cli-block', {}, ...items))
}

const loadConfiguration = vendorOperation(
  {
    name: 'load-configuration',
    title: 'Load configuration',
    effect: 'change',
    parameters: [
      {
        name: 'format',
        type: 'choice',
        choices: ['xml', 'cli'],
        default: 'xml',
        description: 'Form of the configuration; cli always goes to running.',
      },
      {
        name: 'default-operation',
        type: 'choice',
        choices: ['merge', 'replace', 'none'],
        description: 'What happens where the configuration says nothing.',
      },
      {
        name: 'target',
        type: 'choice',
        choices: ['running', 'candidate'],
        default: 'running',
        description: 'Where it goes.',
      },
      { name: 'config', type: 'xml', description: 'The content of <config>, for xml.' },
      { name: 'lines', type: 'lines', description: 'CLI commands, for cli.' },
    ],
  },
  (given) => {
    const cli = given.text('format') === 'cli'
    const target = cli ? 'running' : given.required('target')
    return {
      // The agent's order of the children, which is not that of RFC 6241.
      xml: element(
        'edit-config',
        {},
        leaf('default-operation', given.text('default-operation')),
        element('target', {}, element(target)),
        element(
          'config',
          {},
          cli ? leaf('config-format-cli-block', given.required('lines')) : given.requiredMarkup('config'),
        ),
      ),
      detail: target,
    }
  },
)

export const alu = family({
  name: 'alu',
  title: 'Nokia SR OS (classic)',
  vendor: 'Nokia (Alcatel-Lucent)',
  dialect: { ...DEFAULT_NS_DIALECT, capabilities: [BASE_CAPABILITY['1.0']] },
  operations: [showCli, getConfiguration, loadConfiguration],
  signs: [
    {
      where: 'capability',
      pattern: /^urn:alcatel-lucent\.com:sros:ns:yang:/,
      score: 80,
      means: 'a YANG module of classic SR OS',
    },
  ],
  notes: [
    { text: 'The agent overlooks namespaces in requests.' },
    { text: 'Defaults are left out of replies (with-defaults basic mode trim).' },
  ],
})
