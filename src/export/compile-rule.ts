import { type Catalog, KINDS, SEVERITIES } from '../types/catalog.ts'
import type { GroupLabel, Matcher, Rule } from '../types/rule.ts'
import { type Alert, alertOf, type Subject } from './alert.ts'
import { countExpression } from './expression.ts'
import { inexpressible } from './inexpressible.ts'
import { placeMatchers } from './place.ts'
import { select } from './selection.ts'

/** A rule as alerts of Prometheus: one, or one for each value of a group that is no label of the metric. */
export type Compiled =
  | { readonly ok: true; readonly alerts: readonly Alert[]; readonly ambiguous: readonly string[] }
  | { readonly ok: false; readonly why: string }

export function compileRule(rule: Rule, catalog: Catalog): Compiled {
  const { condition, windowMs, groupBy } = rule
  if (condition.kind !== 'count') return refused('no metric says whether its condition holds')
  const why = inexpressible(rule)
  if (why !== undefined) return refused(why)
  const place = placeMatchers(rule.match)
  const by = groupBy.filter((label) => METRIC_LABELS.has(label))
  const subjects: readonly Subject[] = partsOf(rule)
    .map(({ match, fixed }) => ({
      rule,
      condition,
      selection: select(match, place, catalog),
      fixed,
    }))
    .filter(({ selection }) => selection.selectors.length > 0)
  if (subjects.length === 0) return refused('no code of the catalog is what it matches')
  const threshold = { windowMs, atLeast: condition.atLeast, by }
  return {
    ok: true,
    alerts: subjects.map((subject) =>
      alertOf(countExpression(subject.selection, place, threshold), subject),
    ),
    ambiguous: subjects.flatMap(({ selection }) => selection.ambiguous),
  }
}

function refused(why: string): Compiled {
  return { ok: false, why }
}

/** Labels of `tuya_errors_total`. */
const METRIC_LABELS: ReadonlySet<GroupLabel> = new Set(['project', 'source', 'code', 'category'])

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
