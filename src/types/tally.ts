import { mergePairs } from './pairs.ts'
import type { KeyState, Pairs, Sample, Tally, TrackedKey } from './state.ts'

/** Codes told apart in one key; an incident with more is about none of them. */
export const KEY_CODES_MAX = 20

/** Sample lines kept for one key; a mail shows three, and an update should have newer ones. */
export const KEY_SAMPLES_MAX = 5

/** Scopes whose recovery is awaited one by one; beyond it only quiet ends an incident. */
export const FAILING_SCOPES_MAX = 100

/** Where is counted what a limit leaves no name of its own. */
export const OTHER = 'other'

/** The scope of failures whose recovery no success can show. */
export const NO_SCOPE = ''

export const NO_ERRORS: Tally = {
  firstAt: 0,
  lastFailureAt: 0,
  total: 0,
  codes: [],
  samples: [],
  failing: [],
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
    samples: b.samples.reduce(putSample, a.samples),
    failing: addFailing(a.failing, b.failing),
  }
}

export function addCodes(a: Pairs, b: Pairs): Pairs {
  const sum = mergePairs(a, b, plus)
  if (sum.length <= KEY_CODES_MAX) return sum
  const known = new Set(a.map(([code]) => code))
  const rest = sum.filter(([code]) => !known.has(code))
  const kept = sum.filter(([code]) => known.has(code))
  const others = rest.reduce((total, [, count]) => total + count, 0)
  return mergePairs(kept, [[OTHER, others]], plus)
}

/** What people are told of it. */
export function toldOf({ codes, failing, ...tracked }: TrackedKey): KeyState {
  const { firstAt, lastFailureAt, total, samples, buckets, facts } = tracked
  return {
    ...{ firstAt, lastFailureAt, total, samples, buckets },
    ...(facts && { facts }),
    codes: Object.fromEntries(codes),
    failing: Object.fromEntries(failing),
  }
}

function plus(a: number, b: number): number {
  return a + b
}

function putSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const found = samples.findIndex((other) => newestFirst(sample, other) < 0)
  const place = found < 0 ? samples.length : found
  if (place >= KEY_SAMPLES_MAX) return samples
  return samples.toSpliced(place, 0, sample).slice(0, KEY_SAMPLES_MAX)
}

/** A total order, so that the same samples are kept in whatever order they come. */
function newestFirst(a: Sample, b: Sample): number {
  return b.at - a.at || compare(a.source, b.source) || compare(a.text, b.text)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function addFailing(a: Pairs, b: Pairs): Pairs {
  const latest = mergePairs(a, b, Math.max)
  if (latest.length <= FAILING_SCOPES_MAX) return latest
  return [[NO_SCOPE, Math.max(...latest.map(([, at]) => at))]]
}
