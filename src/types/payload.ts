import type { GroupValues, ResolvedBy } from './alert.ts'
import type { Severity } from './catalog.ts'
import type { NotificationKind } from './outbox.ts'

/**
 * What a notification tells, for programs and chats: fixed together with the mail. It is the body of a JSON webhook, so its
 * keys stay and new ones may come. Times are ISO 8601. All text is without secrets, control characters and escape sequences.
 */
export interface Payload {
  readonly version: 1
  readonly kind: NotificationKind
  /** `resolved` where everything that it tells of is over. */
  readonly status: 'firing' | 'resolved'
  readonly severity: Severity
  /** Who speaks: the host or pod. */
  readonly instance: string
  readonly at: string
  /** Of the mail: the same for everything about one incident. */
  readonly subject: string
  /** What happened, in one line. */
  readonly title: string
  /** What changed and what it means, in paragraphs. */
  readonly text: readonly string[]
  /** Where, since when, how many, how bad: for people. */
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  /** One; several in a digest. */
  readonly incidents: readonly PayloadIncident[]
  /** Who must act; absent where nobody must. */
  readonly who?: string
  /** What to do, the likeliest cause first. */
  readonly advice: readonly string[]
  /** Those with most of the errors; absent where no log names a device. */
  readonly devices?: readonly { readonly device: string; readonly errors: number }[]
  /** The latest log lines, oldest of them first. */
  readonly samples: readonly {
    readonly at: string
    readonly source: string
    readonly text: string
  }[]
  /** From the configuration and the catalog, never from a log. */
  readonly links: readonly { readonly label: string; readonly url: string }[]
}

export interface PayloadIncident {
  readonly incident: string
  readonly rule: string
  readonly severity: Severity
  /** The values of the rule's `group_by`. */
  readonly group: GroupValues
  /** The first error. */
  readonly since: string
  readonly fired: string
  readonly ended?: { readonly at: string; readonly by: ResolvedBy }
  /** `window`: in the rule's window; absent when it is over. `total`: since `since`. */
  readonly errors: {
    readonly window?: number
    readonly total: number
    readonly codes: readonly { readonly code: string; readonly count: number }[]
  }
}
