import type { Digest, Notification } from '../types/notification.ts'
import type { OutboxEntry } from '../types/outbox.ts'

/** Entries of the same incident for the same receiver that are not on their way: a newer one takes their place. */
export function superseded(
  outbox: Iterable<OutboxEntry>,
  { receiver, incident }: Pick<OutboxEntry, 'receiver' | 'incident'>,
  inFlight: ReadonlySet<string>,
): OutboxEntry[] {
  return [...outbox].filter(
    (one) => one.receiver === receiver && one.incident === incident && !inFlight.has(one.id),
  )
}

/** Whether a newer one of the same incident waits behind it, which came while it was on its way. */
export function isFollowed(
  outbox: Iterable<OutboxEntry>,
  { id, receiver, incident }: OutboxEntry,
): boolean {
  return [...outbox].some(
    (one) => one.receiver === receiver && one.incident === incident && one.id !== id,
  )
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
