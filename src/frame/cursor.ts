import type { Chunk, Offset, ReadingPoint } from '../types/file.ts'
import {
  FOUND_END,
  FOUND_FIELDS,
  FOUND_LINE_FEEDS,
  FOUND_START,
  type FoundLines,
} from '../types/sift.ts'
import type { PhysicalLine } from './assembly.ts'
import { LINE_BYTES_MAX } from './limits.ts'

const LINE_FEED = 0x0a

/** How far a chunk has been read. `at` counts from the chunk's first byte. */
export interface Cursor {
  readonly bytes: Buffer
  readonly from: Offset
  readonly final: boolean
  readonly found: FoundLines
  /** Newlines before the chunk, counted from the start of the file. */
  readonly linesBefore: number
  at: number
  /** Newlines before `at`, counted from the start of the file. */
  line: number
  inside: ReadingPoint['inside']
  /** Index in `found` of the first line that starts at or behind `at`. */
  next: number
}

export function startCursor(chunk: Chunk, point: ReadingPoint, found: FoundLines): Cursor {
  const { buffer, byteOffset, length } = chunk.bytes
  return {
    bytes: Buffer.from(buffer, byteOffset, length),
    from: chunk.from,
    final: chunk.ending === 'final',
    found,
    linesBefore: point.line,
    at: 0,
    line: point.line,
    inside: point.inside,
    next: 0,
  }
}

/** Where the line at the cursor ends: at its line feed, or at the end of a file that will not grow; `undefined` while the line is not finished. */
export function lineEnd(cursor: Cursor): number | undefined {
  const end = lineFeedAfter(cursor)
  if (end < cursor.bytes.length) return end
  return cursor.final && cursor.at < cursor.bytes.length ? cursor.bytes.length : undefined
}

/** Passes the finished lines before the next one that was found, of which nothing is decoded; answers the bytes of each that is too long. */
export function passForeignLines(cursor: Cursor): readonly number[] {
  const { found, bytes } = cursor
  const isLast = cursor.next >= found.count
  const at = isLast ? bytes.lastIndexOf(LINE_FEED) + 1 : fieldOf(cursor, FOUND_START)
  if (at <= cursor.at) return NONE
  const tooLong = at - cursor.at > LINE_BYTES_MAX ? longLines(bytes, cursor.at, at) : NONE
  cursor.at = at
  cursor.line = cursor.linesBefore + (isLast ? found.lineFeeds : fieldOf(cursor, FOUND_LINE_FEEDS))
  return tooLong
}

const NONE: readonly number[] = []

/** Passes the line that ends at `end` and answers it. */
export function passLine(cursor: Cursor, end: number): PhysicalLine {
  const line = {
    bytes: cursor.bytes.subarray(cursor.at, end),
    offset: cursor.from + cursor.at,
    number: cursor.line + 1,
    hit: isFound(cursor),
  }
  passTo(cursor, end)
  return line
}

/** Passes the rest of a line that is too long, as far as it is there; answers the bytes passed. */
export function skipLine(cursor: Cursor): number {
  const before = cursor.at
  const end = cursor.bytes.indexOf(LINE_FEED, cursor.at)
  cursor.inside = end === -1 ? 'long_line' : 'line_start'
  passTo(cursor, end === -1 ? cursor.bytes.length : end)
  return cursor.at - before
}

/** Passes everything; answers the bytes passed. */
export function skipFile(cursor: Cursor): number {
  const before = cursor.at
  cursor.inside = 'foreign_encoding'
  for (let end = cursor.bytes.indexOf(LINE_FEED, cursor.at); end !== -1; ) {
    passTo(cursor, end)
    end = cursor.bytes.indexOf(LINE_FEED, cursor.at)
  }
  cursor.at = cursor.bytes.length
  return cursor.at - before
}

/** To the start of the line behind the line feed at `end`, or to the end of the bytes if there is none. */
export function passTo(cursor: Cursor, end: number): void {
  if (end < cursor.bytes.length) cursor.line++
  cursor.at = Math.min(end + 1, cursor.bytes.length)
  while (cursor.next < cursor.found.count && fieldOf(cursor, FOUND_START) < cursor.at) cursor.next++
}

/** The offset of the next line feed; the length of the chunk if there is none. */
function lineFeedAfter(cursor: Cursor): number {
  if (isFound(cursor)) return fieldOf(cursor, FOUND_END)
  const end = cursor.bytes.indexOf(LINE_FEED, cursor.at)
  return end === -1 ? cursor.bytes.length : end
}

/** Whether something was found in the line at the cursor. */
function isFound(cursor: Cursor): boolean {
  return cursor.next < cursor.found.count && fieldOf(cursor, FOUND_START) === cursor.at
}

function fieldOf({ found, next }: Cursor, field: number): number {
  return found.fields[next * FOUND_FIELDS + field] ?? 0
}

/** The bytes, line feeds included, of the lines between two line starts that are longer than allowed. */
function longLines(bytes: Buffer, from: number, to: number): readonly number[] {
  const lengths: number[] = []
  let at = from
  while (to - at > LINE_BYTES_MAX) {
    // Whatever ends within that many bytes is short, and there is no need to look at each.
    const short = bytes.lastIndexOf(LINE_FEED, at + LINE_BYTES_MAX) + 1
    const next = short > at ? short : bytes.indexOf(LINE_FEED, at) + 1
    if (short <= at) lengths.push(next - at)
    at = next
  }
  return lengths
}
