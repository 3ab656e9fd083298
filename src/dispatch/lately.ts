import { deviceOf } from '../types/device-errors.ts'
import type { DeviceShare, Lately } from '../types/notification.ts'
import { type CallSlot, SLOT_MS, slotKey, slotStart } from '../types/quota.ts'
import type { State } from '../types/state.ts'
import { HOUR, type Millis } from '../types/time.ts'
import type { Situation } from './situation.ts'

/** As many as a phone's width shows apart; with bars of a quarter of an hour, six hours. */
export const LATELY_BARS = 24

/** What goes before the beginning is shown, too, so that a reader sees what the incident broke into. */
const BEFORE: Millis = HOUR

/** Quarters of an hour in one bar: seven days in all. An incident that lasts longer is shown from its end backwards. */
const QUARTERS_MAX = 28

/** Devices that are named. */
const WORST_MAX = 10

/**
 * The last hours at the place of an incident, from well before its beginning: the errors of its categories in its project,
 * whatever rule counts them, and who made most of them since it began. Where no error makes the incident, all answers.
 */
export function latelyOf(state: State, { about, instance, counts, now }: Situation): Lately {
  const { project } = instance.group
  const projects = project === undefined ? [...state.began.keys()] : [project]
  const ofAnswers = counts.total === 0
  const categories = ofAnswers ? [] : about.category
  return {
    ...(project !== undefined && { project }),
    of: ofAnswers ? 'answers' : 'errors',
    categories,
    bars: barsOf(state, projects, instance.since, now, (slot) =>
      ofAnswers ? slot.calls : errorsIn(slot, categories),
    ),
    ...(!ofAnswers && worstOf(state, projects, categories, instance.since, now)),
  }
}

function barsOf(
  { calls }: State,
  projects: readonly string[],
  since: Millis,
  now: Millis,
  countIn: (slot: CallSlot) => number,
): Lately['bars'] {
  const quarters = Math.ceil((now - since + BEFORE) / (LATELY_BARS * SLOT_MS))
  const length = Math.min(Math.max(quarters, 1), QUARTERS_MAX) * SLOT_MS
  const end = slotStart(now) + SLOT_MS
  return Array.from({ length: LATELY_BARS }, (_, index) => {
    const start = end - (LATELY_BARS - index) * length
    const slots = slotsOf(calls, projects, start, start + length)
    return { at: start + length, count: slots.reduce((sum, slot) => sum + countIn(slot), 0) }
  })
}

function errorsIn({ categories }: CallSlot, wanted: readonly string[]): number {
  return categories.reduce(
    (sum, [category, count]) => (isWanted(category, wanted) ? sum + count : sum),
    0,
  )
}

function worstOf(
  { deviceErrors }: State,
  projects: readonly string[],
  wanted: readonly string[],
  since: Millis,
  now: Millis,
): Pick<Lately, 'devices'> {
  const from = slotStart(Math.max(since, now - 24 * HOUR))
  const slots = slotsOf(deviceErrors, projects, from, now + SLOT_MS)
  const sums = new Map<string, number>()
  for (const [key, count] of slots.flatMap(({ devices }) => devices)) {
    const { category, device } = deviceOf(key)
    if (isWanted(category, wanted)) sums.set(device, (sums.get(device) ?? 0) + count)
  }
  if (sums.size === 0) return {}
  const all: DeviceShare[] = [...sums].map(([device, errors]) => ({ device, errors }))
  const sorted = all.sort((a, b) => b.errors - a.errors || (a.device < b.device ? -1 : 1))
  const worst = sorted.slice(0, WORST_MAX)
  return {
    devices: {
      since: from,
      worst,
      others: sorted.length - worst.length,
      exact: slots.every(({ dropped }) => dropped === 0),
    },
  }
}

/** None: every category. */
function isWanted(category: string, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.includes(category)
}

function slotsOf<T>(
  table: { get(key: string): T | undefined },
  projects: readonly string[],
  from: Millis,
  until: Millis,
): T[] {
  const slots: T[] = []
  for (let start = from; start < until; start += SLOT_MS)
    for (const project of projects) slots.push(...present(table.get(slotKey(project, start))))
  return slots
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value]
}
