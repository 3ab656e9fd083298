import type { Millis } from '../../types/time.ts'
import { type Decision, NEVER } from '../decision.ts'
import type { Situation } from '../situation.ts'

export function reminder(situation: Situation): Decision | undefined {
  if (situation.now < reminderAt(situation)) return undefined
  return { notify: true, kind: 'reminder', reason: 'still_firing' }
}

/** The intervals count from the last notification of any kind; the last interval goes on. Infinite for a rule without reminders. */
export function reminderAt({ announced, rule }: Situation): Millis {
  const { toldAt, reminders } = announced
  const interval = rule.repeatMs[reminders] ?? rule.repeatMs.at(-1)
  return toldAt !== undefined && interval !== undefined ? toldAt + interval : NEVER
}
