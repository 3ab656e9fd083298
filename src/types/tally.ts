import type { CodeCounts, Failing, Sample, Tally } from './state.ts'

/** Codes told apart in one key; an incident with more is about none of them. */
export const KEY_CODES_MAX = 20

/** Sample lines kept for one key; a mail shows three, and an update should have newer ones. */
export const KEY_SAMPLES_MAX = 5

/** Scopes whose recovery is awaited one by one; beyond it only quiet ends an incident. */
export const FAILING_SCOPES_MAX = 100

/** Where codes beyond the limit are counted. */
export const OTHER_CODES = 'other'

/** The scope of failures whose recovery no success can show. */
export const NO_SCOPE = ''

export const NO_ERRORS: Tally = {
  firstAt: 0,
  lastFailureAt: 0,
  total: 0,
  codes: {},
  samples: [],
  failing: {},
}

/** Commutative and associative, with `NO_ERRORS` as its zero; at the limits only the totals are. */
export function addTallies(a: Tally, b: Tally): Tally {
  if (a.total === 0) return b
  if (b.total === 0) return a
  return {
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastFailureAt: Math.max(a.lastFailureAt, b.lastFailureAt),
    total: a.total + b.total,
    codes: addCodes(a.codes, b.codes),
    samples: latestSamples(a.samples, b.samples),
    failing: addFailing(a.failing, b.failing),
  }
}

export function addCodes(a: CodeCounts, b: CodeCounts): CodeCounts {
  const sum: Record<string, number> = { ...a }
  let room = KEY_CODES_MAX - Object.keys(a).length
  for (const [code, count] of Object.entries(b)) {
    const name = Object.hasOwn(sum, code) || room-- > 0 ? code : OTHER_CODES
    sum[name] = (sum[name] ?? 0) + count
  }
  return sum
}

function latestSamples(a: readonly Sample[], b: readonly Sample[]): readonly Sample[] {
  return [...a, ...b].sort(newestFirst).slice(0, KEY_SAMPLES_MAX)
}

/** A total order, so that the same samples are kept in whatever order they come. */
function newestFirst(a: Sample, b: Sample): number {
  return b.at - a.at || compare(a.source, b.source) || compare(a.text, b.text)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function addFailing(a: Failing, b: Failing): Failing {
  if (a === undefined || b === undefined) return undefined
  const latest: Record<string, number> = { ...a }
  for (const [scope, at] of Object.entries(b)) latest[scope] = Math.max(latest[scope] ?? at, at)
  const times = Object.values(latest)
  return times.length > FAILING_SCOPES_MAX ? { [NO_SCOPE]: Math.max(...times) } : latest
}
