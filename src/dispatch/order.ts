import type { Situation } from './situation.ts'

/** Of those that fired in the same second the order is always the same, also after a restart, when tables list another one. */
export function earliestFirst({ announced: a }: Situation, { announced: b }: Situation): number {
  return a.firedAt - b.firedAt || (a.incident < b.incident ? -1 : 1)
}
