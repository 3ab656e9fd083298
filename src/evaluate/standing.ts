import { type GroupValues, keyOf } from '../types/alert.ts'
import { lossOf } from '../types/loss.ts'
import { pulseOf } from '../types/pulse.ts'
import type { Rule } from '../types/rule.ts'
import type { State } from '../types/state.ts'
import { NO_ERRORS } from '../types/tally.ts'

/** A rule that no error starts: it has its groups from plans or logs, and looks at them as long as it stands. */
export function isStanding({ condition }: Rule): boolean {
  return STANDING.has(condition.kind)
}

const STANDING: ReadonlySet<Rule['condition']['kind']> = new Set(['quota', 'absent', 'lost'])

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

/** Forgets the signs of life and the losses that no rule asks for any more. */
export function forgetUnasked({ pulses, losses }: State, rules: readonly Rule[]): void {
  const asking = new Set(rules.map(({ id }) => id))
  for (const key of [...pulses.keys()]) if (!asking.has(pulseOf(key).rule)) pulses.delete(key)
  for (const key of [...losses.keys()]) if (!asking.has(lossOf(key).rule)) losses.delete(key)
}

function groupsOf(
  { pulses, losses }: State,
  { id, condition, groupBy }: Rule,
): readonly GroupValues[] {
  if (condition.kind === 'quota') return condition.plans.map(({ project }) => ({ project }))
  const known =
    condition.kind === 'lost' ? [...losses.keys()].map(lossOf) : [...pulses.keys()].map(pulseOf)
  const places = known.filter(({ rule }) => rule === id)
  return places.map((place) =>
    Object.fromEntries(
      groupBy.map((label) => [label, label === 'source' ? place.source : place.project]),
    ),
  )
}
