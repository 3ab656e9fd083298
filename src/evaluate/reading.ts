import type { ResolvedBy } from '../types/alert.ts'
import type { Severity } from '../types/catalog.ts'
import type { Rule } from '../types/rule.ts'
import type { Facts, State, TrackedKey } from '../types/state.ts'
import type { Millis } from '../types/time.ts'
import { readCondition } from './conditions/read.ts'
import { clearedAt, evidenceAt, quietAt } from './recovery.ts'
import { isStanding } from './standing.ts'

/** What one second shows of a key: all that its instance is decided by. */
export interface Reading {
  readonly holds: boolean
  /** What fires may end, where the trouble is known to be over. */
  readonly over: boolean
  /** How it is known that the trouble is over, where it is. */
  readonly recovered: Exclude<ResolvedBy, 'rule_removed'> | undefined
  /** Proven over, whatever the window still holds. */
  readonly cleared: boolean
  /** Where it is above the rule's. */
  readonly severity: Severity | undefined
  /** First failure of what is counted. */
  readonly firstAt: Millis
  readonly facts: (() => Facts) | undefined
}

export function readKey(counts: TrackedKey, rule: Rule, state: State, g: Millis): Reading {
  const { holds, over, overEnds, critical, since, facts } = readCondition(rule, counts, state, g)
  const recovered = isStanding(rule) ? undefined : recoveredAt(counts, state, g)
  return {
    ...{ holds, over, facts },
    recovered: recovered ?? (over && overEnds ? 'threshold' : undefined),
    cleared: clearedAt(counts, rule, state.successes) <= g,
    severity: critical ? 'critical' : undefined,
    firstAt: since ?? counts.firstAt,
  }
}

function recoveredAt(
  counts: TrackedKey,
  { successes }: State,
  g: Millis,
): 'evidence' | 'quiet' | undefined {
  if (evidenceAt(counts, successes) <= g) return 'evidence'
  return quietAt(counts) <= g ? 'quiet' : undefined
}
