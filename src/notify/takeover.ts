import type { OutboxEntry } from '../types/outbox.ts'
import { MINUTE, type Millis } from '../types/time.ts'
import { inert } from './clean.ts'
import { withNote } from './note.ts'
import { utc } from './when.ts'

/** A relay that restarts is back by then, and a person can still do something about the alert. */
export const TAKE_OVER_AFTER: Millis = 5 * MINUTE

/** Whether the fallback of an entry is to have it now, while the entry itself goes on waiting for its receiver. */
export function isToBeTakenOver({ failing, deliveredAt }: OutboxEntry, now: Millis): boolean {
  const failsFor = failing === undefined ? 0 : now - failing.since
  return deliveredAt === undefined && failsFor >= TAKE_OVER_AFTER
}

/**
 * The same mail for the fallback, with a word on why it comes there. It keeps its Message-ID, so that a reader who gets
 * it by both ways has it once.
 */
export function takenOver(entry: OutboxEntry, fallback: string, now: Millis): OutboxEntry {
  const { id, receiver, kind, incident, mail } = entry
  return {
    id: `${id} ${fallback}`,
    receiver: fallback,
    kind,
    incident,
    mail: withNote(mail, reasonOf(entry)),
    createdAt: now,
    attempts: 0,
    nextAttemptAt: now,
    standsInFor: receiver,
  }
}

function reasonOf({ receiver, failing, lastError }: OutboxEntry): string {
  const since = failing === undefined ? '' : ` since ${utc(failing.since)}`
  // Servers repeat what they were sent, log lines too.
  const why = lastError === undefined ? '' : ` (${inert(lastError)})`
  return `This comes to you because the receiver “${receiver}” cannot be reached${since}${why}.`
}
