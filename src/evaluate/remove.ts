import type { Transition } from '../types/alert.ts'
import type { State, TrackedKey } from '../types/state.ts'
import { toldOf } from '../types/tally.ts'
import type { Millis } from '../types/time.ts'
import { resolve } from './advance.ts'

/** Forgets a key whose rule is gone; an instance of it ends. */
export function removeRule(
  state: State,
  name: string,
  tracked: TrackedKey,
  g: Millis,
): Transition[] {
  const instance = state.instances.get(name)
  state.keys.delete(name)
  state.instances.delete(name)
  if (!instance) return []
  const to = instance.state === 'firing' ? resolve(instance, 'rule_removed', g) : undefined
  const key = { rule: tracked.rule, group: tracked.group }
  return [{ at: g, from: instance.state, to, key, reason: 'rule_removed', counts: toldOf(tracked) }]
}
