import type { Instance, Transition } from '../types/alert.ts'
import type { Rule } from '../types/rule.ts'
import type { State, TrackedKey } from '../types/state.ts'
import { NO_ERRORS, toldOf } from '../types/tally.ts'
import type { Millis } from '../types/time.ts'
import { advance, type Change } from './advance.ts'
import { dueOf } from './due.ts'
import { observe } from './observe.ts'
import { type Reading, readKey } from './reading.ts'
import { isStanding } from './standing.ts'
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
  for (let g = from; !isIdle(key, rule); ) {
    g = dueOf(key, rule, state, g)
    if (g > until) break
    const { transition, ...after } = stepTo(g, key, rule, state)
    key = after
    if (transition) transitions.push(transition)
  }
  keep(state, rule, name, key)
  return transitions
}

/** Nothing is counted and nothing is going on: a key that need not be remembered. */
export function isIdle({ tracked, instance }: Key, rule: Rule): boolean {
  if (isStanding(rule)) return false
  const { buckets, ahead, seen = [] } = tracked
  return instance === undefined && [buckets, ahead, seen].every((list) => list.length === 0)
}

function stepTo(
  g: Millis,
  { tracked, instance }: Key,
  rule: Rule,
  state: State,
): Key & { readonly transition: Transition | undefined } {
  const moved = moveTo(g, tracked, rule, instance !== undefined)
  const reading = readKey(moved, rule, state, g)
  const observed = observe(instance, reading, g)
  const name = { rule: rule.id, group: tracked.group }
  const change = advance(observed, name, rule, reading, g)
  const shown = showing(moved, reading, change ? change.to : observed)
  if (!change) return { tracked: shown, instance: observed, transition: undefined }
  const transition = { ...change, counts: toldOf(shown) }
  return { tracked: afterwards(shown, change, reading), instance: ongoing(change), transition }
}

/** What the condition found is kept with what people are told, and for as long as they are. */
function showing(
  { facts: _, ...tracked }: TrackedKey,
  { facts }: Reading,
  instance: Instance | undefined,
): TrackedKey {
  return instance && facts ? { ...tracked, facts: facts() } : tracked
}

/** Errors whose incident is proven over make no other one. */
function afterwards(tracked: TrackedKey, { to }: Change, { cleared }: Reading): TrackedKey {
  if (to?.state !== 'resolved') return tracked
  const { facts: _, devices: __, ...rest } = tracked
  return cleared ? { ...rest, ...NO_ERRORS, buckets: [] } : rest
}

/** What is over is the business of whoever was told of it. */
function ongoing({ to }: Change): Instance | undefined {
  return to?.state === 'resolved' ? undefined : to
}

function keep(state: State, rule: Rule, name: string, key: Key): void {
  if (isIdle(key, rule)) state.keys.delete(name)
  else state.keys.set(name, key.tracked)
  if (key.instance) state.instances.set(name, key.instance)
  else state.instances.delete(name)
}
