import { mergePairs } from '../../types/pairs.ts'
import { type CallSlot, callerOf, type QuotaPlan, SLOT_MS, slotKey } from '../../types/quota.ts'
import type { Pairs, QuotaFacts, State } from '../../types/state.ts'
import type { Millis } from '../../types/time.ts'
import type { Period } from './period.ts'

/** Calls that the plan counts in the slots of [from, to). */
export function callsIn(state: State, plan: QuotaPlan, from: Millis, to: Millis): number {
  const { first, end } = slotsIn(state, plan, from, to)
  if (end <= first) return 0
  const { before, from: start } = sumsOf(state, plan, first, end)
  return (before[end - start] ?? 0) - (before[first - start] ?? 0)
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

/** Numbers of slots, the end not among them. Before the first answer there is none. */
function slotsIn({ began }: State, { project }: QuotaPlan, from: Millis, to: Millis) {
  const first = Math.floor(Math.max(from, began.get(project) ?? to) / SLOT_MS)
  return { first, end: Math.ceil(to / SLOT_MS) }
}

function slotsOf(state: State, plan: QuotaPlan, from: Millis, to: Millis): readonly CallSlot[] {
  const { first, end } = slotsIn(state, plan, from, to)
  return Array.from({ length: Math.max(0, end - first) }, (_, index) =>
    slotAt(state, plan, first + index),
  ).filter((slot) => slot !== undefined)
}

function slotAt({ calls }: State, { project }: QuotaPlan, number: number): CallSlot | undefined {
  return calls.get(slotKey(project, number * SLOT_MS))
}

/** Calls of a plan in all slots from `from` up to each one behind it. */
interface Sums {
  readonly version: number
  readonly from: number
  readonly before: number[]
}

/**
 * Sums of the calls as they are now. A backlog of a year is looked at slot by slot, each time over the period so far:
 * added up anew each time that took minutes.
 */
const known = new WeakMap<State['calls'], WeakMap<QuotaPlan, Sums>>()

function sumsOf(state: State, plan: QuotaPlan, first: number, end: number): Sums {
  const { version } = state.calls
  const plans = known.get(state.calls) ?? new WeakMap<QuotaPlan, Sums>()
  known.set(state.calls, plans)
  const last = plans.get(plan)
  const holds = last?.version === version && last.from <= first
  const sums = holds ? last : { version, from: first, before: [0] }
  plans.set(plan, sums)
  for (let slot = sums.from + sums.before.length - 1; slot < end; slot += 1) {
    const calls = slotAt(state, plan, slot)
    sums.before.push((sums.before.at(-1) ?? 0) + (calls ? countedIn(calls, plan) : 0))
  }
  return sums
}

function countedIn({ calls, categories }: CallSlot, { exclude }: QuotaPlan): number {
  const excluded = categories.filter(([category]) => exclude.some((one) => one === category))
  return excluded.reduce((left, [, amount]) => left - amount, calls)
}
