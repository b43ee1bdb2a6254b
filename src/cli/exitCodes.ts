// How each kind of ending shows to the shell.

import { OptionError } from '../netconf/errors.ts'
import { UnlockError } from '../netconf/locking.ts'
import { ConnectError, NetconfError } from '../transport/errors.ts'
import { FoundProblems, PartialFailure, UnsupportedError, UsageError } from './failures.ts'
import { Interruption } from './interruption.ts'

export interface ExitCode {
  readonly code: number
  readonly meaning: string
}

/** For --help, and for scripts: these numbers do not change. */
export const EXIT = {
  ok: { code: 0, meaning: 'done; warnings of the device count as done' },
  failure: { code: 1, meaning: 'something here failed, such as writing a file' },
  usage: { code: 2, meaning: 'the command line is wrong; nothing was sent' },
  connect: { code: 3, meaning: 'no connection: refused, unreachable, no NETCONF there, no common algorithm' },
  auth: { code: 4, meaning: 'the device did not let us in' },
  identity: { code: 5, meaning: 'host key or certificate not trusted' },
  rpc: { code: 6, meaning: 'the device answered with an error' },
  timeout: { code: 7, meaning: 'no answer in time' },
  protocol: { code: 8, meaning: 'the device broke the protocol' },
  closed: { code: 9, meaning: 'the session ended before the answer' },
  unsupported: { code: 10, meaning: 'the device did not announce what this needs; nothing was sent' },
  partial: { code: 11, meaning: 'some of several failed, as told on standard error' },
  problems: { code: 12, meaning: 'there are errors in the YANG modules or the data that were looked at' },
} as const satisfies Readonly<Record<string, ExitCode>>

/** As shells have it: 130 for Ctrl-C. */
export const INTERRUPTED: ExitCode = {
  code: 130,
  meaning: 'interrupted (143: ended by SIGTERM, 141: nobody reads)',
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) return error.exitCode
  if (error instanceof UsageError || error instanceof OptionError) return EXIT.usage.code
  if (error instanceof UnsupportedError) return EXIT.unsupported.code
  if (error instanceof PartialFailure) return EXIT.partial.code
  if (error instanceof FoundProblems) return EXIT.problems.code
  if (error instanceof UnlockError) return error.sessionIsGone ? EXIT.closed.code : firstCode(error.errors)
  return error instanceof NetconfError ? kindCode(error) : EXIT.failure.code
}

function firstCode(errors: readonly unknown[]): number {
  return errors.length === 0 ? EXIT.rpc.code : exitCodeOf(errors[0])
}

function kindCode(error: NetconfError): number {
  switch (error.kind) {
    case 'connect':
      return error instanceof ConnectError ? connectCode(error) : EXIT.connect.code
    case 'rpc':
    case 'timeout':
    case 'protocol':
    case 'closed':
      return EXIT[error.kind].code
  }
}

function connectCode({ reason }: ConnectError): number {
  switch (reason) {
    case 'auth':
      return EXIT.auth.code
    case 'hostKey':
    case 'tls':
      return EXIT.identity.code
    case 'timeout':
      return EXIT.timeout.code
    case 'refused':
    case 'unreachable':
    case 'noSubsystem':
    case 'algorithms':
      return EXIT.connect.code
  }
}
