import type { Transition } from '../types/alert.ts'
import { SEVERITIES } from '../types/catalog.ts'
import { DEFAULT_POLICY, type Policy } from '../types/noise.ts'
import type { Digest, Notification } from '../types/notification.ts'
import type { Rule } from '../types/rule.ts'
import type { State } from '../types/state.ts'
import { LATENESS, type Millis } from '../types/time.ts'
import { noteHeld } from './announced.ts'
import { decide } from './decide.ts'
import type { Telling } from './decision.ts'
import { heldBackBy, keepCounted } from './held-back.ts'
import { nextRoom } from './mail-limit.ts'
import { earliestFirst } from './order.ts'
import { comesThrough } from './quiet-hours.ts'
import { remember } from './remember.ts'
import { comeBack } from './set-back.ts'
import { forgetExpired } from './silences.ts'
import { type Situation, situationsOf } from './situation.ts'
import { type Decided, tellAlone, tellTogether } from './tell.ts'

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
  forgetExpired(state, now)
  comeBack(state, now)
  const situations = situationsOf(state, rules, now, policy)
  const decided = situations.map((situation) => ({ situation, decision: decide(situation) }))
  for (const one of decided) keepBack(state, one)
  const heldBack = heldBackBy(situations)
  const together = tellTogether(state, gathered(decided, policy), policy, now)
  const alone = tellings(decided)
    .filter(({ situation: { announced } }) => isLeft(state, announced))
    .flatMap((one) => tellAlone(state, one, policy, heldBack.get(one.situation.announced.incident)))
  return [...alone, ...together]
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
    .map((situation) => dueOf(state, situation, policy))
    .reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  return Number.isFinite(first) ? first : undefined
}

function dueOf(state: State, situation: Situation, { noise }: Policy): Millis {
  const decision = decide(situation)
  const { now, announced } = situation
  if ('until' in decision) return decision.until
  const { reason, since = now } = announced.held ?? {}
  return reason === 'mail_limit' ? nextRoom(state, noise.mailLimit, since, now) : now
}

/** Remembers what is held and why; forgets what is over and was held until its end. */
function keepBack(state: State, { situation, decision }: Decided): void {
  if ('until' in decision) noteHeld(state, situation, decision)
  if (!('forget' in decision)) return
  keepCounted(state, situation)
  state.announced.delete(situation.announced.incident)
}

/** What is told together: what is over already, and what waited for quiet hours to end or for room within the limit of mails. */
function gathered(decided: readonly Decided[], policy: Policy): readonly Situation[] {
  return decided.flatMap(({ situation, decision }) => {
    if (!decision.notify) return []
    const { kind } = decision
    const isNews = kind === 'firing' || kind === 'resolved'
    return kind === 'digest' || (isNews && hasWaited(situation, policy)) ? [situation] : []
  })
}

/** What became worse while it waited for quiet hours to end, and comes through them now, needs no company. */
function hasWaited({ announced: { held }, about }: Situation, { noise }: Policy): boolean {
  if (held?.reason === 'quiet_hours') return !comesThrough(noise.quietHours, about.severity)
  return held?.reason === 'mail_limit'
}

/** What is told alone, the most urgent first: it has the first claim on the mails that are allowed. */
function tellings(decided: readonly Decided[]): readonly Decided<Telling>[] {
  return decided
    .flatMap(({ situation, decision }) =>
      decision.notify && decision.kind !== 'digest' ? [{ situation, decision }] : [],
    )
    .sort((a, b) => urgency(b) - urgency(a) || earliestFirst(a.situation, b.situation))
}

function urgency({ situation: { about }, decision: { kind } }: Decided<Telling>): number {
  const severity = Math.max(...about.severity.map((one) => SEVERITIES.indexOf(one)))
  return URGENCY.indexOf(kind) * SEVERITIES.length + severity
}

const URGENCY: readonly Notification['kind'][] = ['reminder', 'update', 'resolved', 'firing']

/** A digest told it a moment ago where it is not. */
function isLeft(state: State, announced: Situation['announced']): boolean {
  return state.announced.get(announced.incident)?.toldAt === announced.toldAt
}
