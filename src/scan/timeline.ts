import { type Millis, SECOND } from '../types/time.ts'

/** Counts over time whose span nobody knows beforehand: the buckets widen as it grows. */
export interface Timeline {
  add(at: Millis): void
  /** The counts between `from` and `to`, both included, in that many equal parts. */
  spread(from: Millis, to: Millis, parts: number): readonly number[]
}

/** Buckets kept at most; with a few dozen columns to draw, a bucket is narrower than a column. */
const BUCKETS_MAX = 512

export function createTimeline(): Timeline {
  let width: Millis = SECOND
  let counts = new Map<number, number>()
  // Of the bucket counted to last, what is not in the map yet: times rise, so that the same one comes again and again.
  let last = 0
  let pending = 0
  const settle = (): void => {
    if (pending > 0) addTo(counts, last, pending)
    pending = 0
    for (; counts.size > BUCKETS_MAX; width *= 2) counts = halved(counts)
  }
  return {
    add(at) {
      const bucket = Math.floor(at / width)
      if (bucket !== last) {
        settle()
        last = Math.floor(at / width)
      }
      pending++
    },
    spread(from, to, parts) {
      settle()
      const sums = Array.from({ length: parts }, () => 0)
      for (const [bucket, count] of counts) {
        const middle = Math.min(Math.max((bucket + 0.5) * width, from), to)
        const part = Math.min(parts - 1, Math.floor(((middle - from) / (to - from || 1)) * parts))
        sums[part] = (sums[part] ?? 0) + count
      }
      return sums
    },
  }
}

function halved(counts: ReadonlyMap<number, number>): Map<number, number> {
  const wider = new Map<number, number>()
  for (const [bucket, count] of counts) addTo(wider, Math.floor(bucket / 2), count)
  return wider
}

function addTo(counts: Map<number, number>, bucket: number, count: number): void {
  counts.set(bucket, (counts.get(bucket) ?? 0) + count)
}

const BARS = '▁▂▃▄▅▆▇█'

/** One character a count: blank for none, the full block for the highest. */
export function sparkline(counts: readonly number[]): string {
  const most = Math.max(1, ...counts)
  return counts.map((count) => barFor(count / most)).join('')
}

function barFor(share: number): string {
  return share === 0 ? ' ' : BARS.charAt(Math.ceil(share * BARS.length) - 1)
}
