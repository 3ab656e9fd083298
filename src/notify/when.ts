import { plural } from '../text/plural.ts'
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../types/time.ts'

/** `2026-11-24 10:15:30 UTC`. The zone is always named: readers sit in several. */
export function utc(at: Millis): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** `10:15:30 UTC` where it is the same UTC day as `near`, else with its date. */
export function utcNear(at: Millis, near: Millis): string {
  const full = utc(at)
  return full.slice(0, 10) === utc(near).slice(0, 10) ? full.slice(11) : full
}

/** `10:15 UTC`: the same for times on a full minute. */
export function minuteNear(at: Millis, near: Millis): string {
  return utcNear(at, near).replace(/:\d\d UTC$/, ' UTC')
}

/** `1 day 3 hours`: the two largest units, whole seconds, rounded down. Below a second: `less than a second`. */
export function duration(length: Millis): string {
  const first = UNITS.findIndex(([size]) => length >= size)
  if (first < 0) return 'less than a second'
  const parts: string[] = []
  let rest = length
  for (const [size, name] of UNITS.slice(first, first + 2)) {
    const amount = Math.floor(rest / size)
    rest -= amount * size
    if (amount > 0) parts.push(plural(amount, name))
  }
  return parts.join(' ')
}

const UNITS: readonly (readonly [Millis, string])[] = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
]
