import { doneBehind } from '../accounting.ts'
import type { EngineParts } from '../engine.ts'
import type { Reading } from '../reading.ts'
import type { ByteSource } from '../scan/bytes.ts'
import type { LogEntry } from '../types/config.ts'
import type { Chunk, Ending, FileNumber, Offset, ReadingPoint } from '../types/file.ts'
import { EMPTY_CONTEXT } from '../types/record.ts'
import type { Millis } from '../types/time.ts'

/** One old log file on its way from its start to its end. */
export interface Cursor {
  readonly file: FileNumber
  readonly path: string
  readonly log: LogEntry
  /** The time that the log has reached here; absent while no line told one. */
  readonly logTime?: Millis
  /** Absent until it is this file's turn. */
  readonly source?: ByteSource
  readonly point: ReadingPoint
  /** Bytes behind the reading point that were read already. */
  readonly rest: Uint8Array
  readonly done: readonly Offset[]
  readonly ended: boolean
  /** Why the file could not be read to its end; what stands before it was. */
  readonly brokenBy?: unknown
}

const START: ReadingPoint = { resume: 0, inside: 'line_start', line: 0, context: EMPTY_CONTEXT }

export function cursorAtStart(
  file: FileNumber,
  path: string,
  log: LogEntry,
  logTime: Millis | undefined,
): Cursor {
  const time = logTime === undefined ? {} : { logTime }
  return { file, path, log, ...time, point: START, rest: new Uint8Array(), done: [], ended: false }
}

/** One chunk of a file. */
export interface Step {
  readonly chunk: Chunk
  readonly reading: Reading
  /** Where the next chunk of this file goes on; its `logTime` is the caller's. */
  readonly next: Cursor
}

/** Reads the next chunk into the buffer that all files share. */
export async function step(
  cursor: Cursor,
  source: ByteSource,
  { buffer, read }: Pick<EngineParts, 'buffer' | 'read'>,
): Promise<Step> {
  const { rest } = cursor
  buffer.set(rest)
  const more = await readMore(source, buffer.subarray(rest.length))
  const bytes = buffer.subarray(0, rest.length + more.length)
  const taken = take(cursor, bytes, more.length === 0 ? 'final' : 'growing', read)
  return { ...taken, next: { ...taken.next, source, ...more.failure } }
}

/** Reads what stands behind the reading point: the cursor's `rest`, and perhaps more. */
export function take(
  cursor: Cursor,
  bytes: Uint8Array,
  ending: Ending,
  read: EngineParts['read'],
): Step {
  const { file, log, point, done } = cursor
  const chunk: Chunk = { file, from: point.resume, bytes, ending }
  const reading = read(chunk, point, log)
  const starts = [...done, ...reading.records.map(({ start }) => start)]
  const next = {
    ...{ ...cursor, point: reading.point, ended: ending === 'final' },
    ...{ rest: bytes.slice(reading.bytes), done: doneBehind(reading, starts) },
  }
  return { chunk, reading, next }
}

interface Read {
  readonly length: number
  readonly failure: { readonly brokenBy?: unknown }
}

async function readMore(source: ByteSource, into: Uint8Array): Promise<Read> {
  try {
    return { length: await source.read(into), failure: {} }
  } catch (error) {
    return { length: 0, failure: { brokenBy: error } }
  }
}
