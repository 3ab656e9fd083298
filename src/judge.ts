import { dispatch } from './dispatch/dispatch.ts'
import { evaluate } from './evaluate/evaluate.ts'
import type { Transition } from './types/alert.ts'
import { DEFAULT_POLICY, type Policy } from './types/noise.ts'
import type { Digest, Notification } from './types/notification.ts'
import type { Rule } from './types/rule.ts'
import type { Clock, State } from './types/state.ts'
import type { Millis } from './types/time.ts'

/** What a moment brings once its answers are accounted. */
export interface Judgement {
  readonly transitions: readonly Transition[]
  /** What leaves now, one for each receiver. */
  readonly told: readonly (Notification | Digest)[]
}

/**
 * The clock moves, the rules are evaluated up to it, and it is decided what leaves. The daemon, `backtest` and the rule
 * tests all judge by this one function.
 */
export function judge(
  state: State,
  rules: readonly Rule[],
  clock: Clock,
  now: Millis,
  policy: Policy = DEFAULT_POLICY,
): Judgement {
  state.clock.set('clock', clock)
  const transitions = evaluate(state, rules, clock.reached)
  return { transitions, told: dispatch(state, transitions, rules, now, clock.live, policy) }
}
