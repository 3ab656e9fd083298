import type { Clock } from './types/state.ts'
import { LATENESS, MINUTE, type Millis, SECOND } from './types/time.ts'

/** How long a file that is behind holds back the clock of the files that are not. */
export const CATCHUP_MAX: Millis = MINUTE

/** A clock this far ahead of the wall was not early: the wall clock was wrong and has been set back. */
export const AHEAD_MAX: Millis = MINUTE

/** What the clock needs to know of one file. */
export interface FileTime {
  /** Since when the daemon has not been at the file's end; absent while it is. */
  readonly behindSince?: Millis
  /** The time that the log has reached there; absent while no line told one. */
  readonly logTime?: Millis
}

/**
 * Event time that the log has reached, protocol step 5: the wall clock while every file is at its end, else the smallest
 * log time among the files behind. Never back, never ahead of the wall clock; only after that one was set back by more than
 * `AHEAD_MAX` it begins anew, since nothing would be evaluated until then. A file without any time holds nobody up;
 * one that stays behind longer than `CATCHUP_MAX` holds up only itself: the others go on in live time.
 */
export function advanceClock(
  before: Clock | undefined,
  files: readonly FileTime[],
  now: Millis,
): Clock {
  const behind = files.filter((file) => file.behindSince !== undefined)
  const holding = holders(files, behind, now)
  const reached = Math.min(now, ...holding.flatMap(({ logTime }) => logTime ?? []))
  const held = holding.length > 0 && holding.every(({ logTime }) => logTime === undefined)
  const wasAhead = (before?.reached ?? 0) > now + AHEAD_MAX
  const previous = wasAhead ? 0 : (before?.reached ?? 0)
  return {
    grid: wasAhead ? Math.floor((reached - LATENESS) / SECOND) * SECOND : (before?.grid ?? 0),
    // Where nobody knows yet how old the backlog is, the clock stays: it cannot go back for it.
    reached: held ? previous : Math.max(previous, reached),
    live: holding.length === 0,
  }
}

/** The files that the clock waits for: those behind, less the laggards where anybody else has caught up. */
function holders(
  files: readonly FileTime[],
  behind: readonly FileTime[],
  now: Millis,
): readonly FileTime[] {
  const patient = behind.filter(({ behindSince = now }) => now - behindSince <= CATCHUP_MAX)
  const othersAreThere = files.length > behind.length || patient.length > 0
  return othersAreThere ? patient : behind
}
