import type { AbsentCondition, Rule } from '../../types/rule.ts'
import type { Facts, State, TrackedKey } from '../../types/state.ts'
import type { Millis } from '../../types/time.ts'
import type { ConditionReading } from './condition.ts'
import { lastPulse } from './pulses.ts'

/**
 * Holds while none came for the length of the window. Where there never was one, the time counts from the first sign of
 * life of the log: an application that logs, and whose answers nobody can read.
 */
export function readAbsent(
  { what }: AbsentCondition,
  { windowMs }: Rule,
  key: TrackedKey,
  state: State,
  g: Millis,
): ConditionReading {
  const lastAt = lastPulse(state, what, key, g)
  const since = lastAt ?? lastPulse(state, 'watched', key, g)
  if (since === undefined) return { holds: false, over: true, overEnds: true }
  const holds = g - since >= windowMs
  const why = (): Facts => ({
    ...{ kind: 'absent', what, why: reasonOf(state, what, key, g - windowMs, g) },
    ...(lastAt !== undefined && { lastAt }),
  })
  return { holds, over: !holds, overEnds: true, since, facts: why }
}

type Why = Extract<Facts, { kind: 'absent' }>['why']

/** What the other signs of life say. */
function reasonOf(
  state: State,
  what: AbsentCondition['what'],
  key: TrackedKey,
  from: Millis,
  g: Millis,
): Why {
  const came = (pulse: 'line' | 'response' | 'unreadable') =>
    (lastPulse(state, pulse, key, g) ?? 0) > from
  if (what === 'success' && came('response')) return 'only_errors'
  if (came('line')) return 'format_changed'
  return came('unreadable') ? 'file_unreadable' : 'application_silent'
}
