import { addTo } from './count/series.ts'
import { afterDelivery } from './notify/outbox.ts'
import type { Delivery } from './types/outbox.ts'
import type { State } from './types/state.ts'
import type { Millis } from './types/time.ts'

/** Takes the result of one attempt into the outbox and the counters. */
export function applyDelivery(state: State, delivery: Delivery, now: Millis, chance: number): void {
  const entry = state.outbox.get(delivery.entry)
  if (entry === undefined) return
  const { receiver } = entry
  addTo(state.counters, 'tuyawatch_notifications_total', { receiver }, 1)
  const after = afterDelivery(entry, delivery, now, chance)
  if (delivery.outcome === 'failed')
    countFailure(state, receiver, after.do === 'give_up' ? after.reason : delivery.reason)
  if (after.do === 'retry') state.outbox.set(entry.id, after.entry)
  else state.outbox.delete(entry.id)
}

function countFailure(state: State, receiver: string, reason: string): void {
  addTo(state.counters, 'tuyawatch_notifications_failed_total', { receiver, reason }, 1)
}
