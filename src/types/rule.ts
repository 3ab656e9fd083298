import type { Category, Kind, Severity } from './catalog.ts'
import type { QuotaPlan } from './quota.ts'
import type { Millis } from './time.ts'

export const GROUP_LABELS = [
  'project',
  'source',
  'code',
  'category',
  'kind',
  'severity',
  'path',
  'device_id',
] as const
export type GroupLabel = (typeof GROUP_LABELS)[number]

/** Every field given must hold; an event matches a field if it matches any of its values. Globs in source, project and path. */
export interface Matcher {
  readonly category?: readonly Category[]
  readonly kind?: readonly Kind[]
  readonly severity?: readonly Severity[]
  readonly code?: readonly string[]
  readonly source?: readonly string[]
  readonly project?: readonly string[]
  readonly path?: readonly string[]
  /** An RE2 pattern, searched in the message. */
  readonly message?: string
}

/** Fires while at least `atLeast` matching errors lie in the window. */
export interface CountCondition {
  readonly kind: 'count'
  readonly atLeast: number
  /** Errors from which on it is critical, whatever the rule's severity; more than `atLeast`. */
  readonly criticalAt?: number
  /** Errors at or below which it is over; less than `atLeast`. Absent: below `atLeast`, and recovery decides. */
  readonly resolveAt?: number
}

/** Fires while so many different devices fail in the window. */
export interface DistinctCondition {
  readonly kind: 'distinct'
  /** Devices; with a share, below this number the share is not looked at. */
  readonly atLeast: number
  /** 0 < share <= 1 of the devices seen in a day. */
  readonly share?: number
}

/** Fires while more than a share of the answers in the window are matching errors. */
export interface RatioCondition {
  readonly kind: 'ratio'
  /** 0 <= share < 1. */
  readonly above: number
  /** Answers in the window below which nothing is concluded. */
  readonly minVolume: number
  /** Share at or below which it is over; absent: `above`. */
  readonly resolveAt?: number
}

/** Fires while the window holds so many times the errors of the same length before it. */
export interface SpikeCondition {
  readonly kind: 'spike'
  readonly factor: number
  /** Errors in the window below which nothing is concluded. */
  readonly minVolume: number
}

/** Fires on an error whose group had none for the length of the window. */
export interface NewCondition {
  readonly kind: 'new'
}

/** Fires while a project's calls are above a share of its plan, or will be all gone before the reset at this pace. */
export interface QuotaCondition {
  readonly kind: 'quota'
  /** 0 < share <= 1. */
  readonly at: number | 'forecast'
  /** Those that the rule looks at, one for a project. */
  readonly plans: readonly QuotaPlan[]
}

/** Fires when none of these came for the length of the window: any answer, a successful one, or any line at all. */
export interface AbsentCondition {
  readonly kind: 'absent'
  readonly what: 'response' | 'success' | 'line'
}

/** Fires while so many bytes of a log were lost in the window: nobody could read them, or nobody can any more. */
export interface LostCondition {
  readonly kind: 'lost'
  readonly atLeast: number
}

export type Condition =
  | CountCondition
  | DistinctCondition
  | RatioCondition
  | SpikeCondition
  | NewCondition
  | QuotaCondition
  | AbsentCondition
  | LostCondition

export interface Rule {
  /** Hash of name, match, kind of condition, window and group_by: a reload keeps the state of a rule whose id stays. */
  readonly id: string
  readonly name: string
  readonly match: Matcher
  readonly condition: Condition
  /** What the condition looks back on. */
  readonly windowMs: Millis
  readonly forMs: Millis
  readonly keepFiringForMs: Millis
  readonly groupBy: readonly GroupLabel[]
  readonly severity: Severity
  /** Names of receivers. */
  readonly notify: readonly string[]
  /** Intervals of the reminders while it fires; the last one goes on. Empty: no reminders. */
  readonly repeatMs: readonly Millis[]
  readonly runbook?: string
  /** Why the rule exists and why this threshold; default rules carry one, shown in mails. */
  readonly why?: string
}
