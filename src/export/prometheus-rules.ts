import { Document } from 'yaml'
import type { Catalog } from '../types/catalog.ts'
import type { Rule } from '../types/rule.ts'
import { MINUTE, type Millis, SECOND } from '../types/time.ts'
import type { Alert } from './alert.ts'
import { compileRule } from './compile-rule.ts'
import { promDuration } from './promql.ts'

/** A file of alerting rules, and what of the configuration it cannot say. */
export interface PrometheusRules {
  readonly text: string
  /** Each a sentence that names the rule. They stand in the text, too. */
  readonly warnings: readonly string[]
}

/** The configured rules as alerting rules of Prometheus, which sees all instances of a fleet. */
export function prometheusRules(rules: readonly Rule[], catalog: Catalog): PrometheusRules {
  const compiled = rules.map((rule) => ({ rule, result: compileRule(rule, catalog) }))
  const alerts = compiled.flatMap(({ rule, result }) =>
    result.ok ? result.alerts.map((alert) => ({ alert, interval: intervalOf(rule) })) : [],
  )
  const warnings = compiled.flatMap(({ rule, result }) => {
    if (!result.ok) return [`rule "${rule.name}" is left out: ${result.why}`]
    return result.remarks.map((remark) => `rule "${rule.name}" ${remark}`)
  })
  return { text: documentOf(alerts, warnings), warnings }
}

interface Timed {
  readonly alert: Alert
  readonly interval: Millis
}

/** A tenth of the window, within bounds: no alert waits long for its evaluation, and a long window is not read every few seconds. */
function intervalOf({ windowMs }: Rule): Millis {
  const tenth = Math.round(windowMs / 10 / INTERVAL_MIN) * INTERVAL_MIN
  return Math.min(Math.max(tenth, INTERVAL_MIN), INTERVAL_MAX)
}

/** Seldom is a target scraped more often. */
const INTERVAL_MIN: Millis = 15 * SECOND
/** Prometheus's own default. */
const INTERVAL_MAX: Millis = MINUTE

function documentOf(alerts: readonly Timed[], warnings: readonly string[]): string {
  const byInterval = [...Map.groupBy(alerts, ({ interval }) => interval)].toSorted(
    ([a], [b]) => a - b,
  )
  const groups = byInterval.map(([interval, timed]) => ({
    name: `tuyawatch-${promDuration(interval)}`,
    interval: promDuration(interval),
    rules: timed.map(({ alert }) => alert),
  }))
  const document = new Document({ groups })
  document.commentBefore = commentOf([...HEAD, ...warnings])
  return document.toString({ lineWidth: 0, blockQuote: 'literal' })
}

const HEAD = [
  'Made by `tuyawatch export prometheus-rules`. Export again when the rules or the catalog change.',
  'An expression takes each counter for itself, then adds over all instances. Where increase() would extrapolate to more',
  'errors than there were, last - min counts them; a code that nobody had seen before has no 0 to grow from, and fewer',
  'samples than its instance: all of its errors count.',
]

function commentOf(lines: readonly string[]): string {
  return lines.map((line) => ` ${line}`).join('\n')
}
