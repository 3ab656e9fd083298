import type { Millis } from '../types/time.ts'
import { isZone, momentOf } from './zone.ts'

/** The named groups of a timestamp's pattern: year, month or name, day, hour, minute, second, fraction, half, zone, epoch. */
export type Fields = Readonly<Record<string, string | undefined>>

/** The moment of a date and time; in `timezone` if the timestamp names no zone of its own. */
export function moment(
  fields: Fields,
  { month, day }: { month: number; day: number },
  timezone: string,
): Millis | undefined {
  const zone = fields['zone']
  const wall = {
    year: Number(fields['year']),
    month,
    day,
    hour: hourOf(fields),
    minute: Number(fields['minute']),
    second: Number(fields['second']),
    ms: milliseconds(fields),
  }
  if (zone === undefined) return momentOf(wall, timezone)
  if (zone.includes('/')) return momentOf(wall, isZone(zone) ? zone : timezone)
  const asUtc = momentOf(wall, 'UTC')
  return asUtc === undefined ? undefined : asUtc - offsetOf(zone)
}

function hourOf({ hour, half }: Fields): number {
  const shown = Number(hour)
  if (half === undefined) return shown
  return (shown % 12) + (/p/i.test(half) ? 12 : 0)
}

function milliseconds({ fraction }: Fields): number {
  return fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3))
}

/** `+01:00`, `-0530`, `Z`. */
function offsetOf(zone: string): Millis {
  const match = /([+-])(\d\d):?(\d\d)/.exec(zone)
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return (match[1] === '-' ? -minutes : minutes) * 60_000
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 1 to 12, or 0, which is no month. */
export function monthNamed(name: string): number {
  return MONTHS.indexOf(name) + 1
}

const SECONDS_DIGITS = 10
const MILLISECONDS_DIGITS = 13

/** Seconds with a fraction, or milliseconds, microseconds, nanoseconds, since the epoch. */
export function secondsMoment(fields: Fields): Millis | undefined {
  const digits = fields['epoch'] ?? ''
  if (digits.length > SECONDS_DIGITS) return Number(digits.slice(0, MILLISECONDS_DIGITS))
  return Number(digits) * 1_000 + milliseconds(fields)
}
