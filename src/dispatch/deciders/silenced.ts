import type { Decision } from '../decision.ts'
import type { Situation } from '../situation.ts'

/** Nobody is told of what somebody silenced; only an end is, to whoever knows of the beginning. */
export function silenced({ announced, silence }: Situation): Decision | undefined {
  const { over, toldAt, held } = announced
  if (over && toldAt !== undefined) return undefined
  if (over && (silence || held?.reason === 'silenced'))
    return { notify: false, reason: 'silenced', forget: true }
  return silence && { notify: false, reason: 'silenced', until: silence.until }
}
