import type { Digest, Notification } from '../types/notification.ts'
import type { OutboxEntry } from '../types/outbox.ts'

/** Entries of the same incident for the same receiver: a newer one takes their place. */
export function superseded(
  outbox: Iterable<OutboxEntry>,
  { receiver, incident }: Pick<OutboxEntry, 'receiver' | 'incident'>,
): OutboxEntry[] {
  return [...outbox].filter((one) => one.receiver === receiver && one.incident === incident)
}

/**
 * The same notification for a reader whom the entries before it have not reached: it stands for all of them. Nobody reads
 * of a growth since a mail that never came: after a first mail that still waits, an update is the first mail.
 */
export function asNeeded(
  notification: Notification | Digest,
  before: readonly OutboxEntry[],
): Notification | Digest {
  const [oldest] = before.filter((one) => one.deliveredAt === undefined).sort(byAge)
  if (notification.kind === 'digest' || oldest === undefined) return notification
  const { told: _, ...untold } = notification
  if (oldest.told) return { ...untold, told: oldest.told }
  return notification.kind === 'resolved' ? untold : { ...untold, kind: 'firing' }
}

function byAge(a: OutboxEntry, b: OutboxEntry): number {
  return a.createdAt - b.createdAt
}
