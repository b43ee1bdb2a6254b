// Asks a person about devices that call home and are not known.

import { window, type Disposable } from 'vscode'
import type { KnownCall } from '../app/callHome.ts'
import { Refusal } from '../app/failure.ts'
import { plainText } from '../app/plainText.ts'
import type { Call } from '../transport/callHomeCalls.ts'
import type { CallNode } from '../views/callHomeTree.ts'
import type { CommandContext } from './context.ts'

/** Asks about each unknown caller once, one at a time; the view has them all. */
export function askAboutCallers(context: CommandContext): Disposable {
  const asked = new Set<string>()
  let isAsking = false
  return context.callHome.onDidChange(() => {
    const { state } = context.callHome
    if (state.kind === 'off') asked.clear()
    const call = callsIn(context).find((one) => one.state === 'waiting' && !asked.has(one.fingerprint))
    if (call === undefined || isAsking) return
    asked.add(call.fingerprint)
    isAsking = true
    void askAbout(context, call).finally(() => (isAsking = false))
  })
}

async function askAbout(context: CommandContext, call: KnownCall): Promise<void> {
  const accept = 'Accept and Remember…'
  const refuse = 'Refuse'
  const answer = await window.showWarningMessage(
    plainText(`An unknown device calls home from ${call.address}: ${proofWords(call)}.`),
    accept,
    refuse,
  )
  if (answer === undefined) return
  await context.run(async () => {
    const node: CallNode = { kind: 'call', call: undecided(context, call), deviceId: undefined }
    const { acceptCall, refuseCall } = await import('./callHomeCommands.ts')
    await (answer === accept ? acceptCall(context, node) : refuseCall(context, node))
  })
}

/** The call as it stands by now: a notification may outlive what it asks. Throws Refusal where there is nothing left to decide. */
function undecided(context: CommandContext, { fingerprint }: Call): KnownCall {
  const call = callsIn(context).find((one) => one.fingerprint === fingerprint)
  if (call === undefined) throw new Refusal('Call Home is off, or this caller is long gone.')
  if (call.device === undefined || (call.state !== 'accepted' && call.state !== 'connecting')) return call
  throw new Refusal(`This caller has been let in as ${call.device.name} already.`)
}

/** What it has shown: `ssh-ed25519 SHA256:…`. */
export function proofWords({ caller, fingerprint }: Call): string {
  return caller.transport === 'ssh'
    ? `${caller.key.type} ${fingerprint}`
    : `certificate of ${caller.certificate.subject}, ${fingerprint}`
}

export function callsIn({ callHome: { state } }: CommandContext): readonly KnownCall[] {
  return state.kind === 'off' ? [] : state.calls
}
