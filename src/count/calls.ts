import type { Event } from '../types/event.ts'
import { plusOne } from '../types/pairs.ts'
import { CALLERS_MAX, type CallSlot, callerKey, slotKey, slotStart } from '../types/quota.ts'
import type { Pairs, State, Table } from '../types/state.ts'
import { OTHER } from '../types/tally.ts'
import { DAY, type Millis } from '../types/time.ts'
import { apiOf } from './scope.ts'
import { forgetSlots } from './slots.ts'

/** How long the calls of a slot are kept: the longest period, and as much again for a backlog. */
const RETENTION_MS: Millis = 62 * DAY

/** Counts an answer as a call of its project. What of it the plan counts is decided later: the plan may change. */
export function noteCall({ calls }: State, event: Event): void {
  const start = slotStart(event.at)
  const key = slotKey(event.project, start)
  const slot = calls.get(key) ?? beginSlot(calls, event.project, start)
  const caller = callerKey(apiOf(event.path ?? ''), event.source)
  calls.set(key, {
    ...slot,
    calls: slot.calls + 1,
    categories: event.success ? slot.categories : plusOne(slot.categories, event.category),
    callers: plusOne(slot.callers, callerIn(slot.callers, caller)),
  })
}

/** A new slot is the moment to forget the old ones. */
function beginSlot(calls: Table<string, CallSlot>, project: string, start: Millis): CallSlot {
  forgetSlots(calls, project, start - RETENTION_MS)
  return { project, start, calls: 0, categories: [], callers: [] }
}

function callerIn(callers: Pairs, caller: string): string {
  const known = callers.length < CALLERS_MAX || callers.some(([name]) => name === caller)
  return known ? caller : OTHER
}
