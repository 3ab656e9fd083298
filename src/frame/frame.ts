import type { Chunk, LossReason, ReadingPoint } from '../types/file.ts'
import type { Framing, LogRecord } from '../types/record.ts'
import { type Assembly, emptyAssembly, endAll, endValid, isQuiet, takeLine } from './assembly.ts'
import {
  type Cursor,
  lineEnd,
  passForeignLines,
  passLine,
  skipFile,
  skipLine,
  startCursor,
} from './cursor.ts'
import { isForeignEncoding } from './encoding.ts'
import { LINE_BYTES_MAX, RECORDS_BEHIND_MAX, SPAN_BYTES_MAX } from './limits.ts'

/** What the bytes of a chunk come to, in the order in which it turns out. */
export type Step =
  | { readonly kind: 'record'; readonly record: LogRecord }
  /** No record is open here: reading may resume at this point. */
  | ({ readonly kind: 'quiet' } & Pick<ReadingPoint, 'resume' | 'line' | 'inside'>)
  /** Only at quiet points, and followed by one. */
  | { readonly kind: 'lost'; readonly bytes: number; readonly reason: LossReason }

export interface FrameOptions {
  readonly format: 'auto' | Framing
  /** Whether an open record is a valid answer already: a file that is still ends only such ones. */
  readonly valid: (record: LogRecord) => boolean
}

/**
 * Cuts a chunk into records. `hits` are the sift's, relative to the chunk: a record begins at a line with a hit, and
 * lines without one are not looked at while nothing is open. The steps are a function of the reading point and the
 * bytes: a longer chunk from the same point begins with the same steps, ends by `still` aside.
 */
export function* frame(
  chunk: Chunk,
  point: ReadingPoint,
  hits: readonly number[],
  options: FrameOptions,
): Generator<Step> {
  const cursor = startCursor(chunk, point, hits)
  const assembly = emptyAssembly()
  yield* skipped(cursor)
  yield* framed(cursor, assembly, options)
  if (chunk.ending === 'growing') return
  yield* endedBy(chunk.ending, assembly, options).map(recordStep)
  if (isQuiet(assembly)) yield quietStep(cursor)
}

/** What the reading point says to skip: the rest of a long line, or of the file. */
function* skipped(cursor: Cursor): Generator<Step> {
  if (isForeignEncoding(cursor)) yield* lostStep(skipFile(cursor), 'encoding')
  if (cursor.inside === 'long_line') yield* lostStep(skipLine(cursor), 'line_too_long')
}

function* framed(cursor: Cursor, assembly: Assembly, options: FrameOptions): Generator<Step> {
  let quietAt = cursor.at
  let behind = 0
  for (;;) {
    if (isQuiet(assembly)) {
      for (const bytes of passForeignLines(cursor)) yield* lostStep(bytes, 'line_too_long')
      quietAt = cursor.at
      behind = 0
      yield quietStep(cursor)
    }
    const end = lineEnd(cursor)
    const reach = end ?? cursor.bytes.length
    const heldBack = reach - quietAt > SPAN_BYTES_MAX || behind >= RECORDS_BEHIND_MAX
    if (heldBack && !isQuiet(assembly)) {
      yield* endAll(assembly, 'cut').map(recordStep)
    } else if (reach - cursor.at > LINE_BYTES_MAX) {
      yield* lostStep(skipLine(cursor), 'line_too_long')
    } else if (end === undefined) {
      return
    } else {
      const records = takeLine(assembly, passLine(cursor, end), options.format)
      behind += records.length
      yield* records.map(recordStep)
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

function recordStep(record: LogRecord): Step {
  return { kind: 'record', record }
}

function quietStep({ from, at, line, inside }: Cursor): Step {
  return { kind: 'quiet', resume: from + at, line, inside }
}

function* lostStep(bytes: number, reason: LossReason): Generator<Step> {
  if (bytes > 0) yield { kind: 'lost', bytes, reason }
}
