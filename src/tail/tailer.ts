import type { LogEntry } from '../types/config.ts'
import type { Chunk, FileNumber, Offset, Position, ReadingPoint } from '../types/file.ts'
import type { Millis } from '../types/time.ts'
import { type Files, systemFiles } from './files.ts'
import type { Follower } from './follower.ts'
import type { Input } from './input.ts'
import type { Positions } from './ledger.ts'
import { LogTailer } from './log-tailer.ts'
import type { TailReport, Trouble } from './report.ts'

/** Opens nothing yet: the first sweep does. */
export function createTailer(parts: TailerParts): Tailer {
  return new LogTailer({ files: systemFiles, ...parts })
}

/**
 * All log files: found, recognised, followed over rotation, truncation and deletion, read in chunks.
 * Everything is synchronous and the time is an argument; nothing throws for what a file system may do.
 *
 * A tick uses it so:
 * ```ts
 * const report = tailer.sweep(now, hints)          // hints: only these paths, if nothing else has happened
 * for (const [file, position] of report.positions) state.files.set(file, position)
 * for (const file of report.dropped) state.files.delete(file)
 * for (const name of report.met) state.logs.set(name, now)
 * for (const waiting of tailer.waiting(now)) {     // the order is yours
 *   const chunk = tailer.read(waiting.file, buffer, now)
 *   if ('problem' in chunk) continue               // told in the next report
 *   const { point, done } = …                      // the stages
 *   state.files.set(waiting.file, tailer.advance(chunk, point, done))
 * }
 * ```
 * The table of positions is the truth, and the tailer reads it (never writes): what it keeps in memory can be found again.
 */
export interface Tailer {
  /** Looks at all files, at most a second apart; with `hints`, only at these paths as long as they did no more than grow. */
  sweep(now: Millis, hints?: readonly string[]): TailReport
  /** Files with something to read or to finish. */
  waiting(now: Millis): readonly WaitingFile[]
  /** The same of one file, after it was read. */
  waitingOf(file: FileNumber, now: Millis): WaitingFile | undefined
  /** Bytes from the reading point on, as many as `into` holds but for its first `TAIL_BYTES`. The chunk is a view into `into`. */
  read(file: FileNumber, into: Uint8Array, now: Millis): Chunk | ReadProblem
  /** The new position after the stages have judged this chunk; call it before the next `read`. */
  advance(chunk: Chunk, point: ReadingPoint, done: readonly Offset[]): Position
  /** Sources whose bytes are on their way, at hand or not: event time waits for them as for files that are behind. */
  coming(now: Millis): readonly FileNumber[]
  /** All files for metrics and status, those that cannot be read included. */
  status(): readonly FileStatus[]
  close(): void
  /** Closes all but the files that have no name left: the next tailer of this process reads them on. */
  handOver(): Orphans
}

/** Open files that were deleted or moved away. Whoever holds them closes them. */
export type Orphans = readonly Follower[]

export interface WaitingFile {
  readonly file: FileNumber
  readonly logs: string
  /** Bytes between the reading point and the end of the file as seen last. */
  readonly behind: number
}

/** The file was not read: its content changed under us (the next sweep sorts it out), or the system said no. */
export interface ReadProblem {
  readonly problem: 'changed' | 'closed' | Trouble
}

export interface FileStatus {
  readonly path: string
  readonly logs: string
  readonly state: 'following' | 'finished' | 'unreadable'
  /** Bytes between the reading point and the end. */
  readonly behind: number
  /** Absent where it was never read. */
  readonly file?: FileNumber
  /** Since when there are bytes that were not read; absent where all were. */
  readonly behindSince?: Millis | undefined
}

export interface TailerParts {
  readonly entries: readonly LogEntry[]
  /** The state's positions; read only. */
  readonly positions: Positions
  /** Whether this `logs` entry was met before (`State.logs`). */
  readonly wasMet: (entry: string) => boolean
  /** A number that was never given before, also not before a restart. */
  readonly newNumber: () => FileNumber
  /** Where an entry names `-`. */
  readonly input?: Input
  /** From the tailer before a reload; those of entries that are gone are closed. */
  readonly orphans?: Orphans
  readonly files?: Files
  /** Called when an archive has something to read. */
  readonly wake?: () => void
}
