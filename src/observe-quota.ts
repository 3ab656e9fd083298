import { outlookOf } from './evaluate/quota/forecast.ts'
import type { MetricsSnapshot } from './metrics/snapshot.ts'
import type { QuotaPlan } from './types/quota.ts'
import type { State } from './types/state.ts'

/** How far each plan is, by the quarters of an hour that are complete. */
export function quotaGauges(
  state: State,
  plans: readonly QuotaPlan[],
): NonNullable<MetricsSnapshot['quotas']> {
  const at = state.clock.get('clock')?.grid ?? 0
  return plans.map((plan) => {
    const { used, exhaustedAt } = outlookOf(state, plan, at)
    const usedRatio = used / plan.calls
    return {
      ...{ project: plan.project, usedRatio },
      ...(exhaustedAt !== undefined && { exhaustedAt }),
    }
  })
}
