import type { OutboxEntry } from '../types/outbox.ts'
import type { Millis } from '../types/time.ts'

/** A receiver whose deliveries fail. */
export interface FailingReceiver {
  readonly receiver: string
  readonly since: Millis
  readonly lastError: string
  /** Entries that wait for it. */
  readonly waiting: number
}

/** The receivers that do not work now, from what their waiting entries know; by name. */
export function failingReceivers(outbox: Iterable<OutboxEntry>): FailingReceiver[] {
  const byReceiver = Map.groupBy(outbox, ({ receiver }) => receiver)
  return [...byReceiver.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([receiver, entries]) => failingOf(receiver, entries))
}

/** A new entry for a receiver that cannot be reached waits with the others, as if it had failed with them. */
export function joinQueue(entry: OutboxEntry, outbox: Iterable<OutboxEntry>): OutboxEntry {
  const blocked = [...outbox].filter((one) => one.receiver === entry.receiver && isBlocked(one))
  const longest = blocked.reduce<OutboxEntry | undefined>(longerFailing, undefined)
  return longest === undefined ? entry : waitingWith(longest, entry)
}

/**
 * The other entries of a receiver that could not be reached with this one: they wait with it, so that a broken relay or a
 * refused login is tried by one message at a time. Next time another one goes first, should this one be what breaks it.
 */
export function blocked(outbox: Iterable<OutboxEntry>, failed: OutboxEntry): OutboxEntry[] {
  if (!isBlocked(failed)) return []
  return [...outbox]
    .filter((one) => one.receiver === failed.receiver && one.id !== failed.id)
    .filter(({ nextAttemptAt }) => nextAttemptAt <= failed.nextAttemptAt)
    .map((one) => waitingWith(failed, one))
}

/** The entries that wait because their receiver could not be reached: now that it can, they are due. */
export function unblocked(
  outbox: Iterable<OutboxEntry>,
  receiver: string,
  now: Millis,
): OutboxEntry[] {
  return [...outbox]
    .filter((one) => one.receiver === receiver && isBlocked(one))
    .map(({ failing: _, lastError: __, ...one }) => ({
      ...one,
      nextAttemptAt: Math.min(now, one.nextAttemptAt),
    }))
}

/** After a start or a reload: what kept a receiver from working may be repaired, so nobody waits for the next attempt. */
export function triedAnew(outbox: Iterable<OutboxEntry>, now: Millis): OutboxEntry[] {
  return [...outbox]
    .filter((one) => isBlocked(one) && one.nextAttemptAt > now)
    .map((one) => ({ ...one, nextAttemptAt: now }))
}

function waitingWith(failed: OutboxEntry, one: OutboxEntry): OutboxEntry {
  const { attempts, nextAttemptAt, failing, lastError } = failed
  const since = Math.min(failing?.since ?? nextAttemptAt, one.failing?.since ?? nextAttemptAt)
  return {
    ...one,
    attempts,
    nextAttemptAt: nextAttemptAt - 1,
    ...(failing && { failing: { ...failing, since } }),
    ...(lastError !== undefined && { lastError }),
  }
}

function failingOf(receiver: string, entries: readonly OutboxEntry[]): FailingReceiver[] {
  const longest = entries.reduce<OutboxEntry | undefined>(longerFailing, undefined)
  if (longest?.failing === undefined) return []
  const { since } = longest.failing
  const lastError = longest.lastError ?? longest.failing.reason
  return [{ receiver, since, lastError, waiting: entries.length }]
}

/** The receiver is what fails, not this one message. */
function isBlocked({ failing }: OutboxEntry): boolean {
  return failing !== undefined && failing.reason !== 'rejected_temporarily'
}

function longerFailing(
  longest: OutboxEntry | undefined,
  one: OutboxEntry,
): OutboxEntry | undefined {
  if (one.failing === undefined) return longest
  return longest?.failing && longest.failing.since <= one.failing.since ? longest : one
}
