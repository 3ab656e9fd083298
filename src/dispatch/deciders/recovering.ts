import { type Millis, SECOND } from '../../types/time.ts'
import type { Decision } from '../decision.ts'
import type { Situation } from '../situation.ts'

/**
 * What an incident explained still fires when that one ends, because its window remembers: it is told when it would fire
 * by what happened since, and after a window in any case.
 */
export function recovering(situation: Situation): Decision | undefined {
  const { announced, causeEndedAt, now } = situation
  if (announced.over || causeEndedAt === undefined) return undefined
  if (standsAlone(situation, causeEndedAt)) return undefined
  return { notify: false, reason: 'recovering', until: now + SECOND }
}

function standsAlone({ instance, rule, counts, grid }: Situation, endedAt: Millis): boolean {
  if (instance.state === 'firing' && instance.belowSince !== undefined) return false
  if (grid >= endedAt + rule.windowMs) return true
  if (rule.condition.kind !== 'count') return false
  const since = counts.buckets.filter(({ firstAt }) => firstAt > endedAt)
  return since.reduce((sum, { count }) => sum + count, 0) >= rule.condition.atLeast
}
