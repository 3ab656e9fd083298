import assert from 'node:assert/strict'
import type { FiringInstance, ResolvedInstance } from '../types/alert.ts'
import type { Announced } from '../types/notification.ts'
import type { Rule } from '../types/rule.ts'
import type { KeyState, State } from '../types/state.ts'
import { toldOf } from '../types/tally.ts'
import type { Millis } from '../types/time.ts'

/** All that a decision about one incident may depend on. */
export interface Situation {
  readonly announced: Announced
  readonly instance: FiringInstance | ResolvedInstance
  /** As configured now; as it was where it is gone. */
  readonly rule: Rule
  readonly counts: KeyState
  /** The last second that was evaluated. */
  readonly grid: Millis
  readonly now: Millis
}

export function situationOf(
  state: State,
  announced: Announced,
  rules: readonly Rule[],
  now: Millis,
): Situation {
  const current = rules.find(({ id }) => id === announced.rule.id)
  const grid = state.clock.get('clock')?.grid ?? 0
  const common = { announced, rule: current ?? announced.rule, grid, now }
  if (announced.over) return { ...common, ...announced.over }
  const instance = state.instances.get(announced.key)
  const tracked = state.keys.get(announced.key)
  assert(instance?.state === 'firing' && tracked, 'an incident that is not over fires')
  return { ...common, instance, counts: toldOf(tracked) }
}
