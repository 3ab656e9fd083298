import type { Millis } from '../types/time.ts'
import { braced, promDuration } from './promql.ts'
import type { Selection } from './selection.ts'

/** What is added up, and to what. */
export interface Sums {
  readonly selection: Selection
  /** Matchers of the labels `source` and `project`. */
  readonly place: readonly string[]
  readonly windowMs: Millis
  /** Labels that are kept; those of the instances are added away. */
  readonly by: readonly string[]
}

/**
 * The errors of the window, over all instances; of the window that ended `offset` ago.
 *
 * `last_over_time - min_over_time` is what a counter grew by within the window, in whole errors: `increase()` extrapolates,
 * so that 95 errors in a window would look like the 100 of a threshold. Each series is taken for itself before they are
 * added, so one that goes, comes back or is restored elsewhere at its old count adds nothing.
 *
 * A series that begins with its first error has no 0 to grow from (prometheus/prometheus#1673). Where it has fewer samples
 * in the window than the instance, it began within the window, and so did all that it counts. One that comes back with its
 * instance has as many.
 */
export function errorsGrown(sums: Sums, offset = ''): string {
  const { newborn, selectors } = sums.selection
  const window = windowOf(sums)
  return added(sums.by, [
    ...(newborn === undefined ? [] : [grownFromNothing(newborn, sums.place, window, offset)]),
    ...selectors.map((selector) => growth(ERRORS, selector, window, offset)),
  ])
}

/** The answers of the window, successes and errors. They have no codes to be grouped by. */
export function answersGrown({ place, windowMs, by }: Omit<Sums, 'selection'>): string {
  return added(by, [growth(ANSWERS, place, windowOf({ windowMs }), '')])
}

export const ERRORS = 'tuya_errors_total'
export const ANSWERS = 'tuya_responses_total'

export function windowOf({ windowMs }: Pick<Sums, 'windowMs'>): string {
  return `[${promDuration(windowMs)}]`
}

export function growth(
  metric: string,
  selector: readonly string[],
  window: string,
  offset = '',
): string {
  const series = `${metric}${braced(selector)}${window}${offset}`
  return `(\n    last_over_time(${series})\n  - min_over_time(${series})\n)`
}

/** What series count that began within the window: errors of codes that are in no catalog. */
function grownFromNothing(
  selector: readonly string[],
  place: readonly string[],
  window: string,
  offset: string,
): string {
  const errors = `${ERRORS}${braced(selector)}`
  const instance = `${ANSWERS}${braced(place)}`
  return [
    '(',
    `  ${errors}${offset}`,
    '  and',
    `    count_over_time(${errors}${window}${offset})`,
    '  < ignoring (code, category) group_left',
    `    count_over_time(${instance}${window}${offset})`,
    ')',
  ].join('\n')
}

export function added(by: readonly string[], terms: readonly string[]): string {
  const sum = by.length === 0 ? 'sum' : `sum by (${by.join(', ')})`
  return `${sum} (\n${terms.map(indented).join('\n  or\n')}\n)`
}

export function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}
