import { HOUR, type Millis } from '../../types/time.ts'
import type { Decision } from '../decision.ts'
import type { Situation } from '../situation.ts'
import { raised } from './update.ts'

/** Between two mails of an alert that comes and goes. */
const MUTED: Millis = HOUR

/** That it flaps is told at once; what changes after that is told once an hour, as it stands then, unless it became worse. */
export function flapping(situation: Situation): Decision | undefined {
  const { announced, instance, flap, now } = situation
  if (!flap) return undefined
  const { over, toldAt } = announced
  if (flap.toldAt === undefined || (!over && raised(situation))) return undefined
  const until = flap.toldAt + MUTED
  if (now < until) return { notify: false, reason: 'flapping', until }
  if (over && toldAt === undefined) return { notify: false, reason: 'flapping', forget: true }
  const cameBack = toldAt !== undefined && instance.firedAt > toldAt
  return over || !cameBack ? undefined : { notify: true, kind: 'update', reason: 'flapping' }
}
