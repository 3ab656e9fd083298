import type { Category, Kind, Severity } from './catalog.ts'
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
}

export type Condition = CountCondition

export interface Rule {
  /** Hash of match, condition, window and group_by: a reload keeps the state of a rule whose id stays. */
  readonly id: string
  readonly name: string
  readonly match: Matcher
  readonly condition: Condition
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
