import type { State, Tally } from '../types/state.ts'
import { MINUTE, type Millis } from '../types/time.ts'

/** Without evidence an incident is over when nothing has failed for so long: clients retry every few minutes at least. */
export const QUIET_MS: Millis = 15 * MINUTE

/** When the last of the failing scopes had its first success behind its last failure; infinite while one has none. */
export function evidenceAt({ failing }: Tally, successes: State['successes']): Millis {
  return failing.reduce(
    (latest, [scope, failedAt]) => Math.max(latest, successAfter(failedAt, successes.get(scope))),
    Number.NEGATIVE_INFINITY,
  )
}

export function quietAt({ lastFailureAt }: Tally): Millis {
  return lastFailureAt + QUIET_MS
}

function successAfter(failedAt: Millis, times: readonly (readonly Millis[])[] = []): Millis {
  const block = times.find((some) => (some.at(-1) ?? failedAt) > failedAt) ?? []
  return block.find((at) => at > failedAt) ?? Number.POSITIVE_INFINITY
}
