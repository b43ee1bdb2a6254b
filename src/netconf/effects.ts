// What running an operation leaves behind, by its name.

const READS: ReadonlySet<string> = new Set([
  'validate',
  'compare',
  'create-subscription',
  'establish-subscription',
  'modify-subscription',
  'delete-subscription',
  'resync-subscription',
])

/** Whether an operation changes nothing on the device, so that it may be run again without a thought. */
export function isRead(name: string): boolean {
  return name === 'get' || name.startsWith('get-') || READS.has(name)
}

/** The datastore that a lock or unlock names; undefined for other operations and other targets. */
export function lockTarget(operation: {
  readonly name: string
  readonly xml: string
}): 'running' | 'candidate' | 'startup' | undefined {
  if (operation.name !== 'lock' && operation.name !== 'unlock') return undefined
  const named = /<(?:[\w.-]+:)?(running|candidate|startup)\s*(?:\/>|>)/.exec(operation.xml)?.[1]
  return named as 'running' | 'candidate' | 'startup' | undefined
}
