import { type GroupValues, keyOf } from '../types/alert.ts'
import { pulseOf } from '../types/pulse.ts'
import type { Rule } from '../types/rule.ts'
import type { State } from '../types/state.ts'
import { NO_ERRORS } from '../types/tally.ts'

/** A rule that no error starts: it has its groups from plans or logs, and looks at them as long as it stands. */
export function isStanding({ condition }: Rule): boolean {
  return condition.kind === 'quota' || condition.kind === 'absent'
}

/** Makes the keys of the rules that no error starts. */
export function ensureStanding(state: State, rules: readonly Rule[]): void {
  for (const rule of rules.filter(isStanding)) {
    for (const group of groupsOf(state, rule)) {
      const name = keyOf({ rule: rule.id, group })
      if (state.keys.has(name)) continue
      state.keys.set(name, { ...NO_ERRORS, rule: rule.id, group, buckets: [], ahead: [] })
    }
  }
}

/** Forgets the signs of life that no rule asks for any more. */
export function forgetUnasked({ pulses }: State, rules: readonly Rule[]): void {
  const asking = new Set(rules.map(({ id }) => id))
  for (const key of [...pulses.keys()]) if (!asking.has(pulseOf(key).rule)) pulses.delete(key)
}

function groupsOf({ pulses }: State, { id, condition, groupBy }: Rule): readonly GroupValues[] {
  if (condition.kind === 'quota') return condition.plans.map(({ project }) => ({ project }))
  const places = [...pulses.keys()].map(pulseOf).filter(({ rule }) => rule === id)
  return places.map((place) =>
    Object.fromEntries(
      groupBy.map((label) => [label, label === 'source' ? place.source : place.project]),
    ),
  )
}
