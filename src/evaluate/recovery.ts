import type { Rule } from '../types/rule.ts'
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

/**
 * Evidence ends an incident while the window still holds its errors when nothing has failed for so long: a rule such as one
 * error in an hour could not end before. Where errors and successes alternate, clients fail again sooner.
 */
const EVIDENCE_QUIET_MS: Millis = 5 * MINUTE

/** When evidence ends the incident, whatever the window holds by then. Infinite where that must not be, or never is. */
export function clearedAt(
  counts: Tally,
  { condition, keepFiringForMs }: Rule,
  successes: State['successes'],
): Millis {
  if (!CLEARED_BY_EVIDENCE.has(condition.kind) || counts.total === 0)
    return Number.POSITIVE_INFINITY
  const quiet = counts.lastFailureAt + Math.max(EVIDENCE_QUIET_MS, keepFiringForMs)
  return Math.max(quiet, evidenceAt(counts, successes))
}

/** Conditions that a few errors of the past make; the others compare, and need what they remember. */
const CLEARED_BY_EVIDENCE: ReadonlySet<Rule['condition']['kind']> = new Set([
  'count',
  'distinct',
  'ratio',
])

export function quietAt({ lastFailureAt }: Tally): Millis {
  return lastFailureAt + QUIET_MS
}

function successAfter(failedAt: Millis, times: readonly (readonly Millis[])[] = []): Millis {
  const block = times.find((some) => (some.at(-1) ?? failedAt) > failedAt) ?? []
  return block.find((at) => at > failedAt) ?? Number.POSITIVE_INFINITY
}
