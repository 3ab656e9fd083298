import type { Rule } from '../types/rule.ts'
import type { Millis } from '../types/time.ts'
import type { Backtest } from './backtest.ts'
import { perDay } from './per-day.ts'
import { perRule } from './per-rule.ts'
import { type Happening, timelineOf } from './timeline.ts'

/** One object a line: the timeline (`fires`, `resolved`, `mail`), then each `day`, each `rule`, and the `summary`. */
export function jsonLines(rules: readonly Rule[], backtest: Backtest): readonly string[] {
  const { asConfigured, span } = backtest
  const days = span ? perDay(asConfigured, span) : []
  return [
    ...timelineOf(asConfigured).map(happeningFields),
    ...days.map(({ day, ...numbers }) => ({
      type: 'day',
      day: iso(day).slice(0, 10),
      ...numbers,
    })),
    ...perRule(rules, backtest).map(({ rule, alerts, mails, atHalf, atDouble }) => ({
      ...{ type: 'rule', rule: rule.name, alerts, mails },
      ...{ mails_at_half: atHalf ?? null, mails_at_double: atDouble ?? null },
    })),
    summaryFields(backtest),
  ].map((fields) => JSON.stringify(fields))
}

export function happeningFields(happening: Happening): Readonly<Record<string, unknown>> {
  const { at, what } = happening
  const common = { type: what, time: iso(at) }
  if (happening.what === 'mail') {
    const { receiver, kind, reason, rules, incident = null, subject } = happening.mail
    return { ...common, receiver, kind, reason, rules, incident, subject }
  }
  const { rule, group, incident, since, count, reason, resolved } = happening.alert
  const about = { ...common, rule: rule.name, group, incident, since: iso(since) }
  if (what === 'fires') return { ...about, severity: rule.severity, count, reason }
  return { ...about, count: resolved?.count ?? count, by: resolved?.by ?? null }
}

function summaryFields({ totals, span, answers, errors, timeless, asConfigured }: Backtest) {
  return {
    ...{ type: 'summary', files: totals.files, bytes: totals.bytes, lines: totals.lines },
    ...{ from: span ? iso(span.from) : null, to: span ? iso(span.to) : null },
    ...{ answers, errors, without_time: timeless },
    ...{ alerts: asConfigured.alerts.length, mails: asConfigured.mails.length },
  }
}

function iso(at: Millis): string {
  return new Date(at).toISOString()
}
