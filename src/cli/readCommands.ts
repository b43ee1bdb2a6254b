// get, get-config and get-data: what a device holds, as a whole or filtered.

import { getData } from '../netconf/nmda.ts'
import type { Origin } from '../netconf/identity.ts'
import { get, getConfig, type Operation } from '../netconf/operations.ts'
import type { WithDefaults } from '../netconf/capabilities.ts'
import type { Arguments } from './arguments.ts'
import type { SessionCommand, Work } from './command.ts'
import { UsageError } from './failures.ts'
import { filterFrom, placeFrom } from './inputs.ts'
import { count, DEFAULTS, FILTERS, WITH_DEFAULTS, type Option } from './options.ts'
import { sendAndWrite } from './send.ts'

const read =
  (operation: Operation): Work =>
  (task) =>
    sendAndWrite(task, operation)

const defaultsOf = (args: Arguments): { withDefaults?: WithDefaults } => {
  const withDefaults = args.choice('with-defaults', WITH_DEFAULTS)
  return withDefaults === undefined ? {} : { withDefaults }
}

export const getCommand: SessionCommand = {
  name: 'get',
  summary: 'configuration and state of running',
  operands: '',
  takes: { least: 0, most: 0 },
  options: [...FILTERS, DEFAULTS],
  details: [
    'Writes the whole <rpc-reply> as the device sent it. Without a filter a device sends everything it has.',
  ],
  examples: [
    {
      line: 'get admin@core-1 --subtree \'<interfaces-state xmlns="urn:ietf:params:xml:ns:yang:ietf-interfaces"/>\'',
      says: 'the state of the interfaces',
    },
    { line: 'get core-1 -o state.xml', says: 'everything, to a file, whatever its size' },
  ],
  prepare: async (args, console) => {
    const filter = await filterFrom(args, console)
    return read(get({ ...(filter && { filter }), ...defaultsOf(args) }))
  },
}

export const getConfigCommand: SessionCommand = {
  name: 'get-config',
  summary: 'the configuration in one datastore',
  operands: '',
  takes: { least: 0, most: 0 },
  options: [
    { name: 'source', value: 'DATASTORE', help: 'running (default), candidate, startup or a URL' },
    ...FILTERS,
    DEFAULTS,
  ],
  details: [
    'Writes the whole <rpc-reply> as the device sent it; "edit-config DEVICE FILE" takes such a file as it is.',
  ],
  examples: [
    { line: 'get-config admin@core-1 -o core-1.xml', says: 'a backup of running' },
    { line: 'get-config core-1 --source candidate --subtree filter.xml', says: 'a part of candidate' },
    {
      line: "get-config core-1 --xpath '/if:interfaces' --ns if=urn:ietf:params:xml:ns:yang:ietf-interfaces",
      says: 'by XPath',
    },
  ],
  prepare: async (args, console) => {
    const filter = await filterFrom(args, console)
    const source = placeFrom(args.value('source') ?? 'running', '--source')
    return read(getConfig({ source, ...(filter && { filter }), ...defaultsOf(args) }))
  },
}

export const DATASTORES = [
  'running',
  'candidate',
  'startup',
  'intended',
  'operational',
  'factory-default',
] as const
const ORIGINS = ['intended', 'dynamic', 'system', 'learned', 'default', 'unknown'] as const

export const DATASTORE_OPTION: Option = {
  name: 'datastore',
  value: 'DATASTORE',
  help: `operational (default), ${DATASTORES.filter((name) => name !== 'operational').join(', ')}`,
  choices: DATASTORES,
}

export const getDataCommand: SessionCommand = {
  name: 'get-data',
  summary: 'any datastore of the NMDA (RFC 8526), with origins',
  operands: '',
  takes: { least: 0, most: 0 },
  options: [
    DATASTORE_OPTION,
    ...FILTERS,
    { name: 'config', help: 'only configuration' },
    { name: 'state', help: 'only state' },
    { name: 'origin', value: 'ORIGIN', repeats: true, help: 'only values of this origin', choices: ORIGINS },
    {
      name: 'not-origin',
      value: 'ORIGIN',
      repeats: true,
      help: 'no values of this origin',
      choices: ORIGINS,
    },
    { name: 'with-origin', help: 'say of each value where it comes from' },
    count('max-depth', 'levels below each selected node', 1, 65_535),
    DEFAULTS,
  ],
  details: [],
  examples: [
    { line: 'get-data core-1 --with-origin', says: 'what is in use, and why' },
    {
      line: 'get-data core-1 --datastore intended --max-depth 2',
      says: 'the two top levels of what is intended',
    },
  ],
  prepare: async (args, console) => {
    if (args.has('config') && args.has('state'))
      throw new UsageError('--config and --state exclude each other.')
    const filter = await filterFrom(args, console)
    const maxDepth = args.number('max-depth')
    return read(
      getData({
        datastore: args.choice('datastore', DATASTORES) ?? 'operational',
        originFilter: args.list('origin') as Origin[],
        negatedOriginFilter: args.list('not-origin') as Origin[],
        withOrigin: args.has('with-origin'),
        ...(filter && { filter }),
        ...(args.has('config') && { configFilter: true }),
        ...(args.has('state') && { configFilter: false }),
        ...(maxDepth !== undefined && { maxDepth }),
        ...defaultsOf(args),
      }),
    )
  },
}
