import type { Condition, Rule } from '../types/rule.ts'
import type { KeyState, State } from '../types/state.ts'
import type { Millis } from '../types/time.ts'
import { countHolds } from './count.ts'
import { evidenceAt, quietAt } from './recovery.ts'

/** What one second shows of a key: all that its instance is decided by. */
export interface Reading {
  readonly holds: boolean
  /** How it is known that the trouble is over, where it is. */
  readonly recovered: 'evidence' | 'quiet' | undefined
  readonly counts: KeyState
}

export function readKey(
  counts: KeyState,
  rule: Rule,
  successes: State['successes'],
  g: Millis,
): Reading {
  return {
    holds: holds(rule.condition, counts),
    recovered: recoveredAt(counts, successes, g),
    counts,
  }
}

function holds(condition: Condition, counts: KeyState): boolean {
  switch (condition.kind) {
    case 'count':
      return countHolds(condition, counts)
  }
}

function recoveredAt(
  counts: KeyState,
  successes: State['successes'],
  g: Millis,
): Reading['recovered'] {
  if (evidenceAt(counts, successes) <= g) return 'evidence'
  return quietAt(counts) <= g ? 'quiet' : undefined
}
