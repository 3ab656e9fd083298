import { codeKey } from './count/recent.ts'
import type { parseSeriesKey } from './count/series.ts'
import { CATEGORIES, type Catalog, type Entry } from './types/catalog.ts'
import type { State } from './types/state.ts'
import type { CodeView } from './web/status.ts'

export type CounterValue = ReturnType<typeof parseSeriesKey> & { readonly value: number }

/** The codes seen, over all logs, the most frequent first. */
export function codeViews(
  { codesSeen }: State,
  counters: readonly CounterValue[],
  catalog: Catalog,
): readonly CodeView[] {
  const errors = counters.filter(({ name, value }) => name === 'tuya_errors_total' && value > 0)
  const byCode = Map.groupBy(errors, ({ labels }) =>
    codeKey(codeIn(labels), labels['category'] ?? ''),
  )
  return [...byCode]
    .flatMap(([key, [first, ...more]]) =>
      first ? [viewOf(first, more, catalog, codesSeen.get(key))] : [],
    )
    .sort((a, b) => b.count - a.count)
}

function codeIn(labels: CounterValue['labels']): string {
  return labels['code'] ?? ''
}

function viewOf(
  first: CounterValue,
  more: readonly CounterValue[],
  catalog: Catalog,
  lastAt: number | undefined,
): CodeView {
  const code = codeIn(first.labels)
  const entry = catalog.entries.find(
    (one) => one.code === code && one.category === first.labels['category'],
  )
  return {
    code,
    category: CATEGORIES.find((category) => category === first.labels['category']) ?? 'unknown',
    count: more.reduce((sum, { value }) => sum + value, first.value),
    ...(lastAt !== undefined && { lastAt: new Date(lastAt) }),
    ...(entry && meaningOf(entry)),
  }
}

function meaningOf({ meaning, who, advice }: Entry): Pick<CodeView, 'meaning' | 'who' | 'advice'> {
  return { meaning, who, advice }
}
