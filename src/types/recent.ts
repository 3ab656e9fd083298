import type { ErrorEvent } from './event.ts'
import type { NotificationKind } from './outbox.ts'
import type { Table } from './state.ts'
import type { Millis } from './time.ts'

/** An error as people look at it afterwards. */
export type RecentError = Pick<
  ErrorEvent,
  | 'at'
  | 'file'
  | 'offset'
  | 'source'
  | 'project'
  | 'code'
  | 'category'
  | 'severity'
  | 'message'
  | 'path'
  | 'device'
  | 'sample'
>

/** A notification that has left the outbox for good. */
export interface SentMail {
  readonly at: Millis
  /** `OutboxEntry.id`. */
  readonly id: string
  readonly receiver: string
  readonly kind: NotificationKind
  readonly subject: string
  /** `given_up`: refused for good, or too old. */
  readonly outcome: 'sent' | 'given_up'
  /** Why it was given up. */
  readonly lastError?: string
}

/**
 * Puts an item into a table that keeps the `max` latest in numbered slots, so that a commit writes what is new and nothing
 * else. Which items are kept does not depend on the order in which they come, as long as no two are equal by `order`.
 */
export function keepLatest<T>(
  table: Table<number, T>,
  item: T,
  max: number,
  order: (a: T, b: T) => number,
): void {
  if (table.size < max) {
    table.set(table.size, item)
    return
  }
  let oldest: readonly [number, T] | undefined
  for (const row of table.entries())
    if (oldest === undefined || order(row[1], oldest[1]) < 0) oldest = row
  if (oldest && order(oldest[1], item) < 0) table.set(oldest[0], item)
}
