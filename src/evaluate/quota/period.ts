import type { QuotaPlan } from '../../types/quota.ts'
import type { Millis } from '../../types/time.ts'
import { type Day, dayIn, midnightIn } from './zoned.ts'

export interface Period {
  readonly start: Millis
  /** The reset; no part of it. */
  readonly end: Millis
}

/** The period of a plan that a moment lies in. */
export function periodOf(plan: QuotaPlan, at: Millis): Period {
  const known = latest.get(plan)
  if (known && known.start <= at && at < known.end) return known
  const period = findPeriod(plan, at)
  latest.set(plan, period)
  return period
}

/** The calendar of a zone takes a while to ask, and time goes on slot by slot. */
const latest = new WeakMap<QuotaPlan, Period>()

function findPeriod(plan: QuotaPlan, at: Millis): Period {
  const today = dayIn(plan.timezone, at)
  const starts = [-1, 0, 1, 2].map((step) => midnightIn(plan.timezone, startOf(plan, today, step)))
  const index = starts.findLastIndex((start) => start <= at)
  return { start: starts[index] ?? at, end: starts[index + 1] ?? at }
}

/** The day on which the period of today begins, or one so many periods beside it. */
function startOf({ period, resetsOn }: QuotaPlan, { year, month, day }: Day, step: number): Day {
  if (period === 'daily') return { year, month, day: day + step }
  const last = new Date(Date.UTC(year, month + step, 0)).getUTCDate()
  return { year, month: month + step, day: Math.min(resetsOn, last) }
}
