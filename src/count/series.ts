import assert from 'node:assert/strict'
import { COUNTERS, type CounterName, type LabelsOf } from '../types/series.ts'
import type { Table } from '../types/state.ts'

/** The counter of this name and these labels in `State.counters`: a JSON array of the name and the values in `COUNTERS`' order. */
export function seriesKey<Name extends CounterName>(name: Name, labels: LabelsOf<Name>): string {
  const values: Readonly<Record<string, string>> = labels
  return JSON.stringify([name, ...COUNTERS[name].map((label) => values[label])])
}

/** The counter that a key names. The key must come from `seriesKey`. */
export function parseSeriesKey(key: string): {
  readonly name: CounterName
  readonly labels: Readonly<Record<string, string>>
} {
  const [name, ...values]: string[] = JSON.parse(key)
  assert(name !== undefined && isCounter(name), `a series key names a counter: ${key}`)
  const labels = COUNTERS[name].map((label, index) => [label, values[index] ?? ''] as const)
  return { name, labels: Object.fromEntries(labels) }
}

export function addTo<Name extends CounterName>(
  counters: Table<string, number>,
  name: Name,
  labels: LabelsOf<Name>,
  n: number,
): void {
  addToSeries(counters, seriesKey(name, labels), n)
}

/** The same for a key that is at hand. Adding 0 makes the series exist. */
export function addToSeries(counters: Table<string, number>, key: string, n: number): void {
  assert(n >= 0, 'a counter never decreases')
  counters.set(key, (counters.get(key) ?? 0) + n)
}

function isCounter(name: string): name is CounterName {
  return Object.hasOwn(COUNTERS, name)
}
