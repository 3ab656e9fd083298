import type { LogEntry } from '../types/config.ts'
import type { Event } from '../types/event.ts'
import { type Pulse, type Pulsing, pulseKey } from '../types/pulse.ts'
import type { Rule } from '../types/rule.ts'
import type { State } from '../types/state.ts'
import { type Millis, SECOND } from '../types/time.ts'
import { concerns } from './match.ts'
import { put } from './timeline.ts'

/** Whether anybody asks for signs of life. */
export function wantsPulses(rules: readonly Rule[]): boolean {
  return rules.some(({ condition }) => condition.kind === 'absent')
}

/** An answer is a sign of life. */
export function noteAlive(state: State, event: Event, rules: readonly Rule[]): void {
  for (const pulsing of askedBy(rules, event)) {
    notePulse(state, 'response', pulsing, event.at)
    if (event.success) notePulse(state, 'success', pulsing, event.at)
  }
}

/** A log had lines up to that time, or could not be read then. */
export function noteLog(
  state: State,
  pulse: 'line' | 'unreadable',
  { project, name: source }: Pick<LogEntry, 'project' | 'name'>,
  at: Millis,
  rules: readonly Rule[],
): void {
  for (const pulsing of askedBy(rules, { project, source })) notePulse(state, pulse, pulsing, at)
}

/** The rules that ask for signs of life of that place. */
function askedBy(
  rules: readonly Rule[],
  place: Pick<Event, 'project' | 'source'>,
): readonly Pulsing[] {
  const { project, source } = place
  return rules
    .filter(({ condition, match }) => condition.kind === 'absent' && concerns(match, place))
    .map(({ id: rule }) => ({ rule, project, source }))
}

function notePulse({ pulses }: State, pulse: Pulse, pulsing: Pulsing, at: Millis): void {
  const first = pulseKey('watched', pulsing)
  const began = pulses.get(first)?.[0]?.[0]
  if (began === undefined || at < began) pulses.set(first, [[at]])
  const key = pulseKey(pulse, pulsing)
  pulses.set(key, put(pulses.get(key) ?? [], at, bySecond, Math.max))
}

function bySecond(a: Millis, b: Millis): number {
  return Math.ceil(a / SECOND) - Math.ceil(b / SECOND)
}
