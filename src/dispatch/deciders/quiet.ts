import type { Decision } from '../decision.ts'
import type { Situation } from '../situation.ts'

/** In quiet hours everything waits, ends too. */
export function quiet({ quietUntil }: Situation): Decision | undefined {
  if (quietUntil === undefined) return undefined
  return { notify: false, reason: 'quiet_hours', until: quietUntil }
}
