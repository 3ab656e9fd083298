import type { Catalog, Category, Entry } from '../types/catalog.ts'
import type { Matcher } from '../types/rule.ts'
import { labelMatcher } from './promql.ts'

/** The series of `tuya_errors_total` that hold the errors of a matcher. */
export interface Selection {
  /** Label matchers of sets of series, none of them in two sets. */
  readonly selectors: readonly (readonly string[])[]
  /** Those of the series among them that begin with their first error; the others stand at 0 from the start. */
  readonly newborn: readonly string[] | undefined
  /** What the catalog says of the codes that are selected. */
  readonly entries: readonly Entry[]
  /** Codes of which the rule is about one meaning, and the metric counts two in one series. */
  readonly ambiguous: readonly string[]
}

/**
 * Category and code are labels; kind and severity follow from them by the catalog. `place` are matchers of the labels
 * `source` and `project`, which every selector gets.
 */
export function select(match: Matcher, place: readonly string[], catalog: Catalog): Selection {
  const pairs = pairsOf(catalog)
  const chosen = pairs.filter(({ entries }) => entries.some((entry) => isMeant(match, entry)))
  const unknown = unknownMatchers(match, pairs)
  const byLabels = match.kind === undefined && match.severity === undefined
  const known = byLabels ? [labelsOf(match)] : cover(chosen, pairs)
  const sets = unknown === undefined || byLabels ? known : [...known, unknown]
  return {
    selectors: sets.map((matchers) => [...matchers, ...place]),
    newborn: unknown === undefined ? undefined : [...unknown, ...place],
    entries: chosen.flatMap(({ entries }) => entries.filter((entry) => isMeant(match, entry))),
    ambiguous: chosen
      .filter(({ entries }) => !entries.every((entry) => isMeant(match, entry)))
      .map(({ code }) => code),
  }
}

/** The series of one code, and the meanings that are counted in it. */
interface Pair {
  readonly code: string
  readonly category: Category
  readonly entries: readonly Entry[]
}

function pairsOf({ entries }: Catalog): readonly Pair[] {
  const groups = Map.groupBy(entries, ({ code, category }) => `${category} ${code}`)
  return [...groups.values()].flatMap(([first, ...more]) =>
    first ? [{ code: first.code, category: first.category, entries: [first, ...more] }] : [],
  )
}

function isMeant({ category, code, kind, severity }: Matcher, entry: Entry): boolean {
  return (
    allows(category, entry.category) &&
    allows(code, entry.code) &&
    allows(kind, entry.kind) &&
    allows(severity, entry.severity)
  )
}

function allows<T>(wanted: readonly T[] | undefined, value: T): boolean {
  return wanted === undefined || wanted.includes(value)
}

/** Codes without an entry are of category and kind `unknown`, and a warning. */
function unknownMatchers(match: Matcher, pairs: readonly Pair[]): readonly string[] | undefined {
  const { category, kind, severity, code } = match
  const codes = code?.filter((one) => !pairs.some((pair) => pair.code === one))
  const meant =
    allows(category, 'unknown') && allows(kind, 'unknown') && allows(severity, 'warning')
  return meant && codes?.length !== 0
    ? labelsOf({ category: ['unknown'], ...(codes && { code: codes }) })
    : undefined
}

function labelsOf({ category, code }: Pick<Matcher, 'category' | 'code'>): readonly string[] {
  return [
    ...(category ? [labelMatcher('category', category)] : []),
    ...(code ? [labelMatcher('code', code)] : []),
  ]
}

/**
 * Matchers for exactly the chosen series: whole categories where all of their codes are chosen, else categories and codes.
 * A code that is chosen in one of the categories and not in another gets a set of its own for each category.
 */
function cover(chosen: readonly Pair[], all: readonly Pair[]): readonly (readonly string[])[] {
  if (chosen.length === 0) return []
  const category = [...new Set(chosen.map((pair) => pair.category))]
  const code = [...new Set(chosen.map((pair) => pair.code))]
  const within = all.filter((pair) => category.includes(pair.category))
  if (within.length === chosen.length) return [labelsOf({ category })]
  const torn = within.filter((pair) => code.includes(pair.code) && !chosen.includes(pair))
  if (torn.length === 0) return [labelsOf({ category, code })]
  const isTorn = (pair: Pair) => torn.some((one) => one.code === pair.code)
  const apart = Map.groupBy(chosen.filter(isTorn), (pair) => pair.category)
  return [
    ...cover(
      chosen.filter((pair) => !isTorn(pair)),
      all,
    ),
    ...[...apart.values()].flatMap((pairs) => cover(pairs, all)),
  ]
}

/** With more categories than this an alert is about errors as such. */
const CATEGORIES_TOLD_MAX = 3

export function categoriesOf({ entries, newborn }: Selection): readonly Category[] {
  const known = new Set<Category>(entries.map(({ category }) => category))
  if (newborn !== undefined) known.add('unknown')
  return known.size <= CATEGORIES_TOLD_MAX ? [...known] : []
}
