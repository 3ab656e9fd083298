import type { Announced } from '../types/notification.ts'
import type { Telling } from './decide.ts'
import { receiversOf } from './notifications.ts'
import type { Situation } from './situation.ts'

/** What is remembered when a notification has left; `undefined` when the last one has. */
export function afterTelling(
  { announced, rule, counts, now }: Situation,
  { kind }: Telling,
): Announced | undefined {
  if (kind === 'resolved') return undefined
  return {
    ...announced,
    rule,
    toldAt: now,
    toldTotal: counts.total,
    toldTo: [...new Set([...announced.toldTo, ...receiversOf(announced, rule, kind)])],
    reminders: announced.reminders + (kind === 'reminder' ? 1 : 0),
  }
}
