// Finds devices by id and by group without going through all of them.

interface Indexed {
  readonly id: string
  readonly group?: string
}

export interface DeviceIndex<Device extends Indexed> {
  /** In the order given. */
  readonly all: readonly Device[]
  /** Of several with the same id the first. */
  byId(id: string): Device | undefined
  /** By name. */
  readonly groups: readonly string[]
  /** The members of a group; undefined stands for no group. */
  inGroup(group: string | undefined): readonly Device[]
}

/** Goes through the devices once; each answer then takes the same time, however many there are. */
export function indexDevices<Device extends Indexed>(all: readonly Device[]): DeviceIndex<Device> {
  const ids = new Map<string, Device>()
  const members = new Map<string | undefined, Device[]>()
  for (const device of all) {
    const { id, group } = device
    if (!ids.has(id)) ids.set(id, device)
    const known = members.get(group)
    if (known === undefined) members.set(group, [device])
    else known.push(device)
  }
  const groups = [...members.keys()].filter((group) => group !== undefined)
  const { compare } = new Intl.Collator(undefined, { numeric: true })
  return {
    all,
    byId: (id) => ids.get(id),
    groups: groups.sort(compare),
    inGroup: (group) => members.get(group) ?? [],
  }
}
