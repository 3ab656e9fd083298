import type { Instance, Transition } from '../types/alert.ts'
import type { Rule } from '../types/rule.ts'
import type { State, TrackedKey } from '../types/state.ts'
import { toldOf } from '../types/tally.ts'
import type { Millis } from '../types/time.ts'
import { advance, type Change } from './advance.ts'
import { dueOf } from './due.ts'
import { observe } from './observe.ts'
import { readKey } from './reading.ts'
import { moveTo } from './window.ts'

/** A rule's group as it stands at one second: what is counted, and the instance if there is one. */
export interface Key {
  readonly tracked: TrackedKey
  readonly instance: Instance | undefined
}

/** Takes one key through the seconds behind `from`, up to `until`, at which something is due for it. */
export function evaluateKey(
  state: State,
  rule: Rule,
  name: string,
  { from, until }: { readonly from: Millis; readonly until: Millis },
): Transition[] {
  const tracked = state.keys.get(name)
  if (!tracked) return []
  let key: Key = { tracked, instance: state.instances.get(name) }
  const transitions: Transition[] = []
  for (let g = from; !isIdle(key); ) {
    g = dueOf(key, rule, state.successes, g)
    if (g > until) break
    const { transition, ...after } = stepTo(g, key, rule, state)
    key = after
    if (transition) transitions.push(transition)
  }
  keep(state, name, key)
  return transitions
}

/** Nothing is counted and nothing is going on: a key that need not be remembered. */
export function isIdle({ tracked, instance }: Key): boolean {
  return instance === undefined && tracked.buckets.length === 0 && tracked.ahead.length === 0
}

function stepTo(
  g: Millis,
  { tracked, instance }: Key,
  rule: Rule,
  { successes }: State,
): Key & { readonly transition: Transition | undefined } {
  const moved = moveTo(g, tracked, rule.windowMs, instance !== undefined)
  const reading = readKey(moved, rule, successes, g)
  const observed = observe(instance, reading, g)
  const name = { rule: rule.id, group: tracked.group }
  const change = advance(observed, name, rule, reading, g)
  if (!change) return { tracked: moved, instance: observed, transition: undefined }
  const transition = { ...change, counts: toldOf(moved) }
  return { tracked: moved, instance: ongoing(change), transition }
}

/** What is over is the business of whoever was told of it. */
function ongoing({ to }: Change): Instance | undefined {
  return to?.state === 'resolved' ? undefined : to
}

function keep(state: State, name: string, key: Key): void {
  if (isIdle(key)) state.keys.delete(name)
  else state.keys.set(name, key.tracked)
  if (key.instance) state.instances.set(name, key.instance)
  else state.instances.delete(name)
}
