import type { Buckets, KeyState } from '../types/state.ts'
import type { Millis } from '../types/time.ts'
import type { Bar, Section } from './model.ts'
import { duration, plural, utcNear } from './when.ts'

/** Errors over the window of the rule, so that a reader sees whether it grows or ends. Nothing where there are none. */
export function barsSection(
  { buckets }: Pick<KeyState, 'buckets'>,
  windowMs: Millis,
  at: Millis,
): Section[] {
  const bars = barsOf(buckets, windowMs, at)
  const most = Math.max(...bars.map(({ count }) => count))
  if (most === 0) return []
  const each = duration(windowMs / BARS)
  return [
    {
      kind: 'bars',
      title: `The last ${duration(windowMs)}`,
      bars,
      caption: `${utcNear(at - windowMs, at)} to ${utcNear(at, at)}; the highest bar is ${plural(most, 'error')} in ${each}`,
    },
  ]
}

/** Of equal length, the oldest first. A bucket belongs to the bar in which it ends. */
function barsOf(buckets: Buckets, windowMs: Millis, at: Millis): Bar[] {
  const length = windowMs / BARS
  const begin = at - windowMs
  return Array.from({ length: BARS }, (_, index) => {
    const [from, to] = [begin + index * length, begin + (index + 1) * length]
    const inside = buckets.filter(({ end }) => end > from && (end <= to || index === BARS - 1))
    return { at: to, count: inside.reduce((sum, { count }) => sum + count, 0) }
  })
}

/** One character a bar; a bar that is not empty is never shown as empty. */
export function sparkline(bars: readonly Bar[]): string {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  return bars.map(({ count }) => LEVELS[Math.ceil((count / most) * (LEVELS.length - 1))]).join('')
}

/** As many as a phone's width shows apart. */
const BARS = 20
const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
