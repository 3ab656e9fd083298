import type { Decision } from '../decision.ts'
import type { Situation } from '../situation.ts'

/** Who knows of the beginning is told of the end; what nobody knew of goes with others. */
export function over({ announced }: Situation): Decision | undefined {
  if (!announced.over) return undefined
  return announced.toldAt === undefined
    ? { notify: true, kind: 'digest', reason: 'over_before_told' }
    : { notify: true, kind: 'resolved', reason: 'resolved' }
}
