// What the demo router reports about itself: uptime, interfaces, neighbors; made up, but it moves with time.

import { element, leaf } from '../xml/build.ts'
import { keyValues, leafValue, type BranchNode, type StateOf } from './dataTree.ts'

const SOFTWARE_VERSION = 'demo 1.0'
/** The router pretends to have run for this long when it is started: 41 days and some hours. */
const EARLIER_SECONDS = 3_563_127

export class RouterState {
  readonly #startedAt: number
  readonly #now: () => number
  /** Milliseconds; when an interface's counters were cleared. */
  readonly #clearedAt = new Map<string, number>()

  /** `now` is in milliseconds. */
  constructor(now: () => number) {
    this.#now = now
    this.#startedAt = now() - EARLIER_SECONDS * 1000
  }

  clearCounters(interfaceName: string): void {
    this.#clearedAt.set(interfaceName, this.#now())
  }

  /** The state data that belong to a branch of the configuration. */
  readonly stateOf: StateOf = (branch) => {
    switch (branch.schema.name) {
      case 'system':
        return [
          leaf('software-version', SOFTWARE_VERSION),
          leaf('uptime', Math.floor((this.#now() - this.#startedAt) / 1000)),
        ]
      case 'interface':
        // OSPF has interfaces too; those have no state here.
        return leafValue(branch, 'type') === undefined ? [] : this.#interfaceState(branch)
      case 'neighbor':
        return neighborState(branch)
      default:
        return []
    }
  }

  #interfaceState(branch: BranchNode): ReturnType<StateOf> {
    const name = keyValues(branch)[0] ?? ''
    const up = leafValue(branch, 'enabled') !== 'false'
    const since = this.#clearedAt.get(name) ?? this.#startedAt
    const seconds = up ? (this.#now() - since) / 1000 : 0
    const rate = 200 + (fingerprint(name) % 5_000)
    const packets = Math.floor(seconds * rate)
    const sent = Math.floor(seconds * rate * 0.7)
    return [
      leaf('oper-status', up ? 'up' : 'down'),
      element(
        'statistics',
        {},
        leaf('in-octets', packets * 811),
        leaf('in-packets', packets),
        leaf('in-errors', Math.floor(packets / 50_000_000)),
        leaf('out-octets', sent * 764),
        leaf('out-packets', sent),
      ),
    ]
  }
}

function neighborState(branch: BranchNode): ReturnType<StateOf> {
  if (leafValue(branch, 'enabled') === 'false') return [leaf('session-state', 'idle')]
  const routes = fingerprint(keyValues(branch)[0] ?? '') % 90_000
  return [leaf('session-state', 'established'), leaf('prefixes-received', routes)]
}

/** A number that is always the same for the same name (FNV-1a). */
function fingerprint(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
