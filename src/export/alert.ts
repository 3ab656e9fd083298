import type { Entry } from '../types/catalog.ts'
import type { GroupLabel, Rule } from '../types/rule.ts'
import { CATEGORY_WORDS } from './category-words.ts'
import type { Level } from './levels.ts'
import { promDuration } from './promql.ts'
import { categoriesOf, type Selection } from './selection.ts'

/** One alerting rule, in Prometheus's words: https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
export interface Alert {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly keep_firing_for?: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** What an expression counts, for people and for routing. */
export interface Subject {
  readonly rule: Rule
  readonly selection: Selection
  /** Groups that have an alert of their own. */
  readonly fixed: Readonly<Partial<Record<GroupLabel, string>>>
}

export function alertOf(level: Level, subject: Subject): Alert {
  const { expr, severity } = level
  const { rule, fixed } = subject
  return {
    alert: alertName(rule.name),
    expr,
    ...(rule.forMs > 0 && { for: promDuration(rule.forMs) }),
    ...(rule.keepFiringForMs > 0 && { keep_firing_for: promDuration(rule.keepFiringForMs) }),
    labels: { severity, rule: literal(rule.name), ...groupLabels(fixed) },
    annotations: annotationsOf(level, subject),
  }
}

/** `auth-failing` -> `TuyaAuthFailing`: CamelCase with a common first word, as mixins name alerts. The label `rule` has the name as it is. */
function alertName(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  return `Tuya${words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')}`
}

/** The label `severity` is the alert's own. */
function groupLabels({ kind, severity }: Subject['fixed']): Alert['labels'] {
  return {
    ...(kind !== undefined && { kind }),
    ...(severity !== undefined && { code_severity: severity }),
  }
}

function annotationsOf({ says, shows }: Level, subject: Subject): Alert['annotations'] {
  const { rule, selection } = subject
  const runbook = rule.runbook ?? commonLink(selection.entries)
  return {
    summary: literal(says),
    description: [readingOf(shows, subject), literal(adviceOf(subject))].filter(Boolean).join(' '),
    ...(runbook !== undefined && { runbook_url: literal(runbook) }),
  }
}

/** What was counted for which group: a template that Prometheus fills in. It knows only the labels of the expression. */
function readingOf(shows: string, { rule, fixed }: Subject): string {
  const group = rule.groupBy.map((label) =>
    fixed[label] === undefined
      ? `{{ with $labels.${label} }}, ${label} {{ . }}{{ end }}`
      : `, ${label} ${fixed[label]}`,
  )
  return `${shows}${group.join('')}, counted over all instances.`
}

function adviceOf({ rule, selection }: Subject): string {
  const words = categoriesOf(selection).map((category) => CATEGORY_WORDS[category])
  return [...words, ...(rule.why ? [`Why this threshold: ${rule.why}`] : [])].join(' ')
}

/** The vendor's page that most of the codes share. */
function commonLink(entries: readonly Entry[]): string | undefined {
  const pages = [...Map.groupBy(entries, ({ link }) => link)]
  return pages.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0]
}

/** Labels and annotations are templates: text from a configuration must not be taken for one. */
function literal(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}')
}
