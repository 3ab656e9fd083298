import { type Column, tableLines } from '../scan/table.ts'
import { counted, dated } from '../scan/words.ts'
import { type AlertChange, alertChanges, type RuleChange, ruleChanges, timeOf } from './diff.ts'
import type { Alert, History } from './history.ts'
import type { PageStyle } from './report.ts'
import { alertName } from './timeline.ts'

/** The two configurations, as files. */
export interface Sides {
  readonly before: string
  readonly after: string
}

/** What the second configuration would have changed, for a person. */
export function diffReport(
  { before, after }: Sides,
  from: History,
  to: History,
  style: PageStyle,
): string {
  const { columns, paint } = style
  const changes = alertChanges(from, to)
  const rules = ruleChanges(from, to)
  const sections = [
    [
      paint('bold', `${before} → ${after}`),
      `${counted(from.alerts.length, 'alert')} → ${to.alerts.length}, ${counted(from.mails.length, 'mail')} → ${to.mails.length}`,
      ...(changes.length === 0
        ? ['Every alert would have fired and ended at the same times.']
        : []),
    ],
    ...(changes.length > 0
      ? [[paint('bold', 'Alerts (UTC)'), ...changes.map((change) => line(change, style))]]
      : []),
    ...(rules.length > 0
      ? [[paint('bold', 'Rules'), ...tableLines(RULE_COLUMNS, rules, columns, paint)]]
      : []),
  ]
  return sections.map((lines) => `${lines.join('\n')}\n`).join('\n')
}

/** The same as objects. */
export function diffLines(from: History, to: History): readonly string[] {
  const alerts = alertChanges(from, to).map((change) => ({
    ...{ type: 'alert', change: change.change },
    before: 'before' in change ? alertFields(change.before) : null,
    after: 'after' in change ? alertFields(change.after) : null,
  }))
  const rules = ruleChanges(from, to).map(({ rule, alerts, mails }) => ({
    ...{ type: 'rule', rule },
    before: { alerts: alerts[0], mails: mails[0] },
    after: { alerts: alerts[1], mails: mails[1] },
  }))
  const numbers = ({ alerts, mails }: History) => ({ alerts: alerts.length, mails: mails.length })
  const summary = { type: 'summary', before: numbers(from), after: numbers(to) }
  return [...alerts, ...rules, summary].map((fields) => JSON.stringify(fields))
}

const MARKS = { gone: '- gone ', new: '+ new  ', moved: '~ moved' } as const

function line(change: AlertChange, { paint }: PageStyle): string {
  const colour = change.change === 'gone' ? 'green' : change.change === 'new' ? 'red' : 'yellow'
  const { rule, group } = change.change === 'new' ? change.after : change.before
  const head = `  ${dated(timeOf(change))}  ${paint(colour, MARKS[change.change])}  ${alertName(rule, group)}`
  if (change.change !== 'moved') return head
  return `${head}: ${spanOf(change.before)} → ${spanOf(change.after)}`
}

function spanOf({ firedAt, resolved }: Alert): string {
  return `${dated(firedAt)} to ${resolved ? dated(resolved.at) : 'the end of the logs'}`
}

const both = ([before, after]: readonly [number, number]) => `${before} → ${after}`

const RULE_COLUMNS: readonly Column<RuleChange>[] = [
  { head: 'RULE', cell: ({ rule }) => rule, style: () => 'bold' },
  { head: 'ALERTS', cell: ({ alerts }) => both(alerts), right: true },
  { head: 'MAILS', cell: ({ mails }) => both(mails), right: true },
]

function alertFields({ rule, group, firedAt, resolved }: Alert) {
  return {
    ...{ rule: rule.name, group, fired: new Date(firedAt).toISOString() },
    resolved: resolved ? new Date(resolved.at).toISOString() : null,
  }
}
