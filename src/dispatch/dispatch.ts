import type { Transition } from '../types/alert.ts'
import { DEFAULT_POLICY, type Policy } from '../types/noise.ts'
import type { Digest, HeldBack, Notification } from '../types/notification.ts'
import type { Rule } from '../types/rule.ts'
import type { State } from '../types/state.ts'
import { LATENESS, type Millis } from '../types/time.ts'
import { afterTelling, noteHeld } from './announced.ts'
import { decide } from './decide.ts'
import type { Decision, Telling } from './decision.ts'
import { digestsOf } from './digest.ts'
import { heldBackBy, keepCounted } from './held-back.ts'
import { notificationsOf } from './notifications.ts'
import { remember } from './remember.ts'
import { type Situation, situationsOf } from './situation.ts'

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
  policy: Policy = DEFAULT_POLICY,
): (Notification | Digest)[] {
  for (const transition of transitions) remember(state, transition, rules)
  if (!live) return []
  const situations = situationsOf(state, rules, now, policy)
  const decided = situations.map((situation) => ({ situation, decision: decide(situation) }))
  for (const one of decided) keepBack(state, one)
  const heldBack = heldBackBy(situations)
  const told = decided.flatMap(({ situation, decision }) =>
    decision.notify && decision.kind !== 'digest'
      ? tell(state, situation, decision, heldBack.get(situation.announced.incident))
      : [],
  )
  const missed = decided
    .filter(({ decision }) => decision.notify && decision.kind === 'digest')
    .map(({ situation }) => situation)
  return [...told, ...tellMissed(state, missed, now)]
}

/** The time on the clock at which `dispatch` will have something to do, if nothing new happens; `undefined` where it never will. */
export function nextDue(
  state: State,
  rules: readonly Rule[],
  policy: Policy = DEFAULT_POLICY,
): Millis | undefined {
  const clock = state.clock.get('clock')
  if (!clock?.live) return undefined
  const now = clock.grid + LATENESS
  const first = situationsOf(state, rules, now, policy)
    .map((situation) => dueOf(decide(situation), now))
    .reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  return Number.isFinite(first) ? first : undefined
}

interface Decided {
  readonly situation: Situation
  readonly decision: Decision
}

function dueOf(decision: Decision, now: Millis): Millis {
  return 'until' in decision ? decision.until : now
}

/** Remembers what is held and why; forgets what is over and was held until its end. */
function keepBack(state: State, { situation, decision }: Decided): void {
  if ('until' in decision) noteHeld(state, situation, decision)
  if (!('forget' in decision)) return
  keepCounted(state, situation)
  state.announced.delete(situation.announced.incident)
}

function tell(
  state: State,
  situation: Situation,
  telling: Telling,
  heldBack: HeldBack | undefined,
): Notification[] {
  const after = afterTelling(situation, telling)
  const { incident } = situation.announced
  if (after) state.announced.set(incident, after)
  else state.announced.delete(incident)
  const told = notificationsOf(situation, telling)
  return heldBack ? told.map((one) => ({ ...one, heldBack })) : told
}

/** Nothing is remembered of what a digest told. */
function tellMissed({ announced }: State, missed: readonly Situation[], now: Millis): Digest[] {
  for (const { instance } of missed) announced.delete(instance.incident)
  return digestsOf(missed, now)
}
