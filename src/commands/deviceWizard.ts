// Adding a device, step by step.

import { userInfo } from 'node:os'
import { workspace } from 'vscode'
import type { AppContext } from '../app/context.ts'
import type { NewDevice } from '../app/devices.ts'
import type { Device } from '../app/settings.ts'
import { DEVICE_PRESETS, NETCONF_PORT } from '../transport/deviceEntry.ts'
import {
  askAuth,
  askGroup,
  askHost,
  askName,
  askPort,
  askSecret,
  askUsername,
  suggestedName,
  groupsOf,
  type Question,
} from './deviceQuestions.ts'
import { askAuthority, askCommand, askIdentity, askPath, askTransport } from './transportQuestions.ts'
import { askKeyFile } from './keyFileQuestion.ts'
import { askPick, runSteps, type Answer, type Place, type Step } from './steps.ts'

interface Draft {
  readonly device: NewDevice
  /** Fields that came with the address, so need no question. */
  readonly given: readonly (keyof NewDevice)[]
  readonly secret: string
  readonly connect: boolean
}

/** Asks for a new device and writes it. `connect`: whether it is to be connected now. Undefined: dismissed. */
export async function addWithWizard(
  context: AppContext,
): Promise<{ readonly device: Device; readonly connect: boolean } | undefined> {
  const draft = await runSteps('Add Device', addSteps(context), newDraft(context))
  if (draft === undefined) return undefined
  const { auth, keyFile } = draft.device
  const device = await context.devices.add(
    fitting({ ...draft.device, keyFile: auth === 'key' ? keyFile : undefined }),
  )
  await storeSecret(context, device, draft.secret)
  return { device, connect: draft.connect }
}

/** Without what other transports would need: an earlier answer may have been for one of those. */
function fitting(device: NewDevice): NewDevice {
  const { transport } = device
  return {
    ...device,
    ...(transport === 'tls' || transport === 'ssh' ? {} : { host: '' }),
    ...(transport === 'ssh' ? {} : { username: '', keyFile: undefined }),
    ...(transport === 'unix' ? {} : { path: undefined }),
    ...(transport === 'process' ? {} : { command: undefined }),
    ...(transport === 'tls'
      ? {}
      : {
          caFile: undefined,
          certificateFile: undefined,
          certificateKeyFile: undefined,
          pkcs12File: undefined,
        }),
  }
}

function newDraft({ devices }: AppContext): Draft {
  const last = devices.all.findLast((device) => device.origin !== 'demo')
  return {
    device: {
      ...DEVICE_PRESETS,
      name: '',
      host: '',
      port: NETCONF_PORT,
      username: last?.username ?? ownName(),
      auth: last?.auth ?? 'password',
      keyFile: last?.keyFile,
    },
    given: [],
    secret: '',
    connect: false,
  }
}

/** '' in a container whose user has no entry in passwd. */
function ownName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}

function addSteps({ devices }: AppContext): readonly Step<Draft>[] {
  const by =
    (...transports: readonly NewDevice['transport'][]) =>
    ({ device }: Pick<Draft, 'device'>): boolean =>
      transports.includes(device.transport)
  const bySsh = by('ssh')
  const typedSsh = ({ device }: Pick<Draft, 'device'>): boolean =>
    device.transport === 'ssh' && !device.sshConfig
  const hasNetwork = ({ device }: Pick<Draft, 'device'>): boolean =>
    by('ssh', 'tls')({ device }) && !device.sshConfig
  return [
    { ask: field(askTransport) },
    { applies: hasNetwork, ask: hostStep },
    { applies: (draft) => hasNetwork(draft) && !draft.given.includes('port'), ask: field(askPort) },
    { applies: (draft) => typedSsh(draft) && !draft.given.includes('username'), ask: field(askUsername) },
    { applies: by('unix'), ask: field(askPath) },
    { applies: by('process'), ask: field(askCommand) },
    { applies: by('tls'), ask: field(askIdentity) },
    { applies: by('tls'), ask: field(askAuthority) },
    { ask: field((place, device) => askName(place, named(device), devices.all)) },
    { ask: field((place, device) => askGroup(place, device, groupsOf(devices.all))) },
    { applies: bySsh, ask: field(askAuth) },
    { applies: ({ device }) => device.auth === 'key' && typedSsh({ device }), ask: field(askKeyFile) },
    { applies: ({ device }) => device.auth !== 'agent' && bySsh({ device }), ask: secretStep },
    { applies: () => workspace.isTrusted, ask: connectStep },
  ]
}

/** With a name to suggest, where the address gave none. */
function named(device: NewDevice): NewDevice {
  if (device.name !== '') return device
  return { ...device, name: device.path?.split('/').at(-1) ?? device.command?.[0] ?? '' }
}

function field(question: Question): Step<Draft>['ask'] {
  return async (draft, place) => {
    const answer = await question(place, draft.device)
    if (answer === undefined || answer === 'back') return answer
    return { value: { ...draft, device: { ...draft.device, ...answer.value } } }
  }
}

/** A changed host also changes the name that was suggested for it. */
async function hostStep(draft: Draft, place: Place): Promise<Answer<Draft>> {
  const { device } = draft
  const answer = await askHost(place, device)
  if (answer === undefined || answer === 'back') return answer
  const { host = device.host, port, username } = answer.value
  const suggested = device.name === '' || device.name === suggestedName(device.host)
  return {
    value: {
      ...draft,
      device: { ...device, ...answer.value, name: suggested ? suggestedName(host) : device.name },
      given: [
        ...(port === undefined ? [] : ['port' as const]),
        ...(username === undefined ? [] : ['username' as const]),
      ],
    },
  }
}

async function secretStep(draft: Draft, place: Place): Promise<Answer<Draft>> {
  const answer = await askSecret(place, draft.device)
  return answer === undefined || answer === 'back' ? answer : { value: { ...draft, secret: answer.value } }
}

async function connectStep(draft: Draft, place: Place): Promise<Answer<Draft>> {
  const answer = await askPick(place, {
    placeholder: `${draft.device.name} will be saved in your settings`,
    choices: [
      { label: '$(plug) Save and Connect', value: true },
      { label: '$(save) Save', value: false },
    ],
  })
  return answer === undefined || answer === 'back' ? answer : { value: { ...draft, connect: answer.value } }
}

/** Keeps what was typed for the device's way of logging in; nothing if it was left empty. */
export async function storeSecret(context: AppContext, device: Device, secret: string): Promise<void> {
  if (secret === '') return
  await context.secrets.store(device, device.auth === 'key' ? 'passphrase' : 'password', secret)
}
