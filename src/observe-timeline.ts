import { CATEGORIES, type Category } from './types/catalog.ts'
import { valueIn } from './types/pairs.ts'
import { type CallSlot, SLOT_MS, slotKey, slotStart } from './types/quota.ts'
import type { State } from './types/state.ts'
import { DAY, type Millis } from './types/time.ts'
import type { TimelineView } from './web/status.ts'

const STEPS = DAY / SLOT_MS

/** The last day over all projects, from the slots in which their calls are counted for the quota anyway. */
export function timelineOf(state: State, now: Millis): TimelineView {
  const start = slotStart(now) - (STEPS - 1) * SLOT_MS
  const steps = Array.from({ length: STEPS }, (_, n) => slotsAt(state, start + n * SLOT_MS))
  const errors = CATEGORIES.map((category) => ({
    category,
    counts: steps.map((slots) => errorsIn(slots, category)),
  }))
  return {
    start: new Date(start),
    stepMs: SLOT_MS,
    answers: steps.map((slots) => slots.reduce((sum, { calls }) => sum + calls, 0)),
    errors: errors
      .filter(({ counts }) => counts.some((count) => count > 0))
      .sort((a, b) => total(b.counts) - total(a.counts)),
  }
}

function slotsAt({ calls, began }: State, start: Millis): readonly CallSlot[] {
  return [...began.keys()].flatMap((project) => calls.get(slotKey(project, start)) ?? [])
}

function errorsIn(slots: readonly CallSlot[], category: Category): number {
  return slots.reduce((sum, { categories }) => sum + (valueIn(categories, category) ?? 0), 0)
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
