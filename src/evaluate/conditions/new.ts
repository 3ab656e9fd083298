import type { Rule } from '../../types/rule.ts'
import type { Buckets, TrackedKey } from '../../types/state.ts'
import { DAY, type Millis } from '../../types/time.ts'
import { NEW_FOR } from '../../types/window.ts'
import type { ConditionReading } from './condition.ts'

/** To whom everything is new, nothing is: so long the logs are watched before anything is called new. */
const LEARNING_MAX: Millis = DAY

/** Holds for an hour after an error whose group had none for the length of the window, unknown codes included. */
export function readNew(
  { windowMs }: Rule,
  { buckets }: TrackedKey,
  watchedMs: Millis,
  g: Millis,
): ConditionReading {
  const newAt = newestIn(buckets, windowMs)
  const isNew = newAt !== undefined && g - newAt < NEW_FOR
  const learned = watchedMs - (isNew ? g - newAt : 0) >= Math.min(windowMs, LEARNING_MAX)
  return { holds: isNew && learned, over: !isNew, overEnds: false }
}

/** When the last error came that had none before it for the length of the window. */
function newestIn(buckets: Buckets, windowMs: Millis): Millis | undefined {
  return buckets.findLast(({ firstAt }, index) => {
    const before = buckets[index - 1]
    return before === undefined || before.end + windowMs <= firstAt
  })?.firstAt
}
