import { MINUTE, type Millis } from '../../types/time.ts'
import { type Decision, NEVER } from '../decision.ts'
import type { Situation } from '../situation.ts'

/** Time between a mail of an incident and an update to it. */
const UPDATE_EVERY: Millis = 5 * MINUTE

/** Growth that is worth an update. */
const UPDATE_FACTOR = 2

export function update(situation: Situation): Decision | undefined {
  if (situation.now < updateAt(situation)) return undefined
  return { notify: true, kind: 'update', reason: 'count_doubled' }
}

/** Infinite while the count has not doubled. */
export function updateAt({ announced, counts }: Situation): Millis {
  const { toldAt, toldTotal } = announced
  const doubled = counts.total >= UPDATE_FACTOR * toldTotal
  return toldAt !== undefined && doubled ? toldAt + UPDATE_EVERY : NEVER
}
