import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import type { Reading, RecordRead } from '../reading.ts'
import type { Chunk, FileNumber, Offset, ReadingPoint } from '../types/file.ts'
import { EMPTY_CONTEXT } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import type { ByteSource } from './bytes.ts'

/** Bytes read at a time: few enough to be still in the processor's cache when they are searched. */
const PIECE_BYTES = 256 * 1024

/** Time for which a scan keeps the thread: then a broken pipe is heard of and a terminal is drawn. */
const TURN_MAX: Millis = 10

/** Takes a record: none is kept, since a log may hold millions. */
export type Take = (record: RecordRead) => void

export interface FileReading {
  readonly file: FileNumber
  readonly source: ByteSource
  /** Shared by all files, one after the other; at least `CHUNK_BYTES_MIN` bytes. */
  readonly buffer: Uint8Array
  readonly read: (chunk: Chunk, point: ReadingPoint, take: Take) => Reading
  /** Is told each record once, as soon as it ends. */
  readonly take: Take
  /** Called between two chunks. */
  readonly onChunk?: () => void
}

export interface FileTotals {
  readonly lines: number
  /** Decompressed. */
  readonly bytes: number
  /** Bytes that were skipped, by reason. */
  readonly lost: ReadonlyMap<string, number>
  /** Why the file could not be read to its end: a damaged archive, a disk that fails. What stands before it was read. */
  readonly brokenBy?: unknown
}

const START: ReadingPoint = { resume: 0, inside: 'line_start', line: 0, context: EMPTY_CONTEXT }

/** Reads a file from its start to its end, once. */
export async function readFile({ file, source, buffer, ...use }: FileReading): Promise<FileTotals> {
  let point = START
  let filled = 0
  let done: ReadonlySet<Offset> = new Set()
  let breathedAt = performance.now()
  const lost = new Map<string, number>()
  for (;;) {
    const more = await readMore(source, buffer.subarray(filled, filled + PIECE_BYTES))
    filled += more.length
    const bytes = buffer.subarray(0, filled)
    const ending = more.length === 0 ? 'final' : 'growing'
    const starts: Offset[] = []
    const reading = use.read({ file, from: point.resume, bytes, ending }, point, (record) => {
      starts.push(record.start)
      if (!done.has(record.start)) use.take(record)
    })
    use.onChunk?.()
    for (const { reason, bytes } of reading.lost) lost.set(reason, (lost.get(reason) ?? 0) + bytes)
    // Records behind the reading point come again with the next reading.
    const { resume } = reading.point
    done = new Set(starts.filter((start) => start >= resume))
    buffer.copyWithin(0, reading.bytes, filled)
    filled -= reading.bytes
    point = reading.point
    if (ending === 'final') return { lines: point.line, bytes: point.resume, lost, ...more.failure }
    assert(filled < buffer.length, 'a full buffer moves the reading point')
    if (performance.now() - breathedAt < TURN_MAX) continue
    await setImmediate()
    breathedAt = performance.now()
  }
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
