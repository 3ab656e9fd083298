import {
  type FiringInstance,
  keyOf,
  type ResolvedInstance,
  type Transition,
} from '../types/alert.ts'
import type { Announced } from '../types/notification.ts'
import type { Rule } from '../types/rule.ts'
import type { KeyState, State } from '../types/state.ts'
import { noteStart } from './flaps.ts'

/** Incidents remembered that were over before anybody was told; beyond it the earliest is only counted. A digest shows fewer. */
export const MISSED_MAX = 1_000

/** Takes note of an incident's start and of its end. What people are told of it is decided later. */
export function remember(state: State, { to, counts }: Transition, rules: readonly Rule[]): void {
  if (to?.state === 'firing') begin(state, to, rules)
  if (to?.state === 'resolved') end(state, to, counts)
}

function begin(state: State, instance: FiringInstance, rules: readonly Rule[]): void {
  const rule = rules.find(({ id }) => id === instance.rule)
  if (!rule) return
  const { announced } = state
  const { incident, firedAt } = instance
  const key = keyOf(instance)
  noteStart(state, key, firedAt)
  const again = comingBack(state, key)
  if (again) announced.set(again.incident, { ...again, now: incident })
  else
    announced.set(incident, {
      ...{ incident, key, firedAt, rule, toldTotal: 0, toldTo: [], reminders: 0 },
    })
}

/** An incident whose end nobody was told of yet, because its alert flaps: it goes on. */
function comingBack({ announced }: State, key: string): Announced | undefined {
  for (const { over, ...before } of announced.values())
    if (over && before.key === key && before.held?.reason === 'flapping') return before
  return undefined
}

function end({ announced }: State, instance: ResolvedInstance, counts: KeyState): void {
  const before = announced.get(instance.incident) ?? standingFor(announced, instance.incident)
  if (!before) return
  const after = { ...before, over: { instance, counts } }
  const forgotten = before.toldAt === undefined ? forgetEarliest(announced) : 0
  announced.set(before.incident, forgotten > 0 ? { ...after, forgotten } : after)
}

function standingFor(announced: State['announced'], incident: string): Announced | undefined {
  for (const one of announced.values()) if (one.now === incident) return one
  return undefined
}

/** Makes room for one more incident that nobody was told of, and says for how many the forgotten one stood. */
function forgetEarliest(announced: State['announced']): number {
  if (announced.size < MISSED_MAX) return 0
  const missed = [...announced.values()].filter(({ over, toldAt }) => over && toldAt === undefined)
  if (missed.length < MISSED_MAX) return 0
  const earliest = missed.reduce((a, b) => (b.firedAt < a.firedAt ? b : a))
  announced.delete(earliest.incident)
  return 1 + (earliest.forgotten ?? 0)
}
