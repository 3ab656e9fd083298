import { addExtents } from '../types/extent.ts'
import type { Rule } from '../types/rule.ts'
import type { Ahead, Bucket, Buckets, Pairs, Tally, Timeline, TrackedKey } from '../types/state.ts'
import { addCodes, addTallies, NO_ERRORS } from '../types/tally.ts'
import { DAY, type Millis } from '../types/time.ts'
import { memoryOf } from '../types/window.ts'

/**
 * What is counted at `g`: errors due by then have entered the window, buckets that ended `windowMs` ago have left it.
 * While something is going on the sums grow from its first error on; else they are those of the window.
 */
export function moveTo(g: Millis, tracked: TrackedKey, rule: Rule, ongoing: boolean): TrackedKey {
  const { entering, waiting } = split(tracked.ahead, g)
  const entered = entering.reduce<TrackedKey>(enter, tracked)
  const buckets = entered.buckets.filter(({ end }) => end > g - memoryOf(rule))
  const moved = { ...entered, ...remembered(entered, rule, g), buckets, ahead: waiting }
  return ongoing ? moved : { ...moved, ...withinWindow(moved, g - rule.windowMs) }
}

/** The buckets of the window, without those that a rule remembers beside it. */
export function bucketsSince(buckets: Buckets, from: Millis): Buckets {
  return buckets.filter(({ end }) => end > from)
}

/** Devices that failed within the window, and those seen within a day. */
function remembered(
  { devices, seen }: TrackedKey,
  { windowMs }: Rule,
  g: Millis,
): Pick<TrackedKey, 'devices' | 'seen'> {
  return {
    ...(devices && { devices: after(devices, g - windowMs) }),
    ...(seen && { seen: after(seen, g - DAY) }),
  }
}

/** The same list where nothing leaves. */
function after(pairs: Pairs, from: Millis): Pairs {
  return pairs.every(([, at]) => at > from) ? pairs : pairs.filter(([, at]) => at > from)
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
  const { devices, seen } = addExtents(tracked, ahead)
  return {
    ...tracked,
    ...addTallies(tracked, tallyIn(ahead)),
    ...(devices && { devices }),
    ...(seen && { seen }),
    buckets: bucketsIn(ahead).reduce(addBucket, tracked.buckets),
  }
}

function tallyIn({ firstAt, lastFailureAt, total, codes, samples, failing }: Ahead): Tally {
  return { firstAt, lastFailureAt, total, codes, samples, failing }
}

/** None where a device was seen and nothing else. */
function bucketsIn({ end, total: count, firstAt, codes, answers }: Ahead): Buckets {
  if (answers !== undefined) return [{ end, count, firstAt, codes, answers }]
  return count > 0 ? [{ end, count, firstAt, codes }] : []
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
    firstAt: firstOf(a, b),
    codes: addCodes(a.codes, b.codes),
    ...(a.answers !== undefined && { answers: a.answers + (b.answers ?? 0) }),
  }
}

/** Of the two, those that hold errors. */
function firstOf(a: Bucket, b: Bucket): Millis {
  if (a.count === 0) return b.firstAt
  return b.count === 0 ? a.firstAt : Math.min(a.firstAt, b.firstAt)
}

function withinWindow(
  { buckets, samples, failing, lastFailureAt }: TrackedKey,
  from: Millis,
): Tally {
  const failed = bucketsSince(buckets, from).filter(({ count }) => count > 0)
  const [first] = failed
  if (!first) return NO_ERRORS
  const since = first.firstAt
  return {
    firstAt: since,
    lastFailureAt,
    total: failed.reduce((sum, { count }) => sum + count, 0),
    codes: failed.map(({ codes }) => codes).reduce(addCodes),
    samples: samples.filter(({ at }) => at >= since),
    failing: failing.filter(([, at]) => at >= since),
  }
}
