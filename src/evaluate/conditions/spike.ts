import type { Rule, SpikeCondition } from '../../types/rule.ts'
import type { TrackedKey } from '../../types/state.ts'
import type { Millis } from '../../types/time.ts'
import { bucketsSince } from '../window.ts'
import type { ConditionReading } from './condition.ts'
import { errorsIn } from './sums.ts'

/**
 * Holds while the window has many times the errors of the same length before it. Where there were none before, `min_volume`
 * alone decides; before two windows have been watched, nothing holds.
 */
export function readSpike(
  { factor, minVolume }: SpikeCondition,
  { windowMs }: Rule,
  { buckets }: TrackedKey,
  watchedMs: Millis,
  g: Millis,
): ConditionReading {
  const errors = errorsIn(bucketsSince(buckets, g - windowMs))
  const before = errorsIn(buckets) - errors
  const holds = watchedMs >= 2 * windowMs && errors >= minVolume && errors >= factor * before
  const facts = () => ({ kind: 'spike', errors, before }) as const
  return { holds, over: !holds, overEnds: true, facts }
}
