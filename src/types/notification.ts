import type { FiringInstance, GroupValues, ResolvedBy, ResolvedInstance } from './alert.ts'
import type { NotificationKind } from './outbox.ts'
import type { Rule } from './rule.ts'
import type { KeyState } from './state.ts'
import type { Millis } from './time.ts'

/** Why a notification leaves; the log field and a line of the mail. */
export type NotifyReason =
  | 'new_alert'
  | 'count_doubled'
  | 'severity_raised'
  | 'still_firing'
  | 'resolved'
  | 'over_before_told'
  | 'flapping'
  | 'quiet_hours_over'
  | 'mail_limit'
  | 'asked_for'

/** Why nothing leaves now. `explained`: an incident that causes it goes on; `recovering`: that one has just ended. */
export type HoldReason =
  | 'settling'
  | 'nothing_new'
  | 'explained'
  | 'recovering'
  | 'silenced'
  | 'flapping'
  | 'quiet_hours'
  | 'mail_limit'

/** Why something that would have been told is not told now. */
export interface Held {
  readonly reason: Exclude<HoldReason, 'settling' | 'nothing_new'>
  /** The incident that explains it. */
  readonly by?: string
  /** The second at which that one ended. */
  readonly endedAt?: Millis
  /** Since when it waits for room within the limit of mails. */
  readonly since?: Millis
}

/** Alerts that nobody was told of because an incident explains them. */
export interface HeldBack {
  readonly alerts: number
  readonly errors: number
  /** Some of them. */
  readonly named: readonly {
    readonly rule: string
    readonly group: GroupValues
    readonly errors: number
  }[]
}

/** What people were told of an incident, and what they are still to be told. */
export interface Announced {
  readonly incident: string
  readonly key: string
  readonly firedAt: Millis
  /** The rule as it was last seen: who was told is told of the end, even if the rule is gone since. */
  readonly rule: Rule
  /** When the last notification left; absent until the first. */
  readonly toldAt?: Millis
  /** Total that was told last. */
  readonly toldTotal: number
  /** Receivers that were told of it. */
  readonly toldTo: readonly string[]
  /** Reminders sent so far. */
  readonly reminders: number
  /** Set when the incident has ended and people are still to be told. */
  readonly over?: { readonly instance: ResolvedInstance; readonly counts: KeyState }
  /** Earlier incidents that nobody was told of and that this one stands for, at the limit of what is remembered. */
  readonly forgotten?: number
  /** Why nothing of it is told now; absent where nothing is kept from leaving. */
  readonly held?: Held
  /** What it held back and what has ended since. */
  readonly heldBack?: HeldBack
  /** The incident that it goes on as, where its alert flaps and began again. */
  readonly now?: string
}

/** The last hours at the place of an incident, whatever rule counts them. */
export interface Lately {
  /** Absent: all projects. */
  readonly project?: string
  readonly of: 'errors' | 'answers'
  /** Of the errors; none: all. */
  readonly categories: readonly string[]
  /** Of equal length, each up to `at`, the oldest first; the last one is not over yet. */
  readonly bars: readonly { readonly at: Millis; readonly count: number }[]
  /** Who made most of the errors; absent where no log names a device. */
  readonly devices?: {
    readonly since: Millis
    /** Most errors first. */
    readonly worst: readonly DeviceShare[]
    /** Further devices that are known of. */
    readonly others: number
    /** False where more devices failed than are counted one by one: the numbers are lower bounds. */
    readonly exact: boolean
  }
}

export interface DeviceShare {
  readonly device: string
  readonly errors: number
}

/** One thing to tell one receiver: all that a mail is rendered from. */
export interface Notification {
  readonly kind: Exclude<NotificationKind, 'digest' | 'weekly'>
  readonly reason: NotifyReason
  readonly at: Millis
  readonly receiver: string
  readonly rule: Rule
  readonly group: GroupValues
  readonly incident: string
  readonly since: Millis
  readonly firedAt: Millis
  readonly resolved?: { readonly at: Millis; readonly by: ResolvedBy }
  /** Errors in the window at `at`. */
  readonly inWindow: number
  readonly counts: KeyState
  /** Absent where it is not known. */
  readonly lately?: Lately
  /** What this receiver was told last of the incident; absent on the first mail. */
  readonly told?: Told
  /** How often it began lately, and since when, where it comes and goes. */
  readonly flapping?: { readonly times: number; readonly since: Millis }
  /** What it explains, and what nobody was told of because of that. */
  readonly heldBack?: HeldBack
}

/** The mail before this one: when it left, what it counted, and how many reminders had gone before. */
export interface Told {
  readonly at: Millis
  readonly total: number
  readonly reminders: number
}

/** Incidents that nobody was told of, one by one: told once, together. */
export interface Digest {
  readonly kind: 'digest'
  /** They were over when a backlog had been read, or they waited for the end of quiet hours or for room within the limit of mails. */
  readonly reason: 'over_before_told' | 'quiet_hours_over' | 'mail_limit'
  readonly at: Millis
  readonly receiver: string
  readonly over: readonly {
    readonly rule: Rule
    readonly instance: ResolvedInstance
    readonly counts: KeyState
  }[]
  /** Those that go on; absent: none does. */
  readonly firing?: readonly {
    readonly rule: Rule
    readonly instance: FiringInstance
    readonly counts: KeyState
  }[]
  /** Earlier ones beyond what is remembered. */
  readonly forgotten?: number
}
