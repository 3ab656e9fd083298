import { DAY, MINUTE, type Millis } from '../../types/time.ts'

/** A day on the calendar; months count from 1, and run over into the years beside theirs. */
export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** The day that it is in a zone. */
export function dayIn(timezone: string, at: Millis): Day {
  const local = new Date(at + offsetAt(timezone, at))
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
  }
}

/** The first moment of a day in a zone. Where clocks are set forward at midnight, the day begins at one. */
export function midnightIn(timezone: string, { year, month, day }: Day): Millis {
  const local = Date.UTC(year, month - 1, day)
  const candidates = [
    local - offsetAt(timezone, local - DAY),
    local - offsetAt(timezone, local + DAY),
  ]
  const fitting = candidates.filter((at) => at + offsetAt(timezone, at) >= local)
  return fitting.length > 0 ? Math.min(...fitting) : Math.max(...candidates)
}

/** What the clocks of a zone are ahead of UTC. In whole minutes, as all are since 1972. */
function offsetAt(timezone: string, at: Millis): Millis {
  const parts = formatOf(timezone).formatToParts(at)
  const [year, month, day, hour, minute] = PARTS.map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  )
  const local = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute)
  return local - Math.floor(at / MINUTE) * MINUTE
}

const PARTS = ['year', 'month', 'day', 'hour', 'minute'] as const

/** Making one takes as long as a thousand uses. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const digits = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    ...digits,
  })
  formats.set(timeZone, made)
  return made
}
