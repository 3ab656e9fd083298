import type { Ahead, Bucket, Buckets, Tally, Timeline, TrackedKey } from '../types/state.ts'
import { addCodes, addTallies, NO_ERRORS } from '../types/tally.ts'
import type { Millis } from '../types/time.ts'

/**
 * What is counted at `g`: errors due by then have entered the window, buckets that ended `windowMs` ago have left it.
 * While something is going on the sums grow from its first error on; else they are those of the window.
 */
export function moveTo(
  g: Millis,
  tracked: TrackedKey,
  windowMs: Millis,
  ongoing: boolean,
): TrackedKey {
  const { entering, waiting } = split(tracked.ahead, g)
  const entered = entering.reduce<TrackedKey>(enter, tracked)
  const buckets = entered.buckets.filter(({ end }) => end > g - windowMs)
  const moved = { ...entered, buckets, ahead: waiting }
  return ongoing ? moved : { ...moved, ...withinWindow(moved) }
}

/** Touches only the blocks in front: behind them may stand the errors of a day. */
function split(
  ahead: Timeline<Ahead>,
  g: Millis,
): { readonly entering: readonly Ahead[]; readonly waiting: Timeline<Ahead> } {
  const index = ahead.findIndex((block) => block.some(({ due }) => due > g))
  if (index < 0) return { entering: ahead.flat(), waiting: [] }
  const block = ahead[index] ?? []
  const place = block.findIndex(({ due }) => due > g)
  return {
    entering: [...ahead.slice(0, index).flat(), ...block.slice(0, place)],
    waiting: [block.slice(place), ...ahead.slice(index + 1)],
  }
}

function enter(tracked: TrackedKey, ahead: Ahead): TrackedKey {
  const { due: _due, end, ...tally } = ahead
  const bucket = { end, count: tally.total, firstAt: tally.firstAt, codes: tally.codes }
  return { ...tracked, ...addTallies(tracked, tally), buckets: addBucket(tracked.buckets, bucket) }
}

function addBucket(buckets: Buckets, bucket: Bucket): Buckets {
  const place = buckets.findLastIndex(({ end }) => end <= bucket.end)
  const there = buckets[place]
  return there?.end === bucket.end
    ? buckets.with(place, addBuckets(there, bucket))
    : buckets.toSpliced(place + 1, 0, bucket)
}

function addBuckets(a: Bucket, b: Bucket): Bucket {
  return {
    end: a.end,
    count: a.count + b.count,
    firstAt: Math.min(a.firstAt, b.firstAt),
    codes: addCodes(a.codes, b.codes),
  }
}

function withinWindow({ buckets, samples, failing, lastFailureAt }: TrackedKey): Tally {
  const [first] = buckets
  if (!first) return NO_ERRORS
  const since = first.firstAt
  return {
    firstAt: since,
    lastFailureAt,
    total: buckets.reduce((sum, { count }) => sum + count, 0),
    codes: buckets.map(({ codes }) => codes).reduce(addCodes),
    samples: samples.filter(({ at }) => at >= since),
    failing: failing.filter(([, at]) => at >= since),
  }
}
