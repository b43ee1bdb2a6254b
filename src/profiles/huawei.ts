// Huawei VRP, with the extensions of its NETCONF agent and with YANG alone.

import { BASE_CAPABILITY } from '../netconf/names.ts'
import { element } from '../xml/build.ts'
import { DEFAULT_NS_DIALECT, USUAL_CAPABILITIES } from './dialects.ts'
import { dropControls, stripNul } from './mend.ts'
import { family } from './profile.ts'
import { vendorOperation } from './vendorOperation.ts'

const EXTENSIONS = 'http://www.huawei.com/netconf/capability/'
const EXTENSION_NS = `${EXTENSIONS}base/1.0`

const executeCli = vendorOperation(
  {
    name: 'execute-cli',
    title: 'Run CLI commands',
    effect: 'change',
    parameters: [
      {
        name: 'command',
        type: 'xml',
        required: true,
        description: 'For instance <cmd><id>1</id><cmdline>display version</cmdline></cmd>.',
      },
    ],
  },
  (given) => ({ xml: element('execute-cli', { xmlns: EXTENSION_NS }, given.markup('command')) }),
)

const executeAction = vendorOperation(
  {
    name: 'execute-action',
    title: 'Run action',
    effect: 'change',
    parameters: [
      {
        name: 'action',
        type: 'xml',
        required: true,
        description: '<action> with the action of a feature in it.',
      },
    ],
  },
  (given) => ({ xml: element('execute-action', { xmlns: EXTENSION_NS }, given.markup('action')) }),
)

const MENDED = 'Control characters that XML cannot hold are taken out of a reply that is not well-formed.'

export const huawei = family({
  name: 'huawei',
  title: 'Huawei VRP',
  vendor: 'Huawei',
  dialect: {
    ...DEFAULT_NS_DIALECT,
    capabilities: [
      ...USUAL_CAPABILITIES,
      ...['execute-cli', 'action', 'active', 'discard-commit', 'exchange'].map(
        (name) => `${EXTENSIONS}${name}/1.0`,
      ),
    ],
    acceptsUnqualifiedReply: true,
    clean: stripNul,
    repair: dropControls,
  },
  transforms: ['NUL bytes around a message are taken off.', MENDED],
  operations: [executeCli, executeAction],
  signs: [
    {
      where: 'capability',
      pattern: /^http:\/\/www\.huawei\.com\/netconf\/capability\/(?:execute-cli|action)\//,
      score: 90,
      means: 'an extension of Huawei VRP',
    },
    {
      where: 'capability',
      pattern: /^http:\/\/www\.huawei\.com\/netconf\/(?:capability|vrp)/,
      score: 70,
      means: 'an extension of Huawei VRP',
    },
    { where: 'ssh', pattern: /^SSH-2\.0-HUAWEI-/, score: 20, means: 'the SSH server of Huawei VRP' },
  ],
})

export const huaweiyang = family({
  name: 'huaweiyang',
  title: 'Huawei VRP (YANG)',
  vendor: 'Huawei',
  dialect: {
    ...DEFAULT_NS_DIALECT,
    capabilities: [BASE_CAPABILITY['1.0'], BASE_CAPABILITY['1.1']],
    repair: dropControls,
  },
  transforms: [MENDED],
  signs: [
    {
      where: 'capability',
      pattern: /^urn:huawei:yang:/,
      score: 80,
      means: 'a YANG module of Huawei',
    },
  ],
})
