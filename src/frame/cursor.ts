import type { Chunk, Offset, ReadingPoint } from '../types/file.ts'
import type { PhysicalLine } from './assembly.ts'
import { LINE_BYTES_MAX } from './limits.ts'

const LINE_FEED = 0x0a

/** How far a chunk has been read. `at` and the hits count from the chunk's first byte. */
export interface Cursor {
  readonly bytes: Buffer
  readonly from: Offset
  readonly final: boolean
  readonly hits: readonly number[]
  at: number
  /** Newlines before `at`, counted from the start of the file. */
  line: number
  inside: ReadingPoint['inside']
  nextHit: number
}

export function startCursor(chunk: Chunk, point: ReadingPoint, hits: readonly number[]): Cursor {
  const { buffer, byteOffset, length } = chunk.bytes
  return {
    bytes: Buffer.from(buffer, byteOffset, length),
    from: chunk.from,
    final: chunk.ending === 'final',
    hits,
    at: 0,
    line: point.line,
    inside: point.inside,
    nextHit: 0,
  }
}

/** Where the line at the cursor ends: at its line feed, or at the end of a file that will not grow; `undefined` while the line is not finished. */
export function lineEnd(cursor: Cursor): number | undefined {
  const end = cursor.bytes.indexOf(LINE_FEED, cursor.at)
  if (end !== -1) return end
  return cursor.final && cursor.at < cursor.bytes.length ? cursor.bytes.length : undefined
}

/** Passes the finished lines before the next hit, of which nothing is decoded; yields the bytes of each that is too long. */
export function* passForeignLines(cursor: Cursor): Generator<number> {
  const hit = nextHit(cursor)
  let end = cursor.bytes.indexOf(LINE_FEED, cursor.at)
  while (end !== -1 && end < hit) {
    if (end - cursor.at > LINE_BYTES_MAX) yield end + 1 - cursor.at
    passTo(cursor, end)
    end = cursor.bytes.indexOf(LINE_FEED, cursor.at)
  }
}

/** Passes the line that ends at `end` and answers it. */
export function passLine(cursor: Cursor, end: number): PhysicalLine {
  const line = {
    bytes: cursor.bytes.subarray(cursor.at, end),
    offset: cursor.from + cursor.at,
    number: cursor.line + 1,
    hit: nextHit(cursor) <= end,
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
function passTo(cursor: Cursor, end: number): void {
  if (end < cursor.bytes.length) cursor.line++
  cursor.at = Math.min(end + 1, cursor.bytes.length)
}

/** Offset of the first hit at or behind the cursor. */
function nextHit(cursor: Cursor): number {
  while ((cursor.hits[cursor.nextHit] ?? Number.POSITIVE_INFINITY) < cursor.at) cursor.nextHit++
  return cursor.hits[cursor.nextHit] ?? Number.POSITIVE_INFINITY
}
