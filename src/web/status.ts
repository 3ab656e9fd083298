import type { GroupValues } from '../types/alert.ts'
import type { Category, Severity } from '../types/catalog.ts'
import type { AlertMatcher } from '../types/noise.ts'
import type { Held } from '../types/notification.ts'
import type { NotificationKind } from '../types/outbox.ts'
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
  /** When it was seen last; absent where that was before this was noted. */
  readonly lastAt?: Date
  /** Our words for it; absent for a code without a catalog entry, as the next two. */
  readonly meaning?: string
  readonly who?: string
  readonly advice?: readonly string[]
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
  /** Errors by code since `since`, the most frequent first. */
  readonly codes: readonly { readonly code: string; readonly count: number }[]
  /** What the rule's condition found besides errors. */
  readonly facts: readonly string[]
  /** What it is about: the leading code; absent where no code was counted, as the next three. */
  readonly about?: string
  readonly meaning?: string
  readonly who?: string
  readonly advice?: readonly string[]
  readonly runbook?: string
  /** What a silence must match to mean this alert. */
  readonly silence: AlertMatcher
}

/** What a running daemon says of itself. Times are Dates, so that they are ISO 8601 in JSON. */
export interface StatusView {
  readonly version: string
  readonly instance: string
  readonly startedAt: Date
  readonly now: Date
  /** False while a backlog is being read. */
  readonly live: boolean
  /** What tuyawatch itself cannot do now, in sentences. */
  readonly troubles: readonly string[]
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
  readonly timeline: TimelineView
  /** One for each plan of the configuration. */
  readonly quotas: readonly QuotaView[]
  /** What waits to leave and what left lately, the latest first. */
  readonly mails: readonly MailView[]
}

/** The answers of the last day, in steps that end with the one of now. */
export interface TimelineView {
  readonly start: Date
  readonly stepMs: number
  /** All of them, successes too. */
  readonly answers: readonly number[]
  /** The categories that had any, the most frequent first. */
  readonly errors: readonly { readonly category: Category; readonly counts: readonly number[] }[]
}

/** How far a project is with the calls of its plan. */
export interface QuotaView {
  readonly project: string
  readonly calls: number
  readonly used: number
  readonly start: Date
  readonly resetsAt: Date
  /** Calls by the reset at the pace of the last hours; absent before enough was watched. */
  readonly projected?: number
  /** When none will be left; absent where that is not before the reset. */
  readonly exhaustedAt?: Date
  /** Part of the period so far of which the calls are known, 0 to 1. */
  readonly watched: number
  /** Calls left, over the part of the period that is known. */
  readonly left: readonly { readonly at: Date; readonly calls: number }[]
}

/** One notification on its way, or gone. */
export interface MailView {
  /** When it was made, or when it left. */
  readonly at: Date
  readonly receiver: string
  readonly kind: NotificationKind
  readonly subject: string
  readonly state: 'waiting' | 'failing' | 'sent' | 'given_up'
  readonly lastError?: string
}

/** One error as `/api/v1/events` shows it. Its text is masked as in notifications. */
export interface EventView {
  readonly at: Date
  readonly source: string
  readonly project: string
  readonly code: string
  readonly category: Category
  readonly severity: Severity
  readonly message: string
  readonly path?: string
  readonly device?: string
  /** The log text around it, without secrets. */
  readonly text: string
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
