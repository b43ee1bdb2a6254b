// Editing a device, one field after the other.

import type { AppContext } from '../app/context.ts'
import type { NewDevice } from '../app/devices.ts'
import { endpointOf } from '../app/endpoint.ts'
import type { Device } from '../app/settings.ts'
import {
  askAuth,
  askFraming,
  askGroup,
  askHost,
  askName,
  askPort,
  askSecret,
  askUsername,
  groupsOf,
  type Changes,
  type Question,
} from './deviceQuestions.ts'
import { storeSecret } from './deviceWizard.ts'
import { askKeyFile } from './keyFileQuestion.ts'
import {
  askAuthority,
  askCommand,
  askFingerprint,
  askHostKeys,
  askIdentity,
  askJump,
  askPath,
} from './transportQuestions.ts'
import { askPick, onlyStep, type Answer, type Choice, type Place } from './steps.ts'

interface EditField {
  readonly label: string
  /** What the field has now, as shown. */
  readonly shows: string
  /** Asks where that is needed, and writes. */
  readonly edit: (place: Place) => Promise<unknown>
}

/** Shows the fields with their values; each change is written at once. Ends with Done or when dismissed. */
export async function editWithWizard(context: AppContext, id: string): Promise<void> {
  let at: string | undefined
  for (;;) {
    const device = context.devices.byId(id)
    if (device === undefined) return
    const fields = editFields(context, device, await hasSecret(context, device))
    const choices: readonly Choice<EditField | undefined>[] = [
      ...fields.map((each) => ({ label: each.label, description: each.shows, value: each })),
      { label: '$(check) Done', value: undefined },
    ]
    const place = onlyStep(`Edit ${device.name}`)
    const answer = await askPick(place, {
      placeholder: 'Choose what to change; address, login and framing count from the next connect',
      choices,
      active: (each) => at !== undefined && each?.label === at,
    })
    if (answer === undefined || answer === 'back' || answer.value === undefined) return
    at = answer.value.label
    await answer.value.edit({ ...place, title: `${place.title}: ${at}`, back: true })
  }
}

async function hasSecret({ secrets }: AppContext, device: Device): Promise<boolean> {
  return (await secrets.get(device, device.auth === 'key' ? 'passphrase' : 'password')) !== undefined
}

function editFields(context: AppContext, device: Device, stored: boolean): readonly EditField[] {
  const { devices } = context
  const others = devices.all.filter(({ id }) => id !== device.id)
  const asked =
    (question: Question) =>
    async (place: Place): Promise<void> => {
      const answer = await question(place, device)
      if (answer !== undefined && answer !== 'back') await devices.update(device.id, answer.value)
    }
  const toggled = (name: 'production' | 'legacyAlgorithms' | 'trace') => (): Promise<void> =>
    devices.update(device.id, { [name]: !device[name] })
  const onOff = (on: boolean): string => (on ? 'on' : 'off')
  return [
    { label: 'Name', shows: device.name, edit: asked((place) => askName(place, device, others)) },
    {
      label: 'Group',
      shows: device.group ?? 'none',
      edit: asked((place) => askGroup(place, device, groupsOf(devices.all))),
    },
    ...reachFields(device, asked),
    ...(device.transport === 'ssh' && device.auth !== 'agent' ? [secretField(context, device, stored)] : []),
    { label: 'Production', shows: onOff(device.production), edit: toggled('production') },
    { label: 'Framing', shows: device.framing, edit: asked(askFraming) },
    ...(device.transport === 'ssh'
      ? [
          {
            label: 'Legacy Algorithms',
            shows: onOff(device.legacyAlgorithms),
            edit: toggled('legacyAlgorithms'),
          },
        ]
      : []),
    { label: 'Wire Trace', shows: onOff(device.trace), edit: toggled('trace') },
  ]
}

/** The fields that say how the device is reached, and whom we take it for. */
function reachFields(device: Device, asked: (question: Question) => EditField['edit']): readonly EditField[] {
  const address = [
    { label: 'Address', shows: device.host, edit: asked(askHost) },
    { label: 'Port', shows: String(device.port), edit: asked(askPort) },
  ]
  const pin = {
    label: 'Fingerprint',
    shows: device.fingerprint ?? 'none pinned',
    edit: asked(askFingerprint),
  }
  switch (device.transport) {
    case 'ssh':
      return [
        ...address,
        { label: 'User', shows: device.username, edit: asked(askUsername) },
        { label: 'Login', shows: LOGINS[device.auth], edit: asked(askLogin) },
        ...(device.auth === 'key'
          ? [{ label: 'Key File', shows: device.keyFile ?? 'of the ssh config', edit: asked(askKeyFile) }]
          : []),
        { label: 'Jump Hosts', shows: device.jump ?? 'none', edit: asked(askJump) },
        { label: 'Host Keys', shows: device.hostKeys, edit: asked(askHostKeys) },
        pin,
      ]
    case 'tls':
      return [
        ...address,
        {
          label: 'Certificate',
          shows: device.pkcs12File ?? device.certificateFile ?? 'none',
          edit: asked(askIdentity),
        },
        { label: 'CA File', shows: device.caFile ?? 'what this computer knows', edit: asked(askAuthority) },
        pin,
      ]
    case 'unix':
      return [{ label: 'Socket', shows: device.path ?? '', edit: asked(askPath) }]
    case 'process':
      return [{ label: 'Program', shows: endpointOf(device), edit: asked(askCommand) }]
  }
}

const LOGINS: Readonly<Record<Device['auth'], string>> = {
  password: 'password',
  key: 'key file',
  agent: 'SSH agent',
}

/** Method and key file go together: with the one but not the other the entry would be wrong. */
async function askLogin(place: Place, device: NewDevice): Promise<Answer<Changes>> {
  const auth = await askAuth(place, device)
  if (auth === undefined || auth === 'back' || auth.value.auth !== 'key') return auth
  const file = await askKeyFile(place, device)
  return file === undefined || file === 'back' ? file : { value: { ...auth.value, ...file.value } }
}

function secretField(context: AppContext, device: Device, stored: boolean): EditField {
  return {
    label: device.auth === 'key' ? 'Passphrase' : 'Password',
    shows: stored ? 'stored' : 'asked when connecting',
    edit: async (place) => {
      const answer = await askSecret(place, device)
      if (answer === undefined || answer === 'back') return
      await context.secrets.forget(device.id)
      await storeSecret(context, device, answer.value)
    },
  }
}
