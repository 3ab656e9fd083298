import { mergePairs } from '../../types/pairs.ts'
import { type CallSlot, callerOf, type QuotaPlan, SLOT_MS, slotKey } from '../../types/quota.ts'
import type { Pairs, QuotaFacts, State } from '../../types/state.ts'
import type { Millis } from '../../types/time.ts'
import type { Period } from './period.ts'

/** Calls that the plan counts in the slots of [from, to). */
export function callsIn(state: State, plan: QuotaPlan, from: Millis, to: Millis): number {
  return slotsOf(state, plan, from, to).reduce((sum, slot) => sum + countedIn(slot, plan), 0)
}

/** Calls of the period up to `to`: what the console showed within it and what was counted since, or what was counted. */
export function usedIn(state: State, plan: QuotaPlan, { start }: Period, to: Millis): number {
  const { shown } = plan
  return shown !== undefined && shown.at >= start && shown.at <= to
    ? shown.used + callsIn(state, plan, shown.at, to)
    : callsIn(state, plan, start, to)
}

/** Callers named in a mail. */
const CALLERS_TOLD = 5

/** Who called most in the slots of [from, to). */
export function topCallers(
  state: State,
  plan: QuotaPlan,
  from: Millis,
  to: Millis,
): QuotaFacts['callers'] {
  const all = slotsOf(state, plan, from, to)
    .map(({ callers }) => callers)
    .reduce<Pairs>((sum, callers) => mergePairs(sum, callers, (a, b) => a + b), [])
  return all
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, CALLERS_TOLD)
    .map(([key, amount]) => ({ ...callerOf(key), calls: amount }))
}

/** Before the first answer there is none. */
function slotsOf(
  { calls, began }: State,
  { project }: QuotaPlan,
  from: Millis,
  to: Millis,
): readonly CallSlot[] {
  const first = Math.floor(Math.max(from, began.get(project) ?? to) / SLOT_MS)
  const count = Math.max(0, Math.ceil(to / SLOT_MS) - first)
  return Array.from({ length: count }, (_, index) =>
    calls.get(slotKey(project, (first + index) * SLOT_MS)),
  ).filter((slot) => slot !== undefined)
}

function countedIn({ calls, categories }: CallSlot, { exclude }: QuotaPlan): number {
  const excluded = categories.filter(([category]) => exclude.some((one) => one === category))
  return excluded.reduce((left, [, amount]) => left - amount, calls)
}
