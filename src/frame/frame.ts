import type { Chunk, LossReason, Offset, ReadingPoint } from '../types/file.ts'
import type { Framing, LogRecord } from '../types/record.ts'
import type { FoundLines } from '../types/sift.ts'
import { type Assembly, emptyAssembly, endAll, endValid, isQuiet, takeLine } from './assembly.ts'
import {
  type Cursor,
  lineEnd,
  passForeignLines,
  passLine,
  passTo,
  skipFile,
  skipLine,
  startCursor,
} from './cursor.ts'
import { isForeignEncoding } from './encoding.ts'
import { LINE_BYTES_MAX, RECORDS_BEHIND_MAX, SPAN_BYTES_MAX } from './limits.ts'

/** Hears what the bytes of a chunk come to, in the order in which it turns out. */
export interface FrameListener {
  record(record: LogRecord): void
  /** No record is open here: reading may resume at this point. */
  quiet(resume: Offset, line: number, inside: ReadingPoint['inside']): void
  /** Only at quiet points, and followed by one. */
  lost(bytes: number, reason: LossReason): void
}

export interface FrameOptions {
  readonly format: 'auto' | Framing
  /** Whether an open record is a valid answer already: a file that is still ends only such ones. */
  readonly valid: (record: LogRecord) => boolean
  /** Whether it is known what a found line is that stands alone, so that it need not be framed. Offsets as in `FoundLines`. */
  readonly known?: (start: number, end: number, number: number) => boolean
}

/**
 * Cuts a chunk into records. `found` are the sift's lines: a record begins at one of them, and others are not looked at
 * while nothing is open. What the listener hears is a function of the reading point and the bytes: a longer chunk from
 * the same point begins with the same, ends by `still` aside.
 */
export function frame(
  chunk: Chunk,
  point: ReadingPoint,
  found: FoundLines,
  options: FrameOptions,
  listener: FrameListener,
): void {
  const cursor = startCursor(chunk, point, found)
  const assembly = emptyAssembly()
  skipUnread(cursor, listener)
  frameLines(cursor, assembly, options, listener)
  if (chunk.ending === 'growing') return
  for (const record of endedBy(chunk.ending, assembly, options)) listener.record(record)
  if (isQuiet(assembly)) tellQuiet(cursor, listener)
}

/** What the reading point says to skip: the rest of a long line, or of the file. */
function skipUnread(cursor: Cursor, listener: FrameListener): void {
  if (isForeignEncoding(cursor)) tellLost(skipFile(cursor), 'encoding', listener)
  if (cursor.inside === 'long_line') tellLost(skipLine(cursor), 'line_too_long', listener)
}

function frameLines(
  cursor: Cursor,
  assembly: Assembly,
  options: FrameOptions,
  listener: FrameListener,
): void {
  let quietAt = cursor.at
  let behind = 0
  for (;;) {
    const quiet = isQuiet(assembly)
    if (quiet) {
      for (const bytes of passForeignLines(cursor)) tellLost(bytes, 'line_too_long', listener)
      quietAt = cursor.at
      behind = 0
      tellQuiet(cursor, listener)
    }
    const end = lineEnd(cursor)
    const reach = end ?? cursor.bytes.length
    const heldBack = reach - quietAt > SPAN_BYTES_MAX || behind >= RECORDS_BEHIND_MAX
    if (heldBack && !quiet) {
      for (const record of endAll(assembly, 'cut')) listener.record(record)
    } else if (reach - cursor.at > LINE_BYTES_MAX) {
      tellLost(skipLine(cursor), 'line_too_long', listener)
    } else if (end === undefined) {
      return
    } else if (quiet && options.known?.(cursor.at, end, cursor.line + 1)) {
      passTo(cursor, end)
    } else {
      for (const record of takeLine(assembly, passLine(cursor, end), options.format)) {
        behind++
        listener.record(record)
      }
    }
  }
}

function endedBy(
  ending: 'still' | 'final',
  assembly: Assembly,
  options: FrameOptions,
): readonly LogRecord[] {
  return ending === 'final' ? endAll(assembly, 'final') : endValid(assembly, options.valid)
}

function tellQuiet({ from, at, line, inside }: Cursor, listener: FrameListener): void {
  listener.quiet(from + at, line, inside)
}

function tellLost(bytes: number, reason: LossReason, listener: FrameListener): void {
  if (bytes > 0) listener.lost(bytes, reason)
}
