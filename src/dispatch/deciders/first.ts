import type { Decision } from '../decision.ts'
import type { Situation } from '../situation.ts'

export function first({ announced, flap }: Situation): Decision | undefined {
  if (announced.toldAt !== undefined) return undefined
  return { notify: true, kind: 'firing', reason: flap ? 'flapping' : 'new_alert' }
}
