import { seriesKey } from './count/series.ts'
import type { MetricsSnapshot } from './metrics/snapshot.ts'
import { failingReceivers } from './notify/failing.ts'
import type { Receiver } from './types/config.ts'
import { DELIVERY_FAILURES, type OutboxEntry } from './types/outbox.ts'
import type { SentMail } from './types/recent.ts'
import type { State } from './types/state.ts'
import { DAY, type Millis } from './types/time.ts'
import type { StatusView } from './web/status.ts'

/** What waits for delivery, and what keeps it from leaving. */
export function outboxView({ outbox }: State): StatusView['outbox'] {
  const failing = failingReceivers(outbox.values())
  const [first] = failing
  return {
    entries: waitingIn(outbox.values()),
    ...(first && { lastError: first.lastError }),
    failing: failing.map((one) => ({ ...one, since: new Date(one.since) })),
  }
}

/** The same as gauges, with every receiver that is configured. */
export function outboxGauges(
  { outbox }: State,
  receivers: readonly Receiver[],
): Pick<MetricsSnapshot, 'outboxEntries' | 'receivers'> {
  const failing = new Set(failingReceivers(outbox.values()).map(({ receiver }) => receiver))
  return {
    outboxEntries: waitingIn(outbox.values()),
    receivers: receivers.map(({ name }) => ({ receiver: name, failing: failing.has(name) })),
  }
}

/** A line for each of these receivers that cannot be reached or whose last message was lost. */
export function outboxRemarks(
  { outbox, sent }: State,
  receivers: readonly Pick<Receiver, 'name'>[],
  now: Millis,
): string[] {
  const names = new Set(receivers.map(({ name }) => name))
  const isTheirs = ({ receiver }: { readonly receiver: string }) => names.has(receiver)
  const failing = failingReceivers([...outbox.values()].filter(isTheirs)).map(
    ({ receiver, since, lastError, waiting }) =>
      `Receiver ${receiver} has failed since ${iso(since)}, ${waiting} waiting: ${lastError}`,
  )
  return [...failing, ...lostRemarks([...sent.values()].filter(isTheirs), now)]
}

/** Where every message is refused for good, none waits: without this all would look well. */
function lostRemarks(sent: readonly SentMail[], now: Millis): string[] {
  return [...Map.groupBy(sent, ({ receiver }) => receiver).values()]
    .map((mails) => mails.reduce((a, b) => (b.at >= a.at ? b : a)))
    .filter(({ outcome, at }) => outcome === 'given_up' && now - at < LOST_TOLD_FOR)
    .map(
      ({ receiver, at, lastError }) =>
        `Receiver ${receiver} did not get its last message, given up at ${iso(at)}: ${lastError}`,
    )
}

/** Until a person has seen it; it ends sooner when a message arrives. */
const LOST_TOLD_FOR: Millis = DAY

function iso(at: Millis): string {
  return new Date(at).toISOString()
}

/** Series that exist before anything was sent: a rate never sees the first failure of a series that was not there. */
export function zeroDeliveries(receivers: readonly Receiver[]): string[] {
  return receivers.flatMap(({ name: receiver }) => [
    seriesKey('tuyawatch_notifications_total', { receiver }),
    ...DELIVERY_FAILURES.map((reason) =>
      seriesKey('tuyawatch_notifications_failed_total', { receiver, reason }),
    ),
  ])
}

/** An entry that was delivered and is only repeated waits for nothing. */
function waitingIn(entries: Iterable<OutboxEntry>): number {
  return [...entries].filter(({ deliveredAt, failing }) => failing || !deliveredAt).length
}
