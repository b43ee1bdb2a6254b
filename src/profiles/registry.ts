// The closed table of profiles, looked up by name.

import { csr, ios, iosxe, iosxr, nexus } from './cisco.ts'
import { h3c, hpcomware } from './comware.ts'
import { huawei, huaweiyang } from './huawei.ts'
import { junos } from './juniper.ts'
import { srlinux, sros, srosPrivate } from './nokia.ts'
import { alu } from './nokiaClassic.ts'
import {
  adva,
  ciena,
  clixon,
  ericsson,
  ericssonPrefixed,
  general,
  netconfd,
  netopeer2,
  ocnos,
} from './plainFamilies.ts'
import { PROFILE_NAMES, type Profile, type ProfileName } from './profile.ts'

/** Frozen, to the last list in it. */
const PROFILES: Readonly<Record<ProfileName, Profile>> = frozen({
  default: general,
  adva,
  alu,
  ciena,
  clixon,
  csr,
  ericsson,
  'ericsson-prefixed': ericssonPrefixed,
  h3c,
  hpcomware,
  huawei,
  huaweiyang,
  ios,
  iosxe,
  iosxr,
  junos,
  netconfd,
  netopeer2,
  nexus,
  ocnos,
  srlinux,
  sros,
  'sros-private': srosPrivate,
})

/** In the order of a list to choose from. */
export const ALL_PROFILES: readonly Profile[] = frozen(PROFILE_NAMES.map((name) => PROFILES[name]))

/** Throws RangeError, with the known names in its sentence. */
export function profileOf(name: string): Profile {
  const known = PROFILE_NAMES.find((profile) => profile === name)
  if (known === undefined) {
    throw new RangeError(
      `There is no profile ${JSON.stringify(name)}. There are: ${PROFILE_NAMES.join(', ')}.`,
    )
  }
  return PROFILES[known]
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  Object.values(value).forEach(frozen)
  return value
}
