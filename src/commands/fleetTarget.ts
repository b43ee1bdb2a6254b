// Which datastore of a device an edit of many goes to.

import type { Device } from '../app/settings.ts'
import type { Capabilities } from '../netconf/capabilities.ts'

/** `best`: the candidate where there is one, else running. */
export type TargetRule = 'best' | 'candidate' | 'running'

/** Undefined: the device lets nothing be edited that the rule allows. */
export function targetFor(
  rule: TargetRule,
  { editTargets }: Capabilities,
): 'candidate' | 'running' | undefined {
  const allowed = editTargets.filter((target) => target !== 'startup')
  return rule === 'best' ? allowed[0] : allowed.find((target) => target === rule)
}

/** Why there is none. */
export function noTarget(
  { name }: Pick<Device, 'name'>,
  rule: TargetRule,
  { editTargets }: Capabilities,
): string {
  if (editTargets.length === 0) {
    return `${name} announces neither a candidate nor a writable running datastore, so its configuration cannot be edited over NETCONF.`
  }
  return `${name} lets only ${editTargets.join(' and ')} be edited, not ${rule}.`
}
