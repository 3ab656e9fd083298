import type { Transition } from '../types/alert.ts'
import type { State, TrackedKey } from '../types/state.ts'
import type { Millis } from '../types/time.ts'
import { resolve } from './advance.ts'

/** Forgets a key whose rule is gone; an instance of it ends. */
export function removeRule(
  state: State,
  name: string,
  counts: TrackedKey,
  g: Millis,
): Transition[] {
  const instance = state.instances.get(name)
  state.keys.delete(name)
  state.instances.delete(name)
  if (!instance) return []
  const to = instance.state === 'firing' ? resolve(instance, 'rule_removed', g) : undefined
  const key = { rule: counts.rule, group: counts.group }
  return [{ at: g, from: instance.state, to, key, reason: 'rule_removed', counts }]
}
