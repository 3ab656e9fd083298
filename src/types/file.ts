import type { FileContext } from './record.ts'

/** A byte offset, counted from the start of the file (of the decompressed stream for archives). */
export type Offset = number

/** Names one generation of one file for as long as the state remembers it; never used twice. */
export type FileNumber = number

/** Who a file is: names lie (rotation), inodes are used again, first lines repeat; all together they don't. */
export interface FileId {
  readonly dev: bigint
  readonly ino: bigint
  /** Birth time in nanoseconds; 0n where the file system knows none. */
  readonly birthNs: bigint
  /** The first bytes of the file, at most `HEAD_BYTES_MAX`. It grows: a younger head of the same file starts with the older. */
  readonly head: Uint8Array
}

/** Where reading goes on, with all that the judgement of the bytes behind it depends on. */
export interface ReadingPoint {
  /** Start of the oldest unfinished record, or, `inside` something skipped, the first byte not yet skipped. */
  readonly resume: Offset
  /** `foreign_encoding`: the file is UTF-16 and skipped to its end. */
  readonly inside: 'line_start' | 'long_line' | 'foreign_encoding'
  /** Newlines before `resume`; so the line at `resume` has the 1-based number `line + 1`. */
  readonly line: number
  readonly context: FileContext
}

/** What the state remembers of a file; it commits together with what was counted up to it. */
export interface Position extends ReadingPoint {
  readonly id: FileId
  /** Name of the `logs` entry (label `source`). */
  readonly logs: string
  /** Where the file was seen last; for people, never for identity. */
  readonly path: string
  /** Starts of records at or behind `resume` that are accounted already, ascending, at most `DONE_MAX`. */
  readonly done: readonly Offset[]
  /** Hash of the up to 256 bytes before `resume`, checked before the first read after an opening. */
  readonly tail: bigint
  /** Set when the file is read to its end and will not grow: kept so that a copy or a new name of it is recognised. */
  readonly finished: boolean
}

/** How the bytes of a chunk end: more may come at any moment, none came for 2 s, or none will ever come. */
export type Ending = 'growing' | 'still' | 'final'

/** Bytes of one file from its reading point on. */
export interface Chunk {
  readonly file: FileNumber
  readonly from: Offset
  /** A view into a shared buffer: valid until the next read. */
  readonly bytes: Uint8Array
  readonly ending: Ending
}

/** Why bytes of a log were never looked at: the label `reason` of `tuyawatch_log_lost_bytes_total`. */
export const LOSS_REASONS = ['line_too_long', 'record_too_long', 'truncated', 'encoding'] as const
export type LossReason = (typeof LOSS_REASONS)[number]
