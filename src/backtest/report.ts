import { ruleWords } from '../config/rule-words.ts'
import { type Column, tableLines } from '../scan/table.ts'
import { counted, dated, type Paint, sized, wrapped } from '../scan/words.ts'
import type { Rule } from '../types/rule.ts'
import { DAY } from '../types/time.ts'
import type { Backtest } from './backtest.ts'
import { type DayNumbers, perDay } from './per-day.ts'
import { perRule, type RuleNumbers } from './per-rule.ts'
import { alertName, type Happening, timelineOf } from './timeline.ts'

export interface PageStyle {
  readonly columns: number
  readonly paint: Paint
}

type Lines = readonly string[]

/** What a person reads after a backtest: every alert and mail, when and why; mails a day; the noisiest rules and other thresholds. */
export function report(
  rules: readonly Rule[],
  backtest: Backtest,
  seconds: number,
  style: PageStyle,
): string {
  const sections: readonly Lines[] = [
    summary(backtest, seconds, style),
    timelineLines(backtest, style),
    dayLines(backtest, style),
    ruleLines(rules, backtest, style),
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

function summary(backtest: Backtest, seconds: number, { paint }: PageStyle): Lines {
  const { totals, span, answers, errors, timeless, asConfigured } = backtest
  const { alerts, mails } = asConfigured
  const size = `${counted(totals.files, 'file')}, ${sized(totals.bytes)}, ${counted(totals.lines, 'line')}`
  const days = span ? Math.max(1, (span.to - span.from) / DAY) : 1
  const pace = `${(mails.length / days).toFixed(1)} a day`
  return [
    `Read ${size} in ${seconds.toFixed(2)} s.`,
    `Found ${counted(answers, 'answer')} of the Tuya cloud, ${counted(errors, 'error')} among them.`,
    ...(span ? [`They are from ${dated(span.from)} to ${dated(span.to)} (UTC).`] : []),
    ...(timeless > 0
      ? [`Left out, because nothing tells their time: ${counted(timeless, 'answer')}.`]
      : []),
    paint(
      'bold',
      `These rules would have fired ${counted(alerts.length, 'alert')} and sent ${counted(mails.length, 'mail')}, ${pace}.`,
    ),
  ]
}

function timelineLines({ asConfigured }: Backtest, style: PageStyle): Lines {
  const happenings = timelineOf(asConfigured)
  if (happenings.length === 0) return []
  return [style.paint('bold', 'Timeline (UTC)'), ...happenings.map((one) => line(one, style.paint))]
}

function line(happening: Happening, paint: Paint): string {
  const time = dated(happening.at)
  switch (happening.what) {
    case 'fires': {
      const { rule, group, count, since, reason } = happening.alert
      const what = count > 0 ? `${counted(count, 'error')} since ${dated(since)}` : ruleWords(rule)
      const why = `${what} (${reason})`
      return `  ${time}  ${paint('red', 'fires   ')}  ${paint('bold', alertName(rule, group))}: ${why}`
    }
    case 'resolved': {
      const { rule, group, resolved } = happening.alert
      const why = resolved ? `by ${resolved.by}${after(resolved.count)}` : ''
      return `  ${time}  ${paint('green', 'resolved')}  ${alertName(rule, group)}: ${why}`
    }
    case 'mail': {
      const { receiver, kind, reason, subject } = happening.mail
      return `  ${time}  ${paint('cyan', 'mail    ')}  to ${receiver}, ${kind} (${reason}): ${subject}`
    }
  }
}

/** A quota counts calls, not errors. */
function after(count: number): string {
  return count > 0 ? `, after ${counted(count, 'error')}` : ''
}

/** Columns of the longest bar. */
const BAR_COLUMNS = 30

/** Days without a mail are counted, not listed. */
function dayLines({ asConfigured, span }: Backtest, { columns, paint }: PageStyle): Lines {
  if (span === undefined) return []
  const days = perDay(asConfigured, span)
  const loud = days.filter(({ alerts, mails }) => alerts + mails > 0)
  if (loud.length === 0) return []
  const most = Math.max(...days.map(({ mails }) => mails), 1)
  const bar = (mails: number) => '█'.repeat(Math.ceil((mails / most) * BAR_COLUMNS))
  const table: readonly Column<DayNumbers>[] = [
    { head: 'DAY (UTC)', cell: ({ day }) => dated(day).slice(0, 10) },
    { head: 'ALERTS', cell: ({ alerts }) => String(alerts), right: true },
    { head: 'MAILS', cell: ({ mails }) => String(mails), right: true },
    { head: '', cell: ({ mails }) => bar(mails), style: () => 'cyan' },
  ]
  const quiet = days.length - loud.length
  return [
    paint('bold', 'Mails a day'),
    ...tableLines(table, loud, columns, paint),
    ...(quiet > 0 ? [`and ${counted(quiet, 'day')} without any`] : []),
  ]
}

function ruleLines(
  rules: readonly Rule[],
  backtest: Backtest,
  { columns, paint }: PageStyle,
): Lines {
  const number = (count: number | undefined) => (count === undefined ? '–' : String(count))
  const table: readonly Column<RuleNumbers>[] = [
    { head: 'RULE', cell: ({ rule }) => rule.name, style: () => 'bold' },
    { head: 'ALERTS', cell: ({ alerts }) => String(alerts), right: true },
    { head: 'MAILS', cell: ({ mails }) => String(mails), right: true },
    { head: 'AT HALF', cell: ({ atHalf }) => number(atHalf), right: true },
    { head: 'AT DOUBLE', cell: ({ atDouble }) => number(atDouble), right: true },
    { head: 'FIRES AT', cell: ({ rule }) => ruleWords(rule), rest: true },
  ]
  const explained =
    'AT HALF and AT DOUBLE: mails of the rule if all thresholds were half or double as high.'
  return [
    paint('bold', 'Rules, the noisiest first'),
    ...tableLines(table, perRule(rules, backtest), columns, paint),
    ...wrapped(explained, columns).map((text) => paint('dim', text)),
  ]
}
