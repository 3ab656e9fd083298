import type { Rule } from '../../types/rule.ts'
import type { TrackedKey } from '../../types/state.ts'
import { DAY, HOUR, type Millis } from '../../types/time.ts'
import type { ConditionReading } from './condition.ts'

/** How long an error is new; after that the alert waits for recovery only. */
export const NEW_FOR: Millis = HOUR

/** To whom everything is new, nothing is: so long the logs are watched before anything is called new. */
const LEARNING_MAX: Millis = DAY

/** Holds for an hour after an error whose group had none for the length of the window, unknown codes included. */
export function readNew(
  { windowMs }: Rule,
  { buckets }: TrackedKey,
  watchedMs: Millis,
  g: Millis,
): ConditionReading {
  const first = buckets[0]?.firstAt
  const isNew = first !== undefined && g - first < NEW_FOR
  const learned = watchedMs - (isNew ? g - first : 0) >= Math.min(windowMs, LEARNING_MAX)
  return { holds: isNew && learned, over: !isNew, overEnds: false }
}
