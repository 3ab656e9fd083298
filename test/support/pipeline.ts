import { account } from '../../src/count/account.ts'
import { dispatch } from '../../src/dispatch/dispatch.ts'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import { createState, type StoredState } from '../../src/store/state.ts'
import type { ChangeTable } from '../../src/store/table.ts'
import type { Transition } from '../../src/types/alert.ts'
import type { Event } from '../../src/types/event.ts'
import { DEFAULT_POLICY, type Policy } from '../../src/types/noise.ts'
import type { Digest, Notification } from '../../src/types/notification.ts'
import type { Rule } from '../../src/types/rule.ts'
import type { State } from '../../src/types/state.ts'
import type { Millis } from '../../src/types/time.ts'

/** The tick of the daemon without files: account what came, evaluate up to the time reached. */
export function tick(
  state: State,
  events: readonly Event[],
  rules: readonly Rule[],
  reached: Millis,
  live = true,
): Transition[] {
  for (const event of events) account(state, event, rules)
  const grid = state.clock.get('clock')?.grid ?? 0
  state.clock.set('clock', { grid, reached, live })
  return evaluate(state, rules, reached)
}

/** One tick with its notifications. */
export function liveTick(
  state: State,
  events: readonly Event[],
  rules: readonly Rule[],
  now: Millis,
  { live = true, policy = DEFAULT_POLICY }: { live?: boolean; policy?: Policy } = {},
): (Notification | Digest)[] {
  return dispatch(state, tick(state, events, rules, now, live), rules, now, live, policy)
}

/** A state as a restart finds it. */
export function restarted(state: StoredState): StoredState {
  const fresh = createState()
  const { identities, ...others } = fresh
  const tables = new Map<string, ChangeTable<unknown, unknown>>(Object.entries(others))
  for (const [name, at] of state.identities.entries()) identities.note(name, at)
  for (const [name, table] of Object.entries(state))
    for (const [key, value] of table.entries()) tables.get(name)?.set(key, structuredClone(value))
  return fresh
}

/** Everything that the state says, in one order: blocks and insertion order are no part of its meaning. */
export function contents(state: StoredState): Record<string, unknown> {
  const plain = Object.entries(state).map(
    ([name, table]: [string, ChangeTable<unknown, unknown>]) => {
      const rows = [...table.entries()].map(
        ([key, value]) => [String(key), flatten(value)] as const,
      )
      return [name, Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)))]
    },
  )
  return Object.fromEntries(plain)
}

function flatten(value: unknown): unknown {
  if (Array.isArray(value)) return value.flat()
  if (typeof value === 'object' && value !== null && 'ahead' in value && Array.isArray(value.ahead))
    return { ...value, ahead: value.ahead.flat() }
  return value
}
