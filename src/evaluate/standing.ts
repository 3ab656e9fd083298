import { keyOf } from '../types/alert.ts'
import type { Rule } from '../types/rule.ts'
import type { State } from '../types/state.ts'
import { NO_ERRORS } from '../types/tally.ts'

/** A rule that no error starts: it has its groups from the configuration, and looks at them as long as it stands. */
export function isStanding({ condition }: Rule): boolean {
  return condition.kind === 'quota'
}

/** Makes the keys of the rules that no error starts. */
export function ensureStanding({ keys }: State, rules: readonly Rule[]): void {
  for (const { id: rule, condition } of rules) {
    if (condition.kind !== 'quota') continue
    for (const { project } of condition.plans) {
      const group = { project }
      const name = keyOf({ rule, group })
      if (!keys.has(name)) keys.set(name, { ...NO_ERRORS, rule, group, buckets: [], ahead: [] })
    }
  }
}
