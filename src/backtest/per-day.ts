import { DAY, type Millis } from '../types/time.ts'
import type { Span } from './backtest.ts'
import type { History } from './history.ts'

/** One day, in UTC. */
export interface DayNumbers {
  /** Its first moment. */
  readonly day: Millis
  readonly alerts: number
  readonly mails: number
}

/** Every day of the span, the quiet ones too. */
export function perDay({ alerts, mails }: History, { from, to }: Span): readonly DayNumbers[] {
  const alertsOn = countBy(alerts.map(({ firedAt }) => dayOf(firedAt)))
  const mailsOn = countBy(mails.map(({ at }) => dayOf(at)))
  const last = Math.max(dayOf(to), ...mailsOn.keys())
  const days = (last - dayOf(from)) / DAY + 1
  return Array.from({ length: days }, (_, index) => {
    const day = dayOf(from) + index * DAY
    return { day, alerts: alertsOn.get(day) ?? 0, mails: mailsOn.get(day) ?? 0 }
  })
}

function dayOf(at: Millis): Millis {
  return Math.floor(at / DAY) * DAY
}

function countBy(days: readonly Millis[]): ReadonlyMap<Millis, number> {
  const counts = new Map<Millis, number>()
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1)
  return counts
}
