import type { GroupValues } from '../types/alert.ts'
import type { Category, Severity } from '../types/catalog.ts'
import type { Held } from '../types/notification.ts'
import type { SilenceView } from './silences.ts'

/** Files of one `logs` entry, and what was found in them. */
export interface LogView {
  readonly source: string
  readonly project: string
  readonly files: {
    readonly following: number
    readonly finished: number
    readonly unreadable: number
  }
  readonly lines: number
  /** Bytes that are written and not yet accounted for. */
  readonly lagBytes: number
  /** Age of the oldest of them; 0 where there are none. */
  readonly lagSeconds: number
  /** Bytes that could not be read since counting began, by reason (`tuyawatch_log_lost_bytes_total`). */
  readonly lostBytes: Readonly<Record<string, number>>
  readonly lastEventAt?: Date
}

/** Errors of one code since counting began. */
export interface CodeView {
  readonly code: string
  readonly category: Category
  readonly count: number
  /** Our words for it; absent for a code without a catalog entry. */
  readonly meaning?: string
}

/** One alert instance that is pending or firing. */
export interface AlertView {
  readonly rule: string
  readonly state: 'pending' | 'firing'
  readonly severity: Severity
  readonly group: GroupValues
  readonly since: Date
  readonly firedAt?: Date
  readonly incident?: string
  /** Errors since `since`. */
  readonly total: number
  /** Why people are not told of it now; absent where they are. */
  readonly held?: Held['reason']
}

/** What a running daemon says of itself. Times are Dates, so that they are ISO 8601 in JSON. */
export interface StatusView {
  readonly version: string
  readonly instance: string
  readonly startedAt: Date
  readonly now: Date
  /** False while a backlog is being read. */
  readonly live: boolean
  readonly responses: number
  readonly errors: number
  readonly logs: readonly LogView[]
  /** The codes seen, the most frequent first. */
  readonly codes: readonly CodeView[]
  readonly alerts: readonly AlertView[]
  readonly silences: readonly SilenceView[]
  readonly outbox: {
    /** Notifications that wait for delivery. */
    readonly entries: number
    readonly lastError?: string
    readonly failing: readonly FailingView[]
  }
}

/** A receiver that cannot be reached now. */
export interface FailingView {
  readonly receiver: string
  readonly since: Date
  readonly lastError: string
  readonly waiting: number
}

/** Whether the daemon does its work, and if not, why: `/-/ready`. */
export interface Readiness {
  readonly ready: boolean
  readonly reasons: readonly string[]
  /** What does not work although the daemon is ready, such as a mail server. */
  readonly remarks?: readonly string[]
}

export interface CategoryCount {
  readonly category: Category
  readonly count: number
}

/** Errors by category, the most frequent first. */
export function countByCategory(codes: readonly CodeView[]): readonly CategoryCount[] {
  return [...Map.groupBy(codes, ({ category }) => category)]
    .map(([category, members]) => ({
      category,
      count: members.reduce((sum, { count }) => sum + count, 0),
    }))
    .sort((a, b) => b.count - a.count)
}
