import type { Announced } from '../types/notification.ts'
import type { State } from '../types/state.ts'
import type { Holding, Telling } from './decision.ts'
import { receiversOf } from './notifications.ts'
import type { Situation } from './situation.ts'

/** What is remembered when a notification has left; `undefined` when the last one has. */
export function afterTelling(
  { announced, rule, counts, now }: Situation,
  { kind }: Telling,
): Announced | undefined {
  if (kind === 'resolved') return undefined
  const { held: _, ...before } = announced
  return {
    ...before,
    rule,
    toldAt: now,
    toldTotal: counts.total,
    toldTo: [...new Set([...announced.toldTo, ...receiversOf(announced, rule, kind)])],
    reminders: announced.reminders + (kind === 'reminder' ? 1 : 0),
  }
}

/** Takes note of why an incident is held, where that is new. */
export function noteHeld(
  { announced: table }: State,
  situation: Situation,
  holding: Holding,
): void {
  const announced = table.get(situation.announced.incident) ?? situation.announced
  const held = heldOf(situation, holding)
  if (isSame(announced.held, held)) return
  const { held: _, ...rest } = announced
  table.set(announced.incident, held ? { ...rest, held } : rest)
}

function heldOf(
  { announced, cause, causeEndedAt: endedAt, now }: Situation,
  { reason }: Holding,
): Announced['held'] {
  switch (reason) {
    case 'settling':
    case 'nothing_new':
      return undefined
    case 'explained':
      return cause === undefined ? announced.held : { reason, by: cause }
    case 'recovering': {
      const by = announced.held?.by
      return { reason, ...(by !== undefined && { by }), ...(endedAt !== undefined && { endedAt }) }
    }
    case 'mail_limit':
      return { reason, since: announced.held?.since ?? now }
    default:
      return { reason }
  }
}

function isSame(a: Announced['held'], b: Announced['held']): boolean {
  return a?.reason === b?.reason && a?.by === b?.by && a?.endedAt === b?.endedAt
}
