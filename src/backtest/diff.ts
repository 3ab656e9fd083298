import { keyOf } from '../types/alert.ts'
import type { Millis } from '../types/time.ts'
import type { Alert, History } from './history.ts'

/** What another configuration makes of one stretch of trouble. */
export type AlertChange =
  | { readonly change: 'gone'; readonly before: Alert }
  | { readonly change: 'new'; readonly after: Alert }
  | { readonly change: 'moved'; readonly before: Alert; readonly after: Alert }

/** Numbers of one rule, by name, under both. */
export interface RuleChange {
  readonly rule: string
  readonly alerts: readonly [before: number, after: number]
  readonly mails: readonly [before: number, after: number]
}

/**
 * Alerts that only one of two configurations would have fired, and those that both fire but not at the same time. Two are
 * the same trouble if they are of the same rule (by name) and group and overlap in time.
 */
export function alertChanges(before: History, after: History): readonly AlertChange[] {
  const left = [...after.alerts]
  const changes = before.alerts.flatMap((one): readonly AlertChange[] => {
    const place = left.findIndex((other) => isSameTrouble(one, other))
    const [partner] = place < 0 ? [] : left.splice(place, 1)
    if (partner === undefined) return [{ change: 'gone', before: one }]
    return isUnmoved(one, partner) ? [] : [{ change: 'moved', before: one, after: partner }]
  })
  const added = left.map((alert): AlertChange => ({ change: 'new', after: alert }))
  return [...changes, ...added].sort((a, b) => timeOf(a) - timeOf(b))
}

/** Only the rules whose numbers differ. */
export function ruleChanges(before: History, after: History): readonly RuleChange[] {
  const names = new Set([before, after].flatMap(namesIn))
  return [...names]
    .map(
      (rule): RuleChange => ({
        rule,
        alerts: [alertsOf(rule, before), alertsOf(rule, after)],
        mails: [mailsOf(rule, before), mailsOf(rule, after)],
      }),
    )
    .filter(({ alerts, mails }) => alerts[0] !== alerts[1] || mails[0] !== mails[1])
}

function isSameTrouble(a: Alert, b: Alert): boolean {
  const name = (alert: Alert) => keyOf({ rule: alert.rule.name, group: alert.group })
  return name(a) === name(b) && a.since <= endOf(b) && b.since <= endOf(a)
}

function isUnmoved(a: Alert, b: Alert): boolean {
  return a.firedAt === b.firedAt && endOf(a) === endOf(b)
}

function endOf({ resolved }: Alert): Millis {
  return resolved?.at ?? Number.POSITIVE_INFINITY
}

export function timeOf(change: AlertChange): Millis {
  return change.change === 'new' ? change.after.firedAt : change.before.firedAt
}

function namesIn({ alerts, mails }: History): readonly string[] {
  return [...alerts.map(({ rule }) => rule.name), ...mails.flatMap(({ rules }) => rules)]
}

function alertsOf(rule: string, { alerts }: History): number {
  return alerts.filter((alert) => alert.rule.name === rule).length
}

function mailsOf(rule: string, { mails }: History): number {
  return mails.filter(({ rules }) => rules.includes(rule)).length
}
