import type { Millis } from '../types/time.ts'

/** The wall clock of a zone, as fields; months from 1. */
export interface WallTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly ms: number
}

/**
 * The moment at which clocks in `timezone` (an IANA name) show `wall`; `undefined` for a date that does not exist. Of the
 * hour that autumn repeats it is the second one, and an hour that spring skips is read as if it had not been.
 */
export function momentOf(wall: WallTime, timezone: string): Millis | undefined {
  const { year, month, day, hour, minute, second, ms } = wall
  if (hour > 23 || minute > 59 || second > 60) return undefined
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second, ms)
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const guess = asUtc - zoneOffset(asUtc, timezone)
  return asUtc - zoneOffset(guess, timezone)
}

/** Milliseconds by which the zone's clocks are ahead of UTC at `at`. */
function zoneOffset(at: Millis, timezone: string): Millis {
  // In a container it mostly is, and the tables of the zones take 8 MB once they are asked.
  if (timezone === 'UTC') return 0
  const key = `${Math.floor(at / QUARTER)} ${timezone}`
  const known = OFFSETS.get(key)
  if (known !== undefined) return known
  const offset = computedOffset(at, timezone)
  if (OFFSETS.size >= OFFSETS_MAX) OFFSETS.clear()
  OFFSETS.set(key, offset)
  return offset
}

/** Clocks are changed at quarters of an hour only, and a log's lines are mostly of a few. */
const QUARTER: Millis = 15 * 60_000
const OFFSETS = new Map<string, Millis>()
const OFFSETS_MAX = 1_000

function computedOffset(at: Millis, timezone: string): Millis {
  const parts = formatOf(timezone).formatToParts(at)
  const field = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value ?? 0)
  const shown = Date.UTC(
    field('year'),
    field('month') - 1,
    field('day'),
    field('hour'),
    field('minute'),
    field('second'),
  )
  return shown - Math.floor(at / 1_000) * 1_000
}

/** Whether the name is one of the IANA's. */
export function isZone(name: string): boolean {
  try {
    return formatOf(name) !== undefined
  } catch {
    return false
  }
}

/** Making a format costs a thousand times what using it does; a configuration names few zones. */
const FORMATS = new Map<string, Intl.DateTimeFormat>()

function formatOf(timezone: string): Intl.DateTimeFormat {
  const made = FORMATS.get(timezone)
  if (made) return made
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  FORMATS.set(timezone, format)
  return format
}
