// Finds the family of a device by what it shows, and says why; it never guesses.

import { changesOf, needsNewHello } from './changes.ts'
import type { Profile, Sign } from './profile.ts'
import { ALL_PROFILES, profileOf } from './registry.ts'

export interface DeviceFacts {
  /** As announced in hello. */
  readonly capabilities: readonly string[]
  /** The identification string of its SSH server, such as `SSH-2.0-OpenSSH_9.6`. */
  readonly sshIdent?: string
  /** The hello as it came. */
  readonly helloXml?: string
}

export interface Detection {
  readonly profile: Profile
  /** False: nothing tells the family, and the profile is the default one. */
  readonly found: boolean
  /** A sentence for people. */
  readonly why: string
  /** What the profile changes, a sentence each. */
  readonly changes: readonly string[]
  /** Part of it is what we say first, so it takes effect with the next connection. */
  readonly needsReconnect: boolean
}

interface Evidence {
  readonly sign: Sign
  readonly shown: string
}

/** The family with the strongest sign; the default profile where there is none. */
export function detectProfile(facts: DeviceFacts): Detection {
  let best: { profile: Profile; evidence: Evidence } | undefined
  for (const profile of ALL_PROFILES) {
    const evidence = evidenceFor(profile, facts)
    if (evidence !== undefined && evidence.sign.score > (best?.evidence.sign.score ?? 0)) {
      best = { profile, evidence }
    }
  }
  if (best === undefined) return detection(profileOf('default'), 'Nothing in its hello tells what it is.')
  return detection(best.profile, whySentence(best.profile, best.evidence), true)
}

/** The strongest sign of this one family. */
function evidenceFor(profile: Pick<Profile, 'signs'>, facts: DeviceFacts): Evidence | undefined {
  let best: Evidence | undefined
  for (const sign of profile.signs) {
    if (best !== undefined && best.sign.score >= sign.score) continue
    const shown = shownBy(sign, facts)
    if (shown !== undefined) best = { sign, shown }
  }
  return best
}

function shownBy({ where, pattern, unless }: Sign, facts: DeviceFacts): string | undefined {
  const { capabilities, sshIdent, helloXml } = facts
  if (unless !== undefined && capabilities.some((uri) => unless.test(uri))) return undefined
  switch (where) {
    case 'capability':
      return capabilities.find((uri) => pattern.test(uri))
    case 'ssh':
      return sshIdent !== undefined && pattern.test(sshIdent) ? sshIdent : undefined
    case 'hello':
      return helloXml === undefined ? undefined : pattern.exec(helloXml)?.[0]
  }
}

const SHOWS: Readonly<Record<Sign['where'], string>> = {
  capability: 'It announces',
  ssh: 'Its SSH server calls itself',
  hello: 'Its hello holds',
}

function whySentence(profile: Profile, { sign, shown }: Evidence): string {
  const bare = sign.where === 'capability' ? shown.replace(/\?.*$/s, '') : shown
  const cut = bare.length > 120 ? `${bare.slice(0, 120)}…` : bare
  return `${SHOWS[sign.where]} ${cut}: ${sign.means}, so it is taken for ${profile.title}.`
}

function detection(profile: Profile, why: string, found = false): Detection {
  return { profile, found, why, changes: changesOf(profile), needsReconnect: needsNewHello(profile) }
}
