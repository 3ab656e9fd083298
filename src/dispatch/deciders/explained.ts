import { type Decision, NEVER } from '../decision.ts'
import type { Situation } from '../situation.ts'

/** What another incident explains is named in that one's mails. An end is told to whoever knows of the beginning. */
export function explained({ announced, cause }: Situation): Decision | undefined {
  const { over, toldAt, held } = announced
  if (over && toldAt === undefined && held?.by !== undefined)
    return { notify: false, reason: 'explained', forget: true }
  if (over || cause === undefined) return undefined
  return { notify: false, reason: 'explained', until: NEVER }
}
