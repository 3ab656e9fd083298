import { DAY, type Millis, SECOND } from '../types/time.ts'

/** What the clock of a zone shows, as if it were UTC; whole seconds. */
export function wallClock(at: Millis, timezone: string): Millis {
  const parts = formatterOf(timezone).formatToParts(at)
  const [year, month, day, hour, minute, second] = FIELDS.map((field) =>
    Number(parts.find(({ type }) => type === field)?.value),
  )
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second)
}

/**
 * When the clock of a zone shows a time: the first of two where it is set back, and as much later as the clock jumps where it
 * never shows it. As Temporal's `compatible`: https://tc39.es/proposal-temporal/docs/timezone.html
 */
export function momentOf(wall: Millis, timezone: string): Millis {
  const offsets = [wall - DAY, wall + DAY].map((at) => offsetAt(at, timezone))
  const moments = offsets.map((offset) => wall - offset)
  const shown = moments.filter((at) => wallClock(at, timezone) === wall)
  return shown.length > 0 ? Math.min(...shown) : Math.max(...moments)
}

function offsetAt(at: Millis, timezone: string): Millis {
  return wallClock(at, timezone) - Math.floor(at / SECOND) * SECOND
}

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const

/** To make one costs more than to use it a hundred times. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(timeZone, made)
  return made
}
