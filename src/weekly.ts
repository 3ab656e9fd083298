import { parseSeriesKey } from './count/series.ts'
import type { RenderContext } from './notify/context.ts'
import { lastSlot } from './notify/week-slot.ts'
import { weeklyEntry } from './notify/weekly.ts'
import type { Weekly } from './types/config.ts'
import type { OutboxEntry } from './types/outbox.ts'
import type { CounterName } from './types/series.ts'
import type { Pairs, State } from './types/state.ts'
import { DAY, HOUR, type Millis } from './types/time.ts'
import type { WeeklyReport } from './types/weekly.ts'

/** Where `State.numbers` keeps the moment of the last sign of life, and what the counters stood at then. */
const SENT = 'weekly'
const SENT_AT = 'weekly sent at'

/**
 * Puts the weekly signs of life into the outbox when their moment has come; what was put. The first moment is the one after
 * the first start: there is nothing to tell before. Moments that passed while nobody ran are told in one.
 */
export function postWeekly(
  state: State,
  weekly: Weekly,
  context: RenderContext,
  filesFollowed: number,
  now: Millis,
): OutboxEntry[] {
  const slot = lastSlot(weekly, now)
  const sent = state.numbers.get(SENT)
  if (sent !== undefined && isTold(slot, sent)) return []
  const report = { slot, until: now, filesFollowed, ...reportOf(state, now) }
  remember(state, slot, now)
  if (sent === undefined) return []
  const entries = weekly.notify.map((receiver) =>
    weeklyEntry({ ...report, receiver }, context, now),
  )
  for (const entry of entries) state.outbox.set(entry.id, entry)
  return entries
}

/** A moment that is further ahead than the next one was noted before the clock was set back. */
function isTold(slot: Millis, sent: Millis): boolean {
  return slot <= sent && sent - slot <= AHEAD_MAX
}

/** A week, and the hour by which clocks are changed. */
const AHEAD_MAX: Millis = 7 * DAY + HOUR

function reportOf(
  { counters, numbers, instances }: State,
  now: Millis,
): Omit<WeeklyReport, 'receiver' | 'slot' | 'until' | 'filesFollowed'> {
  const since = (name: string, total: number) => total - (numbers.get(keyOf(name)) ?? 0)
  const sums = new Map(sumsOf(counters).map(([name, total]) => [name, since(name, total)]))
  const errors = [...sums].flatMap(([name, count]) =>
    name.startsWith(ERRORS) && count > 0 ? [[name.slice(ERRORS.length), count] as const] : [],
  )
  return {
    from: Math.min(numbers.get(SENT_AT) ?? now, now),
    answers: sums.get('tuya_responses_total') ?? 0,
    errors,
    attempts: sums.get('tuyawatch_notifications_total') ?? 0,
    failedAttempts: sums.get('tuyawatch_notifications_failed_total') ?? 0,
    lostBytes: sums.get('tuyawatch_log_lost_bytes_total') ?? 0,
    firing: [...instances.values()].filter((one) => one.state === 'firing').length,
  }
}

function remember({ counters, numbers }: State, slot: Millis, now: Millis): void {
  numbers.set(SENT, slot)
  numbers.set(SENT_AT, now)
  for (const [name, total] of sumsOf(counters)) numbers.set(keyOf(name), total)
}

/** Totals of the counters that are told of, errors by category. */
function sumsOf(counters: State['counters']): Pairs {
  const sums = new Map<string, number>()
  for (const [key, value] of counters.entries()) {
    const { name, labels } = parseSeriesKey(key)
    if (!TOLD.has(name)) continue
    const told = name === 'tuya_errors_total' ? `${ERRORS}${labels['category']}` : name
    sums.set(told, (sums.get(told) ?? 0) + value)
  }
  return [...sums]
}

function keyOf(sum: string): string {
  return `${SENT}:${sum}`
}

const ERRORS = 'errors:'

const TOLD: ReadonlySet<CounterName> = new Set([
  'tuya_responses_total',
  'tuya_errors_total',
  'tuyawatch_notifications_total',
  'tuyawatch_notifications_failed_total',
  'tuyawatch_log_lost_bytes_total',
])
