import type { GroupValues } from '../types/alert.ts'
import type { Rule } from '../types/rule.ts'
import type { Millis } from '../types/time.ts'
import type { Alert, History, SentMail } from './history.ts'

/** One moment at which something happened. */
export type Happening = { readonly at: Millis } & (
  | { readonly what: 'fires' | 'resolved'; readonly alert: Alert }
  | { readonly what: 'mail'; readonly mail: SentMail }
)

/** Alerts and mails in order of time; what caused a mail stands before it. */
export function timelineOf({ alerts, mails }: History): readonly Happening[] {
  const happenings: readonly Happening[] = [
    ...alerts.map((alert) => ({ at: alert.firedAt, what: 'fires' as const, alert })),
    ...alerts.flatMap((alert) =>
      alert.resolved ? [{ at: alert.resolved.at, what: 'resolved' as const, alert }] : [],
    ),
    ...mails.map((mail) => ({ at: mail.at, what: 'mail' as const, mail })),
  ]
  return happenings.toSorted((a, b) => a.at - b.at)
}

/** `auth-failing project=eu code=1010`; a label that is empty says nothing. */
export function alertName(rule: Rule, group: GroupValues): string {
  const labels = Object.entries(group).filter(([, value]) => value !== '')
  return [rule.name, ...labels.map(([label, value]) => `${label}=${value}`)].join(' ')
}
