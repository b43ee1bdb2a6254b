// The operations that Junos adds to those of NETCONF.

import { anyOperation } from '../netconf/operations.ts'
import { element, leaf, text } from '../xml/build.ts'
import type { GivenValues, Parameter } from './parameters.ts'
import { bare } from './prepare.ts'
import { vendorOperation, type BuiltOperation, type VendorOperation } from './vendorOperation.ts'

const ROLLBACK: Parameter = {
  name: 'rollback',
  type: 'number',
  maximum: 49,
  default: 0,
  description: 'Which earlier configuration: 0 is the one in force, 49 the oldest kept.',
}

function format(choices: readonly string[], preset: string): Parameter {
  return { name: 'format', type: 'choice', choices, default: preset, description: 'Form of the answer.' }
}

const command = vendorOperation(
  {
    name: 'command',
    title: 'Run CLI command',
    effect: 'read',
    parameters: [
      {
        name: 'command',
        type: 'text',
        required: true,
        description: 'An operational command, such as show version.',
      },
      format(['xml', 'text', 'json'], 'xml'),
    ],
  },
  (given) => ({
    xml: element('command', { format: given.text('format') }, text(given.required('command'))),
    detail: given.required('command'),
  }),
)

const getConfiguration = vendorOperation(
  {
    name: 'get-configuration',
    title: 'Get configuration',
    effect: 'read',
    parameters: [
      format(['xml', 'text', 'json', 'set'], 'xml'),
      { name: 'filter', type: 'xml', description: '<configuration> with the parts that are wanted.' },
    ],
  },
  (given) => {
    const filter = given.markup('filter')
    return {
      xml: element('get-configuration', { format: given.text('format') }, filter && bare(filter)),
      detail: given.required('format'),
    }
  },
)

const compareConfiguration = vendorOperation(
  {
    name: 'compare-configuration',
    title: 'Compare with an earlier configuration',
    effect: 'read',
    parameters: [ROLLBACK, format(['text', 'xml', 'json'], 'text')],
  },
  (given) => ({
    xml: element('get-configuration', {
      compare: 'rollback',
      format: given.text('format'),
      rollback: given.text('rollback'),
    }),
    detail: given.required('rollback'),
  }),
)

const loadConfiguration = vendorOperation(
  {
    name: 'load-configuration',
    title: 'Load configuration into the candidate',
    effect: 'change',
    parameters: [
      {
        name: 'format',
        type: 'choice',
        choices: ['xml', 'text', 'json'],
        default: 'xml',
        description: 'Form of the configuration; the action set is always text.',
      },
      {
        name: 'action',
        type: 'choice',
        choices: ['merge', 'replace', 'override', 'update', 'set'],
        default: 'merge',
        description: 'How it meets what is there; set takes set and delete commands.',
      },
      { name: 'config', type: 'xml', description: 'The content of <configuration>, for the format xml.' },
      {
        name: 'lines',
        type: 'lines',
        description: 'Text, JSON or set commands, for the other formats.',
      },
    ],
  },
  writeLoad,
)

function writeLoad(given: GivenValues): BuiltOperation {
  const action = given.required('action')
  const form = action === 'set' ? 'text' : given.required('format')
  const content =
    form === 'xml'
      ? element('configuration', {}, bare(given.requiredMarkup('config')))
      : leaf(action === 'set' ? 'configuration-set' : `configuration-${form}`, given.required('lines'))
  return { xml: element('load-configuration', { action, format: form }, content), detail: action }
}

const commitConfiguration = vendorOperation(
  {
    name: 'commit-configuration',
    title: 'Commit with the options of Junos',
    effect: 'change',
    parameters: [
      { name: 'confirmed', type: 'flag', description: 'Undone unless confirmed in time.' },
      {
        name: 'timeout',
        type: 'number',
        minimum: 1,
        maximum: 3_932_100,
        description: 'Seconds to confirm; Junos counts whole minutes, so it is rounded up.',
      },
      { name: 'at-time', type: 'text', description: 'When to commit: hh:mm[:ss] or yyyy-mm-dd hh:mm[:ss].' },
      { name: 'comment', type: 'text', description: 'Shown by show system commit.' },
      { name: 'synchronize', type: 'flag', description: 'On both routing engines.' },
      { name: 'check', type: 'flag', description: 'Only check whether it could be committed.' },
    ],
  },
  writeCommit,
)

/** `<commit-configuration>` is in no namespace, unlike the operations of NETCONF. */
function writeCommit(given: GivenValues): BuiltOperation {
  const confirmed = given.flag('confirmed')
  const atTime = given.text('at-time')
  if (confirmed && atTime !== undefined) throw new SyntaxError('confirmed and at-time exclude each other.')
  const seconds = given.text('timeout')
  const minutes = seconds === undefined ? undefined : Math.ceil(Number(seconds) / 60)
  return {
    xml: element(
      'commit-configuration',
      { xmlns: '' },
      confirmed ? element('confirmed') : undefined,
      confirmed ? leaf('confirm-timeout', minutes) : leaf('at-time', atTime),
      leaf('log', given.text('comment')),
      given.flag('synchronize') ? element('synchronize') : undefined,
      given.flag('check') ? element('check') : undefined,
    ),
    needs: confirmed ? [':candidate', ':confirmed-commit'] : [':candidate'],
  }
}

const rollback = vendorOperation(
  {
    name: 'rollback',
    title: 'Load an earlier configuration into the candidate',
    effect: 'change',
    parameters: [ROLLBACK],
  },
  (given) => ({
    xml: element('load-configuration', { rollback: given.text('rollback') }),
    detail: given.required('rollback'),
  }),
)

const reboot = vendorOperation(
  { name: 'reboot', title: 'Reboot', effect: 'disrupt', parameters: [] },
  () => ({ xml: element('request-reboot') }),
)

const halt = vendorOperation({ name: 'halt', title: 'Halt', effect: 'disrupt', parameters: [] }, () => ({
  xml: element('request-halt'),
}))

const rpc = vendorOperation(
  {
    name: 'rpc',
    title: 'Run a Junos RPC',
    effect: 'change',
    parameters: [
      {
        name: 'rpc',
        type: 'xml',
        required: true,
        description: 'One element, as "| display xml rpc" shows it inside <rpc>.',
      },
    ],
  },
  (given) => {
    const { name, xml } = anyOperation(given.required('rpc'))
    return { xml: bare(xml), detail: name }
  },
)

export const JUNOS_OPERATIONS: readonly VendorOperation[] = [
  command,
  getConfiguration,
  compareConfiguration,
  loadConfiguration,
  commitConfiguration,
  rollback,
  rpc,
  reboot,
  halt,
]
