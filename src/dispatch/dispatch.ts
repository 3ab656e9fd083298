import type { Transition } from '../types/alert.ts'
import type { Digest, Notification } from '../types/notification.ts'
import type { Rule } from '../types/rule.ts'
import type { State } from '../types/state.ts'
import { LATENESS, type Millis } from '../types/time.ts'
import { afterTelling } from './announced.ts'
import { decide, type Telling } from './decide.ts'
import { digestsOf } from './digest.ts'
import { dueOf } from './due.ts'
import { notificationsOf } from './notifications.ts'
import { remember } from './remember.ts'
import { type Situation, situationOf } from './situation.ts'

/**
 * Takes note of the transitions and says what leaves now, one for each receiver. While not live nothing leaves: on becoming
 * live, what fires still is told with its true start, and what is over already goes into one digest for each receiver.
 * What leaves counts as told: the caller stores it in the same transaction.
 */
export function dispatch(
  state: State,
  transitions: readonly Transition[],
  rules: readonly Rule[],
  now: Millis,
  live: boolean,
): (Notification | Digest)[] {
  for (const transition of transitions) remember(state, transition, rules)
  if (!live) return []
  const decided = [...state.announced.values()].map((announced) => {
    const situation = situationOf(state, announced, rules, now)
    return { situation, decision: decide(situation) }
  })
  const told = decided.flatMap(({ situation, decision }) =>
    decision.notify && decision.kind !== 'digest' ? tell(state, situation, decision) : [],
  )
  const missed = decided
    .filter(({ decision }) => decision.notify && decision.kind === 'digest')
    .map(({ situation }) => situation)
  return [...told, ...tellMissed(state, missed, now)]
}

/** The time on the clock at which `dispatch` will have something to say, if nothing new happens; `undefined` where it never will. */
export function nextDue(state: State, rules: readonly Rule[]): Millis | undefined {
  const clock = state.clock.get('clock')
  if (!clock?.live) return undefined
  const first = [...state.announced.values()]
    .map((announced) => dueOf(situationOf(state, announced, rules, clock.grid + LATENESS)))
    .reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  return Number.isFinite(first) ? first : undefined
}

function tell(state: State, situation: Situation, telling: Telling): Notification[] {
  const after = afterTelling(situation, telling)
  const { incident } = situation.announced
  if (after) state.announced.set(incident, after)
  else state.announced.delete(incident)
  return notificationsOf(situation, telling)
}

/** Nothing is remembered of what a digest told. */
function tellMissed({ announced }: State, missed: readonly Situation[], now: Millis): Digest[] {
  for (const { instance } of missed) announced.delete(instance.incident)
  return digestsOf(missed, now)
}
