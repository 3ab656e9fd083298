import type { ErrorEvent, Event } from '../types/event.ts'
import type { Rule } from '../types/rule.ts'
import type { DuplicateReason } from '../types/series.ts'
import type { State } from '../types/state.ts'
import { noteAnswer } from './answers.ts'
import { noteCall } from './calls.ts'
import { countAnswer } from './counters.ts'
import { noteDevice } from './devices.ts'
import { recognise } from './identities.ts'
import { noteOffline } from './offline.ts'
import { noteAlive, wantsPulses } from './pulses.ts'
import { addTo } from './series.ts'
import { noteSuccess } from './successes.ts'

/** What became of one sighting of an answer. */
export interface Accounting {
  readonly outcome: 'counted' | `duplicate_${DuplicateReason}`
  /** The rules had been evaluated at its time already. */
  readonly late: boolean
}

/**
 * Takes one answer into the state, whatever its time. Commutative: the order of events never matters, but at a limit, for
 * the same answer under different times, and for whether an event is late.
 */
export function account(state: State, event: Event, rules: readonly Rule[]): Accounting {
  const duplicate = duplicateOf(state, event)
  if (duplicate) {
    const labels = { source: event.source, reason: duplicate }
    addTo(state.counters, 'tuyawatch_duplicates_total', labels, 1)
    return DUPLICATE[duplicate]
  }
  return accountNew(state, event, rules)
}

/** The same for an answer that is known to be no duplicate. */
export function accountNew(state: State, event: Event, rules: readonly Rule[]): Accounting {
  const grid = state.clock.get('clock')?.grid ?? 0
  const late = event.at <= grid
  countAnswer(state, event, late)
  noteBeginning(state, event)
  noteCall(state, event)
  if (wantsPulses(rules)) noteAlive(state, event, rules)
  if (event.success) noteSuccess(state, event)
  else noteError(state, event)
  noteAnswer(state, event, rules, grid)
  return late ? LATE : COUNTED
}

/** An answer that has an identity is judged by it alone; one without by what stood before it in its file. */
function duplicateOf(state: State, event: Event): DuplicateReason | undefined {
  if (event.identities.length === 0) return event.echo ? 'echo' : undefined
  return recognise(state, event.identities, event.at) ? 'identity' : undefined
}

function noteError(state: State, event: ErrorEvent): void {
  noteOffline(state, event)
  noteDevice(state, event)
}

function noteBeginning({ began }: State, { project, at }: Event): void {
  const before = began.get(project)
  if (before === undefined || at < before) began.set(project, at)
}

const COUNTED: Accounting = { outcome: 'counted', late: false }
const LATE: Accounting = { outcome: 'counted', late: true }
const DUPLICATE: Readonly<Record<DuplicateReason, Accounting>> = {
  identity: { outcome: 'duplicate_identity', late: false },
  echo: { outcome: 'duplicate_echo', late: false },
}
