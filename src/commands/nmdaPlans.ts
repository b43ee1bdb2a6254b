// What get-data and compare can be asked with, as one list of options each.

import type { YangLibrary } from '../netconf/yangLibrary.ts'
import type { Capabilities } from '../netconf/capabilities.ts'
import type { CompareOptions } from '../netconf/compare.ts'
import { datastoreName, type NmdaDatastore, type Origin } from '../netconf/identity.ts'
import type { GetDataOptions } from '../netconf/nmda.ts'
import type { Filter } from '../netconf/operations.ts'
import { askPlan, pickValue, textValue, type PlanRow } from './plan.ts'
import { askFilterAlone, askWithDefaults, readDetail } from './readOptions.ts'
import type { DeviceSession } from './session.ts'

/** The datastores to offer: those of the YANG library, else those of RFC 8342 that the hello allows for. */
export function datastoresOf(
  capabilities: Capabilities,
  library: YangLibrary | undefined,
): readonly NmdaDatastore[] {
  const listed = library?.datastores ?? []
  return listed.length > 0 ? listed : ['operational', ...capabilities.datastores, 'intended']
}

/** RFC 8526 §3.1.1. Undefined: dismissed. */
export function askGetData(
  { device, session: { capabilities } }: DeviceSession,
  datastores: readonly NmdaDatastore[],
): Promise<GetDataOptions | undefined> {
  const title = `get-data from ${device.name}`
  const first = datastores.find((name) => name === 'operational') ?? datastores[0] ?? 'operational'
  return askPlan<GetDataOptions>(title, { datastore: first }, (plan) => {
    const ofState = plan.datastore === 'operational' || typeof plan.datastore === 'object'
    return {
      act: `$(cloud-download) Get data from ${datastoreName(plan.datastore)} of ${device.name}`,
      rows: [
        datastoreRow(title, 'Datastore', plan.datastore, datastores, (datastore) => {
          const { withOrigin, originFilter, withDefaults, ...rest } = plan
          const stays = datastore === 'operational' && { withOrigin, originFilter, withDefaults }
          return withoutAbsent({ ...rest, ...stays, datastore })
        }),
        filterRow(title, plan.filter, capabilities, (filter) => withoutAbsent({ ...plan, filter })),
        contentRow(title, plan),
        ...(ofState ? [originRow(plan), originsRow(title, plan)] : []),
        depthRow(title, plan),
        ...defaultsRows(title, plan, capabilities),
      ],
    }
  })
}

/** RFC 9144 §4. Undefined: dismissed. */
export function askCompare(
  { device, session: { capabilities } }: DeviceSession,
  datastores: readonly NmdaDatastore[],
): Promise<CompareOptions | undefined> {
  const title = `compare on ${device.name}`
  const initial: CompareOptions = { source: 'operational', target: 'intended' }
  return askPlan(title, initial, (plan) => {
    const { source, target, all = false, reportOrigin = false } = plan
    const same = datastoreName(source) === datastoreName(target)
    return {
      act: `$(diff) Compare ${datastoreName(source)} with ${datastoreName(target)} on ${device.name}`,
      ...(same && { missing: 'choose two different datastores' }),
      rows: [
        datastoreRow(title, 'Source', source, datastores, (chosen) => ({ ...plan, source: chosen })),
        datastoreRow(title, 'Target', target, datastores, (chosen) => ({ ...plan, target: chosen })),
        filterRow(title, plan.filter, capabilities, (filter) => withoutAbsent({ ...plan, filter })),
        switchRow('What only one of them can hold', all ? 'compared too' : 'left out', () => ({
          ...plan,
          all: !all,
        })),
        switchRow('Origin of each difference', reportOrigin ? 'reported' : 'not reported', () => ({
          ...plan,
          reportOrigin: !reportOrigin,
        })),
      ],
    }
  })
}

export function datastoreRow<Plan>(
  title: string,
  label: string,
  chosen: NmdaDatastore,
  datastores: readonly NmdaDatastore[],
  set: (datastore: NmdaDatastore) => Plan,
): PlanRow<Plan> {
  const choices = datastores.map((value) => ({
    label: datastoreName(value),
    description: typeof value === 'string' ? (IN_WORDS[value] ?? '') : value.namespace,
    value,
  }))
  return {
    label,
    description: datastoreName(chosen),
    change: async () => {
      const answer = await pickValue(title, label, choices)
      return answer && set(answer.value)
    },
  }
}

const IN_WORDS: Readonly<Record<string, string>> = {
  running: 'what was configured',
  candidate: 'what is being prepared',
  startup: 'what the device starts with',
  intended: 'running, with templates and inactive parts worked in',
  operational: 'what is in force now, and state',
  'factory-default': 'what a factory reset leads to',
}

export function filterRow<Plan>(
  title: string,
  filter: Filter | undefined,
  capabilities: Capabilities,
  set: (filter: Filter | undefined) => Plan,
): PlanRow<Plan> {
  return {
    label: 'Filter',
    description: readDetail(filter === undefined ? {} : { filter }) ?? 'none',
    change: async () => {
      const answer = await askFilterAlone(title, capabilities)
      return answer && set(answer.filter)
    },
  }
}

function contentRow(title: string, plan: GetDataOptions): PlanRow<GetDataOptions> {
  const words = { both: 'configuration and state', true: 'configuration alone', false: 'state alone' }
  return {
    label: 'Content',
    description: plan.configFilter === undefined ? words.both : words[`${plan.configFilter}`],
    change: async () => {
      const answer = await pickValue<boolean | undefined>(title, 'Content', [
        { label: words.both, value: undefined },
        { label: words.true, value: true },
        { label: words.false, value: false },
      ])
      return answer && withoutAbsent({ ...plan, configFilter: answer.value })
    },
  }
}

function originRow(plan: GetDataOptions): PlanRow<GetDataOptions> {
  const shown = plan.withOrigin === true
  return switchRow('Origin of values', shown ? 'reported' : 'not reported', () => ({
    ...plan,
    withOrigin: !shown,
  }))
}

const ORIGINS = ['intended', 'dynamic', 'system', 'learned', 'default', 'unknown'] as const

function originsRow(title: string, plan: GetDataOptions): PlanRow<GetDataOptions> {
  const only = plan.originFilter?.[0]
  return {
    label: 'Values with origin',
    description: only === undefined ? 'any' : `only ${datastoreName(only as NmdaDatastore)}`,
    change: async () => {
      const answer = await pickValue<Origin | undefined>(title, 'Only values with this origin', [
        { label: 'any', value: undefined },
        ...ORIGINS.map((value) => ({ label: value, value })),
      ])
      if (answer === undefined) return undefined
      return withoutAbsent({ ...plan, originFilter: answer.value && [answer.value] })
    },
  }
}

function depthRow(title: string, plan: GetDataOptions): PlanRow<GetDataOptions> {
  return {
    label: 'Depth',
    description: plan.maxDepth === undefined ? 'all levels' : `${plan.maxDepth} levels`,
    change: async () => {
      const typed = await textValue(title, {
        prompt: 'Levels below each selected node, 1 to 65535; empty for all',
        value: plan.maxDepth === undefined ? '' : String(plan.maxDepth),
        validate: (text) =>
          text === '' || (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535)
            ? undefined
            : 'A whole number from 1 to 65535, or nothing.',
      })
      if (typed === undefined) return undefined
      return withoutAbsent({ ...plan, maxDepth: typed === '' ? undefined : Number(typed) })
    },
  }
}

function defaultsRows(
  title: string,
  plan: GetDataOptions,
  capabilities: Capabilities,
): PlanRow<GetDataOptions>[] {
  const name = plan.datastore === 'operational' ? ':with-operational-defaults' : ':with-defaults'
  const modes = capabilities.defaultsModes(name)
  if (modes.length === 0) return []
  return [
    {
      label: 'With defaults',
      description: plan.withDefaults ?? 'as the device does',
      change: async () => {
        const answer = await askWithDefaults(title, modes)
        return answer && withoutAbsent({ ...plan, withDefaults: answer.value })
      },
    },
  ]
}

function switchRow<Plan>(label: string, description: string, flip: () => Plan): PlanRow<Plan> {
  return { label, description, change: () => Promise.resolve(flip()) }
}

type Present<Plan> = {
  [Name in keyof Plan as undefined extends Plan[Name] ? never : Name]: Plan[Name]
} & { [Name in keyof Plan as undefined extends Plan[Name] ? Name : never]?: Exclude<Plan[Name], undefined> }

/** An option that was taken back is one that is not there. */
export function withoutAbsent<Plan extends object>(plan: Plan): Present<Plan> {
  return Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== undefined)) as Present<Plan>
}
