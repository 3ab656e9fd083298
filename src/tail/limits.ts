import { DAY, HOUR, type Millis, SECOND } from '../types/time.ts'

/** First bytes of a file kept to recognise it. Longer than most banners, and one read with the first page. */
export const HEAD_BYTES_MAX = 1_024

/** Bytes before the reading point that are hashed and checked at each read: a line or two, so a rewritten file shows. */
export const TAIL_BYTES = 256

/** A live file without growth for this long is `still`: an open record may be ended. Longer than a logger's pause within a record. */
export const STILL_AFTER: Millis = 2 * SECOND

/** A file that was rotated away or deleted is final when it is quiet for this long: writers close their old file by then. */
export const FINAL_AFTER: Millis = 5 * SECOND

/** Directories are listed when their modification time changed, and this often for file systems that don't tell. */
export const LIST_EVERY: Millis = 5 * SECOND

/** Directories below the static part of a pattern with `**` that are descended into. */
export const DEPTH_MAX = 8

/** A finished file that is gone from disk is remembered for this long, so that a late copy of it is recognised. */
export const FORGET_FINISHED_AFTER: Millis = HOUR

/** A file that was not read to its end and cannot be found is waited for this long: a mount may be late. */
export const FORGET_MISSING_AFTER: Millis = DAY

/** How far a new file's last line start is searched backwards when reading starts at the end: the longest line there is. Bytes. */
export const LINE_SEARCH_BYTES = 1_048_576

/** Standard input that is not yet read: more than a chunk may need to move on (1 MiB). Then the pipe is paused. Bytes. */
export const STDIN_BYTES_MAX = 4 * 1_048_576
