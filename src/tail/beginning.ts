import type { LogEntry } from '../types/config.ts'
import type { Offset, Position, ReadingPoint } from '../types/file.ts'
import { EMPTY_CONTEXT } from '../types/record.ts'
import { Failure, type Files } from './files.ts'
import { idOf, readHead, readTail, tailHash } from './fingerprint.ts'
import type { Opened } from './follower.ts'
import { LINE_SEARCH_BYTES } from './limits.ts'

/** The first position of a file: at its start, or where its last line begins. Line numbers count from there. */
export function firstPosition(
  files: Files,
  opened: Opened,
  entry: LogEntry,
  startAt: LogEntry['startAt'],
): Position | Failure {
  const head = readHead(files, opened.fd)
  if (head instanceof Failure) return head
  const point = startAt === 'end' ? lastLine(files, opened) : START
  if (point instanceof Failure) return point
  const tail = readTail(files, opened.fd, point.resume)
  if (tail instanceof Failure) return tail
  return {
    ...point,
    id: idOf(opened.stat, head),
    logs: entry.name,
    path: opened.path,
    done: [],
    tail,
    finished: false,
  }
}

/** The position at the very start of a file with this head. */
export function beginningOf({ stat, path }: Opened, logs: string, head: Uint8Array): Position {
  const tail = tailHash(new Uint8Array())
  return { ...START, id: idOf(stat, head), logs, path, done: [], tail, finished: false }
}

const START: ReadingPoint = { resume: 0, inside: 'line_start', line: 0, context: EMPTY_CONTEXT }

/** The line that is being written counts: reading begins at its start; within a line longer than any allowed, in its midst. */
function lastLine(files: Files, { fd, stat }: Opened): ReadingPoint | Failure {
  const start = lastLineStart(files, fd, stat.size)
  if (start instanceof Failure) return start
  if (start === undefined) return { ...START, resume: stat.size, inside: 'long_line' }
  return { ...START, resume: start }
}

const LINE_FEED = 0x0a
const PIECE_BYTES = 65_536

function lastLineStart(files: Files, fd: number, size: Offset): Offset | undefined | Failure {
  const piece = new Uint8Array(PIECE_BYTES)
  const limit = Math.max(0, size - LINE_SEARCH_BYTES)
  for (let end = size; end > limit; end -= PIECE_BYTES) {
    const from = Math.max(limit, end - PIECE_BYTES)
    const length = files.read(fd, piece.subarray(0, end - from), from)
    if (length instanceof Failure) return length
    const found = piece.subarray(0, length).lastIndexOf(LINE_FEED)
    if (found >= 0) return from + found + 1
  }
  return limit === 0 ? 0 : undefined
}
