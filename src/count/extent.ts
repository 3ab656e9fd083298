import type { Event } from '../types/event.ts'
import { valueIn } from '../types/pairs.ts'
import type { Rule } from '../types/rule.ts'
import type { Extent, TrackedKey } from '../types/state.ts'
import { HOUR, type Millis } from '../types/time.ts'

/** What one answer adds to a rule besides an error: an answer, a failing device, a device seen. */
export function extentOf({ condition }: Rule, event: Event, failed: boolean, end: Millis): Extent {
  if (condition.kind === 'ratio') return { answers: 1 }
  if (condition.kind !== 'distinct' || event.device === undefined) return {}
  return {
    ...(failed && { devices: [[event.device, end]] }),
    ...(condition.share !== undefined && { seen: [[event.device, hourOf(event.at)]] }),
  }
}

/** True for an answer that only says what is known: that a device was seen in this hour. A polled device says so all the time. */
export function isSeen({ seen = [] }: TrackedKey, { condition }: Rule, event: Event): boolean {
  if (condition.kind !== 'distinct') return false
  if (event.device === undefined) return true
  const hour = hourOf(event.at)
  return (valueIn(seen, event.device) ?? 0) >= hour
}

function hourOf(at: Millis): Millis {
  return Math.ceil(at / HOUR) * HOUR
}
