import type { Catalog } from '../types/catalog.ts'
import type { QuotaPlan } from '../types/quota.ts'
import { DAY, HOUR, type Millis, SECOND } from '../types/time.ts'
import { added, answersGrown, errorsGrown } from './growth.ts'
import { braced, labelMatcher, promDuration } from './promql.ts'
import { select } from './selection.ts'

/** The same as in tuyawatch itself: the slower of two paces counts, and before the shorter one was watched there is none. */
const SHORT_PACE_MS: Millis = 6 * HOUR
const LONG_PACE_MS: Millis = DAY

/**
 * The part of a plan that will be used by its reset, where that is all of it. What the instances have used is added, and so is
 * their pace: N sidecars share one plan.
 */
export function quotaForecast(plan: QuotaPlan, catalog: Catalog): string {
  const place = placeOf(plan)
  const of = (metric: string) => `${metric}${braced(place)}`
  const [short, long] = [SHORT_PACE_MS, LONG_PACE_MS].map((length) => paceOf(plan, catalog, length))
  const watched = (length: Millis) =>
    `and\n${added(['project'], [`${of('tuya_responses_total')} offset ${promDuration(length)}`])} >= 0`
  const used = added(['project'], [of('tuya_quota_used_ratio')])
  const left = `(max by (project) (${of('tuya_quota_reset_timestamp_seconds')}) - time())`
  const slower = `(\n(${short} <= ${long} ${watched(LONG_PACE_MS)})\nor\n(${long} ${watched(LONG_PACE_MS)})\nor\n(${short} ${watched(SHORT_PACE_MS)})\n)`
  return `(\n${used}\n+\n${slower}\n* ${left}\n) >= 1`
}

/** Parts of the plan a second. */
function paceOf(plan: QuotaPlan, catalog: Catalog, windowMs: Millis): string {
  const { calls, exclude } = plan
  const place = placeOf(plan)
  const sums = { place, windowMs, by: ['project'] }
  const answers = answersGrown(sums)
  const free = { selection: select({ category: exclude }, place, catalog), ...sums }
  const counted = exclude.length === 0 ? answers : `(\n${answers}\n-\n${errorsGrown(free)}\n)`
  return `${counted} / ${(windowMs / SECOND) * calls}`
}

function placeOf({ project }: QuotaPlan): readonly string[] {
  return [labelMatcher('project', [project])]
}
