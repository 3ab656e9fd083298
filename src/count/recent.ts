import type { ErrorEvent, Event } from '../types/event.ts'
import { keepLatest, type RecentError } from '../types/recent.ts'
import type { State } from '../types/state.ts'
import { OTHER } from '../types/tally.ts'

/** Errors kept for people to look at: two screens. */
export const RECENT_MAX = 50

/** Errors that wait to be looked at together: of a flood only the last few are. About half a megabyte. */
const BATCH_MAX = 500

export interface RecentErrors {
  /** An answer that was counted. */
  note(event: Event): void
  /** All that was noted is in the state. */
  settle(): void
}

/** Remembers the latest errors of a reading, and when each code was seen last. */
export function recentErrors(state: State): RecentErrors {
  let batch: ErrorEvent[] = []
  return {
    note(event) {
      if (event.success) return
      noteCode(state, event)
      batch.push(event)
      if (batch.length >= BATCH_MAX) batch = latestOf(batch)
    },
    settle() {
      for (const error of latestOf(batch))
        keepLatest(state.recent, recentOf(error), RECENT_MAX, byTime)
      batch = []
    },
  }
}

function latestOf(errors: readonly ErrorEvent[]): ErrorEvent[] {
  return errors.toSorted(byTime).slice(-RECENT_MAX)
}

/** The name of a code in `State.codesSeen`, by the labels of its counter. */
export function codeKey(code: string, category: string): string {
  return `${code} ${category}`
}

function noteCode({ codesSeen, unknownCodes }: State, error: ErrorEvent): void {
  const label = error.known || unknownCodes.has(error.code) ? error.code : OTHER
  const key = codeKey(label, error.category)
  if (error.at > (codesSeen.get(key) ?? 0)) codesSeen.set(key, error.at)
}

function recentOf(error: ErrorEvent): RecentError {
  const { at, file, offset, source, project, code, category, severity, message, sample } = error
  const { path, device } = error
  return {
    ...{ at, file, offset, source, project, code, category, severity, message, sample },
    ...(path !== undefined && { path }),
    ...(device !== undefined && { device }),
  }
}

/** A total order: no two errors stand at one place of one file. */
function byTime(a: Place, b: Place): number {
  return a.at - b.at || a.file - b.file || a.offset - b.offset
}

type Place = Pick<RecentError, 'at' | 'file' | 'offset'>
