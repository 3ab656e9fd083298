import type { GroupValues, ResolvedBy, Transition, TransitionReason } from '../types/alert.ts'
import type { Digest, Notification, NotifyReason } from '../types/notification.ts'
import type { NotificationKind } from '../types/outbox.ts'
import type { Rule } from '../types/rule.ts'
import type { Millis } from '../types/time.ts'
import type { Hearer } from './replay.ts'

/** An alert from its start to its end. */
export interface Alert {
  readonly incident: string
  readonly rule: Rule
  readonly group: GroupValues
  /** First failure of what fired. */
  readonly since: Millis
  readonly firedAt: Millis
  readonly reason: TransitionReason
  /** Errors counted when it fired. */
  readonly count: number
  /** Absent where it still fired at the end of the logs. */
  readonly resolved?: { readonly at: Millis; readonly by: ResolvedBy; readonly count: number }
}

/** A mail that would have left. */
export interface SentMail {
  readonly at: Millis
  readonly kind: NotificationKind
  readonly reason: NotifyReason
  readonly receiver: string
  /** Names of the rules that it is about; several for a digest. */
  readonly rules: readonly string[]
  readonly incident?: string
  readonly subject: string
}

/** All that rules brought over some logs, in order of time. */
export interface History {
  readonly alerts: readonly Alert[]
  readonly mails: readonly SentMail[]
}

/** Writes down what a replay brings. */
export function createHistory(
  rules: readonly Rule[],
  subjectOf: (notification: Notification | Digest) => string,
): History & { readonly hear: Hearer } {
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]))
  const alerts = new Map<string, Alert>()
  const mails: SentMail[] = []
  return {
    get alerts() {
      return [...alerts.values()]
    },
    mails,
    hear({ transitions, told }) {
      for (const transition of transitions) note(alerts, transition, ruleOf)
      for (const notification of told) mails.push(mailOf(notification, subjectOf(notification)))
    },
  }
}

function note(
  alerts: Map<string, Alert>,
  { at, to, reason, counts }: Transition,
  ruleOf: ReadonlyMap<string, Rule>,
): void {
  if (to === undefined || to.state === 'pending') return
  const { incident, group, since, firedAt } = to
  const rule = ruleOf.get(to.rule)
  const before = alerts.get(incident)
  if (to.state === 'firing' && rule && !before)
    alerts.set(incident, { incident, rule, group, since, firedAt, reason, count: counts.total })
  if (to.state === 'resolved' && before)
    alerts.set(incident, { ...before, resolved: { at, by: to.by, count: counts.total } })
}

function mailOf(told: Notification | Digest, subject: string): SentMail {
  const { at, kind, reason, receiver } = told
  const common = { at, kind, reason, receiver, subject }
  if (told.kind === 'digest') return { ...common, rules: rulesIn(told) }
  return { ...common, rules: [told.rule.name], incident: told.incident }
}

function rulesIn({ over, firing = [] }: Digest): readonly string[] {
  return [...new Set([...over, ...firing].map(({ rule }) => rule.name))]
}
