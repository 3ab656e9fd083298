import type { Condition, Rule } from '../types/rule.ts'
import type { State, TrackedKey } from '../types/state.ts'
import type { Millis } from '../types/time.ts'
import { countHolds } from './count.ts'
import { evidenceAt, quietAt } from './recovery.ts'

/** What one second shows of a key: all that its instance is decided by. */
export interface Reading {
  readonly holds: boolean
  /** How it is known that the trouble is over, where it is. */
  readonly recovered: 'evidence' | 'quiet' | undefined
  /** First failure of what is counted. */
  readonly firstAt: Millis
}

export function readKey(
  counts: TrackedKey,
  rule: Rule,
  successes: State['successes'],
  g: Millis,
): Reading {
  return {
    holds: holds(rule.condition, counts),
    recovered: recoveredAt(counts, successes, g),
    firstAt: counts.firstAt,
  }
}

function holds(condition: Condition, counts: TrackedKey): boolean {
  switch (condition.kind) {
    case 'count':
      return countHolds(condition, counts)
  }
}

function recoveredAt(
  counts: TrackedKey,
  successes: State['successes'],
  g: Millis,
): Reading['recovered'] {
  if (evidenceAt(counts, successes) <= g) return 'evidence'
  return quietAt(counts) <= g ? 'quiet' : undefined
}
