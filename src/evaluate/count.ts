import type { CountCondition } from '../types/rule.ts'
import type { TrackedKey } from '../types/state.ts'

/** True while at least as many errors as the rule says lie in the window. */
export function countHolds(condition: CountCondition, { buckets }: TrackedKey): boolean {
  return buckets.reduce((sum, { count }) => sum + count, 0) >= condition.atLeast
}
