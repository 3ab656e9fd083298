import { SEVERITIES, type Severity } from '../types/catalog.ts'
import type { QuietHours } from '../types/noise.ts'
import { DAY, MINUTE, type Millis } from '../types/time.ts'
import { momentOf, wallClock } from './zone.ts'

/** When the quiet hours end that hold now; `undefined` where none do. They hold by the clock on the wall, whatever DST does. */
export function quietUntil(hours: QuietHours | undefined, now: Millis): Millis | undefined {
  if (!hours) return undefined
  const { from, to, timezone } = hours
  const today = Math.floor(wallClock(now, timezone) / DAY) * DAY
  const ends = [today - DAY, today].map((day) => {
    const start = momentOf(day + from * MINUTE, timezone)
    const end = momentOf((to > from ? day : day + DAY) + to * MINUTE, timezone)
    return start <= now && now < end ? end : undefined
  })
  return ends.find((end) => end !== undefined)
}

/** Alerts of the severity excepted, and worse ones, come through. */
export function comesThrough(
  hours: QuietHours | undefined,
  severities: readonly Severity[],
): boolean {
  if (hours?.except === undefined) return false
  const least = SEVERITIES.indexOf(hours.except)
  return severities.some((one) => SEVERITIES.indexOf(one) >= least)
}
