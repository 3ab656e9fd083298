import type { Category, Kind, Severity } from './catalog.ts'
import type { GroupLabel, Matcher } from './rule.ts'
import { DAY, HOUR, type Millis } from './time.ts'

/**
 * Which alerts are meant: each key given must hold for all that the alert is about. `severity` is the alert's own. Globs in
 * rule, source, project and path.
 */
export interface AlertMatcher extends Omit<Matcher, 'message'> {
  readonly rule?: readonly string[]
}

/** While an alert that `source` means goes on, those that `target` means and that share the `equal` labels are held back. */
export interface Inhibition {
  readonly source: AlertMatcher
  readonly target: AlertMatcher
  readonly equal: readonly GroupLabel[]
  /** A target more severe than its source is told all the same. */
  readonly sparesWorse?: boolean
}

/** Alerts that nobody is told of for a time. */
export interface Silence {
  readonly id: string
  readonly match: AlertMatcher
  readonly from: Millis
  readonly until: Millis
  readonly reason?: string
}

/** A time of day, every day, in which mails wait. */
export interface QuietHours {
  /** Minutes since midnight on the clock of `timezone`; `to` may be on the next day. */
  readonly from: number
  readonly to: number
  readonly timezone: string
  /** Alerts of this severity and worse come through. */
  readonly except?: Severity
}

/** Mails that one receiver gets at most. */
export interface MailLimit {
  readonly perHour: number
  readonly perDay: number
}

/** What keeps a person from being told too much. */
export interface Noise {
  readonly inhibit: readonly Inhibition[]
  /** Those of the configuration; the state has those made by API. */
  readonly silences: readonly Silence[]
  readonly quietHours?: QuietHours
  readonly mailLimit: MailLimit
}

/** What dispatch decides by, besides the rules. */
export interface Policy {
  readonly noise: Noise
  /** What the catalog knows of a code, for rules that name neither category nor kind. */
  readonly meaningOf: (code: string) => Meaning | undefined
  /** Receivers that are programs and keep their people's peace themselves: no limit holds for them, and no digest is made. */
  readonly programs: ReadonlySet<string>
}

export interface Meaning {
  readonly category: Category
  readonly kind: Kind
}

/** A mail every five minutes, and sixty a day, are as many as a person reads. */
export const DEFAULT_MAIL_LIMIT: MailLimit = { perHour: 12, perDay: 60 }

/** The spans of a `MailLimit`. */
export const LIMIT_HOUR: Millis = HOUR
export const LIMIT_DAY: Millis = DAY

/**
 * What explains what within a project: no plan, no call; no token, no call; without permission nothing is limited; who is
 * slowed down learns nothing of devices; where a site has no power, its single answers say nothing new. An outage of the
 * platform and a code that nobody knows follow only from what refuses every call.
 */
const TREE: readonly (readonly [source: readonly Category[], target: readonly Category[]])[] = [
  [['quota_billing'], ['auth', 'region']],
  [
    ['quota_billing', 'auth', 'region'],
    ['platform', 'unknown'],
  ],
  [['quota_billing', 'auth', 'region'], ['permission']],
  [['quota_billing', 'auth', 'region', 'permission'], ['rate_limit']],
  [['quota_billing', 'auth', 'region', 'permission', 'rate_limit'], ['device_offline']],
  [
    ['quota_billing', 'auth', 'region', 'permission', 'rate_limit', 'device_offline'],
    ['device_state', 'parameter', 'not_found', 'conflict', 'unsupported'],
  ],
]

export const DEFAULT_INHIBITIONS: readonly Inhibition[] = TREE.map(([source, target]) => ({
  source: { category: source },
  target: { category: target },
  equal: ['project'],
  sparesWorse: true,
}))

export const DEFAULT_NOISE: Noise = {
  inhibit: DEFAULT_INHIBITIONS,
  silences: [],
  mailLimit: DEFAULT_MAIL_LIMIT,
}

/** For whoever has no catalog at hand. */
export const DEFAULT_POLICY: Policy = {
  noise: DEFAULT_NOISE,
  meaningOf: () => undefined,
  programs: new Set(),
}
