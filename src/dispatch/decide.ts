import type { HoldReason, Notification, NotifyReason } from '../types/notification.ts'
import { reminderAt, settledAt, updateAt } from './due.ts'
import type { Situation } from './situation.ts'

/** What is told of an incident now, and why. */
export interface Telling {
  readonly notify: true
  readonly kind: Notification['kind']
  readonly reason: NotifyReason
}

/** What is done about an incident now, and why. `digest`: it is told together with others. */
export type Decision =
  | Telling
  | { readonly notify: true; readonly kind: 'digest'; readonly reason: NotifyReason }
  | { readonly notify: false; readonly reason: HoldReason }

/** Answers where it has something to say; else the next one is asked. */
type Decider = (situation: Situation) => Decision | undefined

export function decide(situation: Situation): Decision {
  for (const decider of DECIDERS) {
    const decision = decider(situation)
    if (decision) return decision
  }
  return { notify: false, reason: 'nothing_new' }
}

/** In this order: what ends a matter stands before what goes on with it. */
const DECIDERS: readonly Decider[] = [over, settling, first, update, reminder]

function over({ announced }: Situation): Decision | undefined {
  if (!announced.over) return undefined
  return announced.toldAt === undefined
    ? { notify: true, kind: 'digest', reason: 'over_before_told' }
    : { notify: true, kind: 'resolved', reason: 'resolved' }
}

function settling(situation: Situation): Decision | undefined {
  const waits = situation.announced.toldAt === undefined && situation.grid < settledAt(situation)
  return waits ? { notify: false, reason: 'settling' } : undefined
}

function first({ announced }: Situation): Decision | undefined {
  if (announced.toldAt !== undefined) return undefined
  return { notify: true, kind: 'firing', reason: 'new_alert' }
}

function update(situation: Situation): Decision | undefined {
  if (situation.now < updateAt(situation)) return undefined
  return { notify: true, kind: 'update', reason: 'count_doubled' }
}

function reminder(situation: Situation): Decision | undefined {
  if (situation.now < reminderAt(situation)) return undefined
  return { notify: true, kind: 'reminder', reason: 'still_firing' }
}
