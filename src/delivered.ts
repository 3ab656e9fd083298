import { addTo } from './count/series.ts'
import { blocked, unblocked } from './notify/failing.ts'
import { type After, afterDelivery } from './notify/outbox.ts'
import { isFollowed } from './notify/supersede.ts'
import { handOver } from './posting.ts'
import type { Delivery, OutboxEntry } from './types/outbox.ts'
import { keepLatest, type SentMail } from './types/recent.ts'
import type { State } from './types/state.ts'
import type { Millis } from './types/time.ts'

/** Takes the result of one attempt into the outbox and the counters; what a fallback is handed because of it. */
export function applyDelivery(
  state: State,
  delivery: Delivery,
  now: Millis,
  chance: number,
  inFlight: ReadonlySet<string>,
): OutboxEntry[] {
  const { outbox } = state
  const entry = outbox.get(delivery.entry)
  if (entry === undefined) return []
  const { receiver } = entry
  addTo(state.counters, 'tuyawatch_notifications_total', { receiver }, 1)
  const after = forgetFollowed(afterDelivery(entry, delivery, now, chance), outbox)
  if (delivery.outcome === 'failed')
    countFailure(state, receiver, after.do === 'give_up' ? after.reason : delivery.reason)
  if (after.do === 'retry' || after.do === 'repeat') outbox.set(entry.id, after.entry)
  else leave(state, entry, after, now)
  for (const other of othersAfter(outbox.values(), after, receiver, now))
    outbox.set(other.id, other)
  return after.do === 'give_up' ? handOver(state, after.entry, now, inFlight) : []
}

/** What is only repeated for as long as nothing new comes ends where something has come: that waits behind it. */
function forgetFollowed(after: After, outbox: State['outbox']): After {
  if (after.do !== 'repeat' || !isFollowed(outbox.values(), after.entry)) return after
  return { do: 'forget', reason: 'sent' }
}

/** Notifications remembered after they left: some days of a bad week. */
const SENT_MAX = 50

function leave(
  { outbox, sent }: State,
  { id, receiver, kind, mail: { subject } }: OutboxEntry,
  after: Extract<After, { do: 'forget' | 'give_up' }>,
  now: Millis,
): void {
  outbox.delete(id)
  const lastError = after.do === 'give_up' ? after.entry.lastError : undefined
  const left: SentMail = {
    ...{ at: now, id, receiver, kind, subject },
    outcome: after.do === 'give_up' ? 'given_up' : 'sent',
    ...(lastError !== undefined && { lastError }),
  }
  keepLatest(sent, left, SENT_MAX, (a, b) => a.at - b.at)
}

/** A receiver that works is sent all that waited for it; one that cannot be reached is left alone by everything. */
function othersAfter(
  outbox: Iterable<OutboxEntry>,
  after: After,
  receiver: string,
  now: Millis,
): OutboxEntry[] {
  switch (after.do) {
    case 'forget':
    case 'repeat':
      return unblocked(outbox, receiver, now)
    case 'retry':
      return blocked(outbox, after.entry)
    case 'give_up':
      return []
  }
}

function countFailure(state: State, receiver: string, reason: string): void {
  addTo(state.counters, 'tuyawatch_notifications_failed_total', { receiver, reason }, 1)
}
