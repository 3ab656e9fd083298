import { SEVERITIES } from '../../types/catalog.ts'
import { MINUTE, type Millis } from '../../types/time.ts'
import { type Decision, NEVER } from '../decision.ts'
import type { Situation } from '../situation.ts'

/** Time between a mail of an incident and an update to it. */
const UPDATE_EVERY: Millis = 5 * MINUTE

/** Growth that is worth an update. */
const UPDATE_FACTOR = 2

export function update(situation: Situation): Decision | undefined {
  if (raised(situation)) return { notify: true, kind: 'update', reason: 'severity_raised' }
  if (situation.now < updateAt(situation)) return undefined
  return { notify: true, kind: 'update', reason: 'count_doubled' }
}

/** Infinite while the count has not doubled, and for what is a state from its first error on: how often it is met is no news. */
export function updateAt({ announced, counts, rule }: Situation): Millis {
  const { toldAt, toldTotal } = announced
  if (rule.condition.kind === 'count' && rule.condition.atLeast === 1) return NEVER
  const doubled = counts.total > 0 && counts.total >= UPDATE_FACTOR * toldTotal
  return toldAt !== undefined && doubled ? toldAt + UPDATE_EVERY : NEVER
}

/** It is worse than people were told: they hear of it at once. */
export function raised({ announced: { toldAt, rule: told }, instance, rule }: Situation): boolean {
  if (toldAt === undefined || instance.severity === undefined) return false
  return SEVERITIES.indexOf(rule.severity) > SEVERITIES.indexOf(told.severity)
}
