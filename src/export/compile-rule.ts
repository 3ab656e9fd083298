import { type Catalog, KINDS, SEVERITIES } from '../types/catalog.ts'
import type { GroupLabel, Matcher, Rule } from '../types/rule.ts'
import { DAY, type Millis } from '../types/time.ts'
import { type Alert, alertOf, type Subject } from './alert.ts'
import type { Sums } from './growth.ts'
import { inexpressible } from './inexpressible.ts'
import { levelsOf } from './levels.ts'
import { placeMatchers } from './place.ts'
import { placeLevel } from './place-levels.ts'
import { promDuration } from './promql.ts'
import { select } from './selection.ts'

/** A rule as alerts of Prometheus: one, or one for each severity and each value of a group that is no label of the metric. */
export type Compiled =
  | { readonly ok: true; readonly alerts: readonly Alert[]; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly why: string }

export function compileRule(rule: Rule, catalog: Catalog): Compiled {
  const why = inexpressible(rule)
  if (why !== undefined) return { ok: false, why }
  const level = placeLevel(rule, catalog)
  if (level !== undefined)
    return { ok: true, alerts: [alertOf(level, placeSubject(rule))], remarks: remarksOf(rule) }
  const place = placeMatchers(rule.match)
  const subjects: readonly Subject[] = partsOf(rule)
    .map(({ match, fixed }) => ({ rule, selection: select(match, place, catalog), fixed }))
    .filter(({ selection }) => selection.selectors.length > 0)
  if (subjects.length === 0) return { ok: false, why: 'no code of the catalog is what it matches' }
  return {
    ok: true,
    alerts: subjects.flatMap((subject) => alertsOf(subject, place)),
    remarks: [...new Set([...subjects.flatMap(ambiguityOf), ...remarksOf(rule)])],
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

/** Conditions on places are about no code. */
function placeSubject(rule: Rule): Subject {
  const nothing = { selectors: [], newborn: undefined, entries: [], ambiguous: [] }
  return { rule, selection: nothing, fixed: {} }
}

/** Where Prometheus does something else than tuyawatch itself. */
function remarksOf({ condition, windowMs }: Rule): readonly string[] {
  if ('resolveAt' in condition && condition.resolveAt !== undefined)
    return ['ends where it no longer fires, without a threshold of its own']
  if (condition.kind === 'distinct')
    return ['counts devices that are offline now; one that two logs tell of counts twice']
  if (condition.kind === 'quota' && condition.plans.some(({ shown }) => shown !== undefined))
    return ['adds what each instance has used: give "used" to one instance of a fleet only']
  if (condition.kind === 'new' && windowMs > RETENTION_MS)
    return [`looks back ${promDuration(windowMs)}: let Prometheus keep as much`]
  return []
}

/** What Prometheus keeps by default. */
const RETENTION_MS: Millis = 15 * DAY

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
