import type { Digest, Notification } from '../types/notification.ts'
import type { Delivery, Mail, OutboxEntry } from '../types/outbox.ts'
import { DAY, MINUTE, type Millis, SECOND } from '../types/time.ts'
import { incidentOf } from './identity.ts'

/** Wait after the first failure, before jitter doubles it at most; greylisting relays want about as much. */
export const RETRY_MIN: Millis = 30 * SECOND
/** Longest wait: a relay that is back has the mail a quarter of an hour later at the latest. */
export const RETRY_MAX: Millis = 15 * MINUTE
/** A relay broken on Friday night and repaired on Monday still delivers; older than that an alert is history. */
export const EXPIRES_AFTER: Millis = 3 * DAY

export type After =
  | { readonly do: 'forget'; readonly reason: 'sent' }
  | { readonly do: 'repeat'; readonly entry: OutboxEntry }
  | { readonly do: 'retry'; readonly entry: OutboxEntry }
  | { readonly do: 'give_up'; readonly reason: 'rejected' | 'expired'; readonly entry: OutboxEntry }

/** The entry that carries a rendered mail, due at once. Named by the Message-ID, so that a replay makes no second one. */
export function makeEntry(
  notification: Notification | Digest,
  mail: Mail,
  now: Millis,
): OutboxEntry {
  return {
    id: mail.messageId,
    receiver: notification.receiver,
    kind: notification.kind,
    incident: incidentOf(notification),
    mail,
    createdAt: now,
    attempts: 0,
    nextAttemptAt: now,
    ...(notification.kind !== 'digest' && notification.told && { told: notification.told }),
  }
}

/**
 * What becomes of an entry after an attempt. Only a refusal for good (a 5xx to RCPT or DATA) or age ends it: failures
 * of connection, TLS or login are the operator's to repair, and the mail waits for that.
 * @param chance 0 ≤ chance < 1; spreads the retries of many daemons on one relay.
 */
export function afterDelivery(
  entry: OutboxEntry,
  delivery: Delivery,
  now: Millis,
  chance: number,
): After {
  if (delivery.outcome === 'sent') return afterSuccess(entry, delivery.repeatAfter, now)
  const failed = afterFailure(entry, delivery, now, chance)
  if (delivery.reason === 'rejected') return { do: 'give_up', reason: 'rejected', entry: failed }
  if (now - (entry.deliveredAt ?? entry.createdAt) >= EXPIRES_AFTER)
    return { do: 'give_up', reason: 'expired', entry: failed }
  return { do: 'retry', entry: failed }
}

/**
 * What to send now: at most one entry a receiver, the one that has waited longest. Mails of one incident keep their
 * order, so that nobody reads «resolved» before «firing».
 */
export function dueEntries(outbox: Iterable<OutboxEntry>, now: Millis): OutboxEntry[] {
  const byIncident = Map.groupBy(outbox, ({ receiver, incident }) => `${receiver}\n${incident}`)
  const oldest = [...byIncident.values()].map((entries) => entries.reduce(older))
  const due = oldest.filter((entry) => isDue(entry, now))
  const byReceiver = Map.groupBy(due, ({ receiver }) => receiver)
  return [...byReceiver.values()].map((entries) => entries.reduce(sooner))
}

/** Nothing waits longer than the longest wait: what seems to was put off before the clock was set back. */
function isDue({ nextAttemptAt }: OutboxEntry, now: Millis): boolean {
  return nextAttemptAt <= now || nextAttemptAt > now + RETRY_MAX
}

function afterSuccess(entry: OutboxEntry, repeatAfter: Millis | undefined, now: Millis): After {
  if (repeatAfter === undefined) return { do: 'forget', reason: 'sent' }
  const { failing: _, lastError: __, fallback: ___, ...delivered } = entry
  const repeated = { attempts: 0, nextAttemptAt: now + repeatAfter, deliveredAt: now }
  return { do: 'repeat', entry: { ...delivered, ...repeated } }
}

function afterFailure(
  entry: OutboxEntry,
  { reason, detail, to, retryAfter = 0, outdated }: Extract<Delivery, { outcome: 'failed' }>,
  now: Millis,
  chance: number,
): OutboxEntry {
  const asked = Math.min(retryAfter, RETRY_MAX)
  const wait = outdated ? 0 : Math.max(retryDelay(entry.attempts, chance), asked)
  return {
    ...entry,
    ...(to && { to }),
    attempts: entry.attempts + 1,
    nextAttemptAt: now + wait,
    lastError: `${reason}: ${detail}`,
    // Not after now: the clock may have been set back.
    failing: { since: Math.min(entry.failing?.since ?? now, now), reason },
  }
}

/** Doubles from 30…60 s to 7.5…15 min. */
function retryDelay(attempts: number, chance: number): Millis {
  const longest = Math.min(RETRY_MAX, RETRY_MIN * 2 ** (attempts + 1))
  return Math.round(longest / 2 + (chance * longest) / 2)
}

function older(a: OutboxEntry, b: OutboxEntry): OutboxEntry {
  return b.createdAt < a.createdAt ? b : a
}

function sooner(a: OutboxEntry, b: OutboxEntry): OutboxEntry {
  return b.nextAttemptAt < a.nextAttemptAt ? b : a
}
