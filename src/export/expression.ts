import type { Millis } from '../types/time.ts'
import { promDuration } from './promql.ts'
import type { Selection } from './selection.ts'

export interface Threshold {
  readonly windowMs: Millis
  readonly atLeast: number
  /** Labels that are kept; those of the instances are added away. */
  readonly by: readonly string[]
}

/**
 * True while the errors of the window, over all instances, are at least so many.
 *
 * `last_over_time - min_over_time` is what a counter grew by within the window, in whole errors: `increase()` extrapolates,
 * so that 95 errors in a window would look like the 100 of a threshold. Each series is taken for itself before they are
 * added, so one that goes, comes back or is restored elsewhere at its old count adds nothing.
 *
 * A series that begins with its first error has no 0 to grow from (prometheus/prometheus#1673). Where it has fewer samples
 * in the window than the instance, it began within the window, and so did all that it counts. One that comes back with its
 * instance has as many.
 */
export function countExpression(
  { selectors, newborn }: Selection,
  place: readonly string[],
  { windowMs, atLeast, by }: Threshold,
): string {
  const window = promDuration(windowMs)
  const terms = [
    ...(newborn === undefined ? [] : [grownFromNothing(newborn, place, window)]),
    ...selectors.map((selector) => growth(selector, window)),
  ]
  const sum = by.length === 0 ? 'sum' : `sum by (${by.join(', ')})`
  return `${sum} (\n${terms.map(indented).join('\n  or\n')}\n) >= ${atLeast}`
}

function growth(selector: string, window: string): string {
  const errors = `tuya_errors_total${braced(selector)}`
  return `(\n    last_over_time(${errors}[${window}])\n  - min_over_time(${errors}[${window}])\n)`
}

function grownFromNothing(selector: string, place: readonly string[], window: string): string {
  const errors = `tuya_errors_total${braced(selector)}`
  const responses = `tuya_responses_total${braced(place.join(','))}`
  return [
    '(',
    `  ${errors}`,
    '  and',
    `    count_over_time(${errors}[${window}])`,
    '  < ignoring (code, category) group_left',
    `    count_over_time(${responses}[${window}])`,
    ')',
  ].join('\n')
}

function braced(matchers: string): string {
  return matchers === '' ? '' : `{${matchers}}`
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}
