import type { CountCondition } from '../../types/rule.ts'
import type { TrackedKey } from '../../types/state.ts'
import type { ConditionReading } from './condition.ts'
import { errorsIn } from './sums.ts'

/** Holds while at least as many errors as the rule says lie in the window. */
export function readCount(
  { atLeast, criticalAt, resolveAt }: CountCondition,
  { buckets }: TrackedKey,
): ConditionReading {
  const errors = errorsIn(buckets)
  return {
    holds: errors >= atLeast,
    over: errors <= (resolveAt ?? atLeast - 1),
    overEnds: resolveAt !== undefined,
    critical: criticalAt !== undefined && errors >= criticalAt,
  }
}
