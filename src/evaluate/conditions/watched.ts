import type { State, TrackedKey } from '../../types/state.ts'
import type { Millis } from '../../types/time.ts'

/** Since when the logs of the group's project tell something; of all projects where the rule does not tell them apart. */
export function watchedSince({ began }: State, { group }: TrackedKey): Millis {
  if (group.project !== undefined) return began.get(group.project) ?? Number.POSITIVE_INFINITY
  return Math.min(...began.values())
}
