import { LATENESS, MINUTE, type Millis, SECOND } from '../types/time.ts'
import type { Situation } from './situation.ts'

/** Event time that an incident is held before it is told: what inhibits it may fire within the same second. */
const SETTLE: Millis = SECOND

/** Time between a mail of an incident and an update to it. */
const UPDATE_EVERY: Millis = 5 * MINUTE

/** Growth that is worth an update. */
const UPDATE_FACTOR = 2

/** When something is to be told of the incident, if nothing new happens. */
export function dueOf(situation: Situation): Millis {
  const { announced, now } = situation
  if (announced.over) return now
  if (announced.toldAt === undefined) return settledAt(situation) + LATENESS
  return Math.min(updateAt(situation), reminderAt(situation))
}

/** The second whose evaluation ends the wait before the first notification. */
export function settledAt({ instance }: Situation): Millis {
  return instance.firedAt + SETTLE
}

/** Infinite while the count has not doubled. */
export function updateAt({ announced, counts }: Situation): Millis {
  const { toldAt, toldTotal } = announced
  const doubled = counts.total >= UPDATE_FACTOR * toldTotal
  return toldAt !== undefined && doubled ? toldAt + UPDATE_EVERY : NEVER
}

/** The intervals count from the last notification of any kind; the last interval goes on. Infinite for a rule without reminders. */
export function reminderAt({ announced, rule }: Situation): Millis {
  const { toldAt, reminders } = announced
  const interval = rule.repeatMs[reminders] ?? rule.repeatMs.at(-1)
  return toldAt !== undefined && interval !== undefined ? toldAt + interval : NEVER
}

const NEVER = Number.POSITIVE_INFINITY
