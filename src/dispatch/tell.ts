import type { Policy } from '../types/noise.ts'
import type { Digest, HeldBack, Notification } from '../types/notification.ts'
import type { State } from '../types/state.ts'
import type { Millis } from '../types/time.ts'
import { afterTelling, noteHeld } from './announced.ts'
import type { Decision, Telling } from './decision.ts'
import { digestsOf, readersOf } from './digest.ts'
import { noteFlapTold } from './flaps.ts'
import { latelyOf } from './lately.ts'
import { hasRoom, isDigestDue, noteMail, type Use } from './mail-limit.ts'
import { notificationsOf, receiversOf } from './notifications.ts'
import type { Situation } from './situation.ts'

/** A decision about an incident. */
export interface Decided<D extends Decision = Decision> {
  readonly situation: Situation
  readonly decision: D
}

/** Tells one incident to all its receivers, or holds it where that were more mails than allowed. */
export function tellAlone(
  state: State,
  { situation, decision }: Decided<Telling>,
  policy: Policy,
  heldBack: HeldBack | undefined,
): Notification[] {
  const { now } = situation
  const people = peopleIn(receiversOf(situation.announced, situation.rule, decision.kind), policy)
  const use = useOf(situation, decision)
  if (!hasRoom(state, people, policy.noise.mailLimit, use, now)) {
    noteHeld(state, situation, { notify: false, reason: 'mail_limit', until: now })
    return []
  }
  noteMail(state, people, use, now)
  remember(state, situation, decision)
  const lately = latelyOf(state, situation)
  return notificationsOf(situation, decision).map((one) => ({
    ...one,
    lately,
    ...(heldBack && { heldBack }),
  }))
}

/** Tells in one digest for each receiver what may be told so now; the others wait. */
export function tellTogether(
  state: State,
  missed: readonly Situation[],
  policy: Policy,
  now: Millis,
): (Notification | Digest)[] {
  const { true: ready = [], false: waiting = [] } = Object.groupBy(missed, (situation) =>
    mayGather(state, situation, policy, now) ? 'true' : 'false',
  )
  for (const situation of waiting)
    noteHeld(state, situation, { notify: false, reason: 'mail_limit', until: now })
  const digests = digestsOf(ready, now, policy.programs)
  noteMail(
    state,
    digests.map(({ receiver }) => receiver),
    'digest',
    now,
  )
  for (const situation of ready) rememberGathered(state, situation)
  return [...digests, ...ready.flatMap((situation) => oneByOne(situation, policy))]
}

/** What was held for room within the limit gathers for a while; everything else that is told together is so at once. */
function mayGather(state: State, situation: Situation, policy: Policy, now: Millis): boolean {
  const { announced } = situation
  const people = peopleIn(readersOf(situation), policy)
  const { mailLimit } = policy.noise
  const waits = announced.held?.reason === 'mail_limit'
  const due = !waits || isDigestDue(state, people, mailLimit, announced.held?.since ?? now, now)
  return due && hasRoom(state, people, mailLimit, 'digest', now)
}

/** A program is told in the way that it is always told: of what goes on, and of the end of what it knows. */
function oneByOne(situation: Situation, { programs }: Policy): Notification[] {
  const { announced, instance } = situation
  if (instance.state === 'resolved' && announced.toldAt === undefined) return []
  const telling = instance.state === 'resolved' ? LAST : FIRST
  return notificationsOf(situation, telling).filter(({ receiver }) => programs.has(receiver))
}

const FIRST: Telling = { notify: true, kind: 'firing', reason: 'new_alert' }
const LAST: Telling = { notify: true, kind: 'resolved', reason: 'resolved' }

/** The first mail that says that an incident is critical, be it the first of all or not. */
function useOf({ announced, about }: Situation, { kind, reason }: Telling): Use {
  const isFirst = kind === 'firing' && announced.toldAt === undefined
  const isNews = isFirst || reason === 'severity_raised'
  return isNews && about.severity.includes('critical') ? 'first_critical' : 'single'
}

function remember(state: State, situation: Situation, telling: Telling): void {
  const { incident } = situation.announced
  const announced = state.announced.get(incident) ?? situation.announced
  const after = afterTelling({ ...situation, announced }, telling)
  noteFlapTold(state, announced.key, situation.now)
  if (after) state.announced.set(incident, after)
  else state.announced.delete(incident)
}

/** Nothing is remembered of what a digest told to be over; of what goes on, its end is told. */
function rememberGathered(state: State, situation: Situation): void {
  if (situation.instance.state === 'resolved') state.announced.delete(situation.announced.incident)
  else remember(state, situation, FIRST)
}

function peopleIn(receivers: readonly string[], { programs }: Policy): readonly string[] {
  return receivers.filter((receiver) => !programs.has(receiver))
}
