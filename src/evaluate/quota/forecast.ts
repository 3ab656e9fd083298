import { type QuotaPlan, SLOT_MS, slotStart } from '../../types/quota.ts'
import type { State } from '../../types/state.ts'
import { DAY, HOUR, type Millis } from '../../types/time.ts'
import { type Period, periodOf } from './period.ts'
import { callsIn, usedIn } from './usage.ts'

/**
 * Hours whose pace is looked at. The slower of the two counts: the busy hours of a day do not empty a month, and a loop
 * that ran last night and was mended does not either. Before the shorter one was watched there is no forecast.
 */
const SHORT_PACE_MS: Millis = 6 * HOUR
const LONG_PACE_MS: Millis = DAY

export interface Outlook {
  readonly period: Period
  readonly used: number
  /** Calls by the reset, if it goes on like this; absent before enough was watched. */
  readonly projected?: number
  /** When the last call is used up; absent where that is not before the reset. */
  readonly exhaustedAt?: Millis
  /** Part of the period so far of which the calls are known, 0 to 1. */
  readonly watched: number
}

/** How far a plan is at `at`, by the slots that are complete then. */
export function outlookOf(state: State, plan: QuotaPlan, at: Millis): Outlook {
  const period = periodOf(plan, at)
  const to = slotStart(at)
  const used = usedIn(state, plan, period, to)
  const watched = watchedPart(state, plan, period, to)
  const pace = paceOf(state, plan, to)
  if (pace === undefined) return { period, used, watched, ...emptyAt(plan, used, 0, to, period) }
  const projected = used + pace * (period.end - to)
  return { period, used, watched, projected, ...emptyAt(plan, used, pace, to, period) }
}

/** Calls a millisecond. */
function paceOf(state: State, plan: QuotaPlan, to: Millis): number | undefined {
  const began = state.began.get(plan.project) ?? Number.POSITIVE_INFINITY
  if (to - began < SHORT_PACE_MS) return undefined
  const long = Math.min(LONG_PACE_MS, Math.floor((to - began) / SLOT_MS) * SLOT_MS)
  return Math.min(
    callsIn(state, plan, to - SHORT_PACE_MS, to) / SHORT_PACE_MS,
    callsIn(state, plan, to - long, to) / long,
  )
}

function emptyAt(
  { calls }: QuotaPlan,
  used: number,
  pace: number,
  to: Millis,
  { end }: Period,
): Pick<Outlook, 'exhaustedAt'> {
  const left = calls - used
  if (left <= 0) return { exhaustedAt: to }
  const exhaustedAt = Math.round(to + left / pace)
  return exhaustedAt < end ? { exhaustedAt } : {}
}

/** What the console showed is known from the start of the period on; the rest since the first answer. */
function watchedPart(state: State, plan: QuotaPlan, { start }: Period, to: Millis): number {
  const { shown, project } = plan
  if (to <= start || (shown && shown.at >= start && shown.at <= to)) return 1
  const since = Math.max(start, state.began.get(project) ?? to)
  return Math.max(0, Math.min(1, (to - since) / (to - start)))
}
