import { type Outlook, outlookOf } from './evaluate/quota/forecast.ts'
import { callsIn } from './evaluate/quota/usage.ts'
import type { MetricsSnapshot } from './metrics/snapshot.ts'
import { type QuotaPlan, SLOT_MS, slotStart } from './types/quota.ts'
import type { State } from './types/state.ts'
import type { Millis } from './types/time.ts'
import type { QuotaView } from './web/status.ts'

/** How far each plan is, by the quarters of an hour that are complete. */
export function quotaGauges(
  state: State,
  plans: readonly QuotaPlan[],
): NonNullable<MetricsSnapshot['quotas']> {
  return plans.map((plan) => {
    const { used, period, exhaustedAt } = outlookOf(state, plan, evaluatedTo(state))
    const usedRatio = used / plan.calls
    return {
      ...{ project: plan.project, usedRatio, resetsAt: period.end },
      ...(exhaustedAt !== undefined && { exhaustedAt }),
    }
  })
}

/** The same for people, with the way to it. Before anything was evaluated there is none. */
export function quotaViews(state: State, plans: readonly QuotaPlan[]): readonly QuotaView[] {
  const at = evaluatedTo(state)
  return at === 0 ? [] : plans.map((plan) => quotaView(state, plan, at))
}

function quotaView(state: State, plan: QuotaPlan, at: Millis): QuotaView {
  const outlook = outlookOf(state, plan, at)
  const { period, used, projected, exhaustedAt, watched } = outlook
  return {
    ...{ project: plan.project, calls: plan.calls, used, watched },
    start: new Date(period.start),
    resetsAt: new Date(period.end),
    ...(projected !== undefined && { projected: Math.round(projected) }),
    ...(exhaustedAt !== undefined && { exhaustedAt: new Date(exhaustedAt) }),
    left: burnDown(state, plan, outlook, at),
  }
}

/** Points of the way; more are not to be told apart on a page. */
const POINTS_MAX = 60

/** Calls left, from the moment since when they are known: what the console showed, or the first answer of the period. */
function burnDown(
  state: State,
  plan: QuotaPlan,
  { period }: Outlook,
  at: Millis,
): QuotaView['left'] {
  const { shown, calls, project } = plan
  const isShown = shown !== undefined && shown.at >= period.start && shown.at <= at
  const from = isShown ? shown.at : Math.max(period.start, state.began.get(project) ?? at)
  const to = slotStart(at)
  const step = Math.ceil((period.end - period.start) / POINTS_MAX / SLOT_MS) * SLOT_MS
  let before = from
  let left = calls - (isShown ? shown.used : 0)
  const points = [{ at: new Date(from), calls: left }]
  for (const next of momentsIn(from, to, step)) {
    left -= callsIn(state, plan, before, next)
    before = next
    points.push({ at: new Date(next), calls: Math.max(0, left) })
  }
  return points
}

/** Whole steps after `from`, and the end. */
function momentsIn(from: Millis, to: Millis, step: Millis): readonly Millis[] {
  if (to <= from) return []
  const first = Math.floor(from / step) + 1
  const count = Math.max(0, Math.ceil(to / step) - first)
  return [...Array.from({ length: count }, (_, n) => (first + n) * step), to]
}

function evaluatedTo({ clock }: State): Millis {
  return clock.get('clock')?.grid ?? 0
}
