import { LATENESS, type Millis, SECOND } from '../../types/time.ts'
import type { Decision } from '../decision.ts'
import type { Situation } from '../situation.ts'

/** Event time that an incident is held before it is told: what explains it may fire within the same second. */
const SETTLE: Millis = SECOND

export function settling({ announced, instance, grid }: Situation): Decision | undefined {
  const settledAt = instance.firedAt + SETTLE
  // Only after the clock was set back has it fired ahead of what is evaluated.
  if (announced.toldAt !== undefined || grid >= settledAt || instance.firedAt > grid)
    return undefined
  return { notify: false, reason: 'settling', until: settledAt + LATENESS }
}
