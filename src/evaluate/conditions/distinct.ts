import { DEVICES_MAX } from '../../types/extent.ts'
import type { DistinctCondition } from '../../types/rule.ts'
import type { TrackedKey } from '../../types/state.ts'
import type { ConditionReading } from './condition.ts'

/**
 * Part of the threshold at or below which a firing alert is over, also while single devices go on failing: some devices
 * of any fleet are offline, so neither evidence nor quiet may ever come.
 */
const OVER_AT = 1 / 2

/** Holds while so many different devices, or such a share of the devices seen in a day, failed within the window. */
export function readDistinct(
  { atLeast, share }: DistinctCondition,
  { devices: failing = [], seen = [] }: TrackedKey,
): ConditionReading {
  const devices = failing.length
  const threshold = Math.max(atLeast, share === undefined ? 0 : share * seen.length)
  return {
    holds: devices >= threshold,
    over: devices <= threshold * OVER_AT,
    overEnds: true,
    facts: () => ({
      ...{ kind: 'distinct', devices, orMore: devices >= DEVICES_MAX },
      ...(share !== undefined && { seen: seen.length }),
    }),
  }
}
