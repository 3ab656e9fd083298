import type { QuotaCondition } from '../../types/rule.ts'
import type { State, TrackedKey } from '../../types/state.ts'
import type { Millis } from '../../types/time.ts'
import { outlookOf } from '../quota/forecast.ts'
import { topCallers } from '../quota/usage.ts'
import type { ConditionReading } from './condition.ts'

/** A forecast is over when so small a part of the plan would be used by the reset: at the edge it must not come and go. */
const OVER_AT = 0.95

/** Holds while a share of the plan is used, or while all of it will be before the reset. */
export function readQuota(
  { at, plans }: QuotaCondition,
  { group }: TrackedKey,
  state: State,
  g: Millis,
): ConditionReading {
  const plan = plans.find(({ project }) => project === group.project)
  if (!plan) return { holds: false, over: true, overEnds: true }
  const { period, used, projected = used, exhaustedAt, watched } = outlookOf(state, plan, g)
  const { calls, shown } = plan
  const value = at === 'forecast' ? projected : used
  const threshold = at === 'forecast' ? calls : at * calls
  return {
    holds: value >= threshold,
    over: value < (at === 'forecast' ? OVER_AT : 1) * threshold,
    overEnds: true,
    since: g,
    facts: () => ({
      ...{ kind: 'quota', used, calls, watched, resetsAt: period.end },
      ...(exhaustedAt !== undefined && { exhaustedAt }),
      ...(shown && shown.at >= period.start && { shownAt: shown.at }),
      callers: topCallers(state, plan, period.start, g),
    }),
  }
}
