import { keyOf, type Transition } from '../types/alert.ts'
import type { Rule } from '../types/rule.ts'
import type { State } from '../types/state.ts'
import { LATENESS, type Millis, SECOND } from '../types/time.ts'
import { dueOf } from './due.ts'
import { evaluateKey, isIdle } from './key.ts'
import { forgetLosses, forgetPassed } from './passed.ts'
import { removeRule } from './remove.ts'
import { ensureStanding, forgetUnasked } from './standing.ts'

/**
 * Evaluates every rule on the grid of whole seconds, each once and in order, up to the last one that event time has passed
 * by `LATENESS`. Keys don't know of each other, so each goes its own way from one second at which something is due for it
 * to the next. State is kept as it stands at the last second; the transitions come in order of time.
 */
export function evaluate(state: State, rules: readonly Rule[], reached: Millis): Transition[] {
  const clock = state.clock.get('clock') ?? { grid: 0, reached, live: false }
  const until = Math.floor((reached - LATENESS) / SECOND) * SECOND
  if (until <= clock.grid) return []
  forgetUnasked(state, rules)
  ensureStanding(state, rules)
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]))
  const transitions = [...state.keys.entries()].flatMap(([name, tracked]) => {
    const rule = ruleOf.get(tracked.rule)
    if (!rule) return removeRule(state, name, tracked, clock.grid + SECOND)
    return evaluateKey(state, rule, name, { from: clock.grid, until })
  })
  forgetPassed(state.successes, until)
  forgetPassed(state.pulses, until)
  forgetLosses(state, ruleOf, until)
  state.clock.set('clock', { ...clock, grid: until })
  return transitions.sort(inOrder)
}

/** In order of time; within a second in an order that does not depend on who came first. */
function inOrder(a: Transition, b: Transition): number {
  return a.at - b.at || (keyOf(a.key) < keyOf(b.key) ? -1 : 1)
}

/**
 * The event time at which `evaluate` will have something to do, if no further line comes; `undefined` where it never will.
 * For the daemon's timer.
 */
export function nextDue(state: State, rules: readonly Rule[]): Millis | undefined {
  const grid = state.clock.get('clock')?.grid ?? 0
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]))
  const due = [...state.keys.entries()].map(([name, tracked]) => {
    const rule = ruleOf.get(tracked.rule)
    if (!rule) return grid + SECOND
    const key = { tracked, instance: state.instances.get(name) }
    return isIdle(key, rule) ? Number.POSITIVE_INFINITY : dueOf(key, rule, state, grid)
  })
  const first = due.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  return Number.isFinite(first) ? first + LATENESS : undefined
}
