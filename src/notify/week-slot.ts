import { DAY, MINUTE, type Millis } from '../types/time.ts'

/** A moment of every week, on the clocks of a place. */
export interface WeekMoment {
  /** 0 is Sunday. */
  readonly weekday: number
  /** Since midnight. */
  readonly minute: number
  readonly timezone: string
}

/** The last time that it was this moment of the week, at `now` or before. */
export function lastSlot({ weekday, minute, timezone }: WeekMoment, now: Millis): Millis {
  const local = clockIn(timezone)
  const wanted = weekday * MINUTES_A_DAY + minute
  const guess = back(now, (local(now) - wanted + MINUTES_A_WEEK) % MINUTES_A_WEEK)
  // Where the clocks were changed since, the guess is off by the change.
  const off = local(guess) - wanted
  const slot = Math.abs(off) < MINUTES_A_DAY ? guess - off * MINUTE : guess
  return slot <= now ? slot : slot - 7 * DAY
}

/** The minute of the week that clocks in a zone show. */
function clockIn(timeZone: string): (at: Millis) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  return (at) => {
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, value]),
    )
    const day = WEEKDAYS.indexOf(parts['weekday'] ?? '')
    return day * MINUTES_A_DAY + Number(parts['hour']) * 60 + Number(parts['minute'])
  }
}

/** On the full minute. */
function back(now: Millis, minutes: number): Millis {
  return Math.floor(now / MINUTE) * MINUTE - minutes * MINUTE
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MINUTES_A_DAY = 24 * 60
const MINUTES_A_WEEK = 7 * MINUTES_A_DAY
