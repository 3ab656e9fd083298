import { type Catalog, KINDS, SEVERITIES } from '../types/catalog.ts'
import type { Condition, GroupLabel, Matcher, Rule } from '../types/rule.ts'
import { type Alert, alertOf, type Subject } from './alert.ts'
import type { Sums } from './growth.ts'
import { inexpressible } from './inexpressible.ts'
import { levelsOf } from './levels.ts'
import { placeMatchers } from './place.ts'
import { select } from './selection.ts'

/** A rule as alerts of Prometheus: one, or one for each severity and each value of a group that is no label of the metric. */
export type Compiled =
  | { readonly ok: true; readonly alerts: readonly Alert[]; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly why: string }

export function compileRule(rule: Rule, catalog: Catalog): Compiled {
  const why = inexpressible(rule)
  if (why !== undefined) return { ok: false, why }
  const place = placeMatchers(rule.match)
  const subjects: readonly Subject[] = partsOf(rule)
    .map(({ match, fixed }) => ({ rule, selection: select(match, place, catalog), fixed }))
    .filter(({ selection }) => selection.selectors.length > 0)
  if (subjects.length === 0) return { ok: false, why: 'no code of the catalog is what it matches' }
  return {
    ok: true,
    alerts: subjects.flatMap((subject) => alertsOf(subject, place)),
    remarks: [...new Set([...subjects.flatMap(ambiguityOf), ...endingOf(rule.condition)])],
  }
}

function alertsOf(subject: Subject, place: readonly string[]): readonly Alert[] {
  const { rule, selection } = subject
  const by = rule.groupBy.filter((label) => METRIC_LABELS.has(label))
  const sums: Sums = { selection, place, windowMs: rule.windowMs, by }
  return levelsOf(rule, sums).map((level) => alertOf(level, subject))
}

/** Labels of `tuya_errors_total`. */
const METRIC_LABELS: ReadonlySet<GroupLabel> = new Set(['project', 'source', 'code', 'category'])

function ambiguityOf({ selection }: Subject): readonly string[] {
  return selection.ambiguous.map((code) => `counts code ${code} in every meaning`)
}

function endingOf(condition: Condition): readonly string[] {
  return 'resolveAt' in condition && condition.resolveAt !== undefined
    ? ['ends where it no longer fires, without a threshold of its own']
    : []
}

interface Part extends Pick<Subject, 'fixed'> {
  readonly match: Matcher
}

/** Kind and severity are no labels of the metric; a rule that groups by them is taken apart into one for each value. */
function partsOf({ match, groupBy }: Rule): readonly Part[] {
  const whole: readonly Part[] = [{ match, fixed: {} }]
  const byKind = groupBy.includes('kind') ? divide(whole, 'kind', match.kind ?? KINDS) : whole
  return groupBy.includes('severity')
    ? divide(byKind, 'severity', match.severity ?? SEVERITIES)
    : byKind
}

function divide(
  parts: readonly Part[],
  label: 'kind' | 'severity',
  values: readonly string[],
): readonly Part[] {
  return parts.flatMap(({ match, fixed }) =>
    values.map((value) => ({
      match: { ...match, [label]: [value] },
      fixed: { ...fixed, [label]: value },
    })),
  )
}
