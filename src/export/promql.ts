import { type Millis, SECOND } from '../types/time.ts'

/** A pattern of a label matcher. Prometheus anchors it at both ends. */
export interface Pattern {
  readonly regex: string
}

/** `label="value"` for one value, else `label=~"one|other"`. */
export function labelMatcher(label: string, alternatives: readonly (string | Pattern)[]): string {
  const [only] = alternatives
  if (alternatives.length === 1 && typeof only === 'string') return `${label}=${quoted(only)}`
  const regex = alternatives
    .map((one) => (typeof one === 'string' ? escaped(one) : one.regex))
    .join('|')
  return `${label}=~${quoted(regex)}`
}

/** A text that stands for itself within an RE2 pattern. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
}

export function braced(matchers: readonly string[]): string {
  return matchers.length === 0 ? '' : `{${matchers.join(',')}}`
}

/** PromQL's strings escape as Go's do, and so as JSON's: https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals */
function quoted(text: string): string {
  return JSON.stringify(text)
}

/** A whole number of seconds in the largest unit that divides it: `90s`, `10m`, `1h`. */
export function promDuration(length: Millis): string {
  const [unit, size] = UNITS.find(([, size]) => length % size === 0) ?? SECONDS
  return `${length / size}${unit}`
}

const SECONDS = ['s', SECOND] as const
const UNITS = [['d', 86_400 * SECOND], ['h', 3_600 * SECOND], ['m', 60 * SECOND], SECONDS] as const
