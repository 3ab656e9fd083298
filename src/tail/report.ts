import type { FileNumber, LossReason, Position } from '../types/file.ts'

/** What happened to a file; the log field `event`. */
export type FileEvent =
  /** Never seen before: read from its start, or from its end as `start_at` says. */
  | 'found'
  /** Known from the state and taken up again at its reading point. */
  | 'resumed'
  /** Seen under another name: rotated. Read to its end. */
  | 'renamed'
  /** Neither under a name we look at nor deleted. Read to its end through the open descriptor. */
  | 'moved_away'
  /** Deleted. Read to its end through the open descriptor. */
  | 'deleted'
  /** Shorter than what was read: what stands there now is a new generation. */
  | 'truncated'
  /** As long as before or longer, but other bytes: what stands there now is a new generation. */
  | 'rewritten'
  /** The rest of a truncated or vanished file was found in a copy of it. */
  | 'continued_in_copy'
  /** Read on in an archive, or from its start if nobody saw it before. */
  | 'continued_in_archive'
  /** A copy of what is read elsewhere: not read again. */
  | 'copy'
  /** Read to its end; the descriptor is closed. */
  | 'finished'
  /** A finished file has grown: read on. */
  | 'grew_again'
  /** Gone for so long that it is no longer remembered. */
  | 'forgotten'

/** Why something that a pattern names is not read now. Said when it begins and when it changes, not at each sweep. */
export type Obstacle =
  | 'missing'
  | 'directory'
  | 'not_a_file'
  | 'archive'
  | 'second_name'
  | 'second_entry'
  | Trouble

/** Weather: tried again at each sweep. */
const TROUBLES = [
  'permission_denied',
  'too_many_open_files',
  'stale_handle',
  'input_output_error',
  'other_error',
] as const
export type Trouble = (typeof TROUBLES)[number]

export function isTrouble(word: string): word is Trouble {
  return TROUBLES.some((trouble) => trouble === word)
}

export type Notice =
  | {
      readonly event: FileEvent
      readonly file: FileNumber
      readonly logs: string
      readonly path: string
    }
  | {
      /** `obstacle_gone`: what was told last for this path stands in the way no more. */
      readonly event: 'obstacle' | 'obstacle_gone'
      readonly obstacle: Obstacle
      readonly logs: string
      readonly path: string
      readonly detail: string
    }

/** Bytes that nobody can read any more. */
export interface Loss {
  readonly file: FileNumber
  readonly logs: string
  readonly bytes: number
  readonly reason: LossReason
}

/** What a sweep found. Apply `positions` and `dropped` to the state before the tailer is asked again. */
export interface TailReport {
  readonly positions: readonly (readonly [FileNumber, Position])[]
  readonly dropped: readonly FileNumber[]
  /** Names of `logs` entries looked at for the first time: to be remembered as seen. */
  readonly met: readonly string[]
  readonly lost: readonly Loss[]
  readonly notices: readonly Notice[]
}
