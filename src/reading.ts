import { type FrameOptions, frame } from './frame/frame.ts'
import type { Recall } from './recall/recall.ts'
import { type Needles, withNeedles } from './sift/needles.ts'
import type { Sift } from './sift/sift.ts'
import type { Chunk, LossReason, Offset, ReadingPoint } from './types/file.ts'
import type { Extraction, FileContext, LogRecord } from './types/record.ts'
import type { FoundLines } from './types/sift.ts'

/** A buffer for chunks must hold at least this many bytes: then a full one always moves the reading point. */
export { CHUNK_BYTES_MIN } from './frame/limits.ts'

export interface ReadingOptions {
  readonly find: Sift['find']
  readonly format: FrameOptions['format']
  /** What makes a line worth a look besides the marks of an answer: the user's own forms. */
  readonly needles?: Needles
  readonly extract: (record: LogRecord, context: FileContext) => Extraction
  /** Where lines of known forms need not be read. */
  readonly recall?: Recall
  /** Is told each record as soon as it ends, so that none need be kept: then the reading has none. */
  readonly take?: ((record: RecordRead) => void) | undefined
}

/** What one finished record said. */
export interface RecordRead {
  /** Its name: the daemon drops those that stand in the position's `done`. */
  readonly start: Offset
  readonly line: number
  readonly extraction: Extraction
}

export interface Reading {
  /** Records that hold an answer or a rejected candidate, in the order in which they ended. */
  readonly records: readonly RecordRead[]
  /** The last quiet point; records that start at or behind it come again with the next reading from it. */
  readonly point: ReadingPoint
  /** Bytes and newlines from the old reading point to the new one. */
  readonly bytes: number
  readonly lines: number
  readonly lost: readonly { readonly reason: LossReason; readonly bytes: number }[]
}

/**
 * Reads a chunk that begins at the reading point. A pure function: the same bytes, cut into chunks however, give the
 * same records and in the end the same point, as long as each reading begins at the point of the one before.
 */
export function readChunk(chunk: Chunk, point: ReadingPoint, options: ReadingOptions): Reading {
  const records: RecordRead[] = []
  const lost: { readonly reason: LossReason; readonly bytes: number }[] = []
  let context = point.context
  let reached = point
  const found = point.inside === 'foreign_encoding' ? NOTHING : linesIn(chunk.bytes, options)
  const { recall, take = (record) => records.push(record) } = options
  const ended = (start: Offset, line: number, extraction: Extraction) => {
    context = extraction.context
    if (isTelling(extraction)) take({ start, line, extraction })
  }
  const read = (record: LogRecord) =>
    recall?.record(record, context) ?? options.extract(record, context)
  const bytes = Buffer.from(chunk.bytes.buffer, chunk.bytes.byteOffset, chunk.bytes.length)
  frame(
    chunk,
    point,
    found,
    {
      format: options.format,
      valid: (record) => isValid(options.extract(record, context)),
      ...(recall && {
        known(start, end, number) {
          const offset = chunk.from + start
          const extraction = recall.line({ bytes, start, end, offset, number }, context)
          if (extraction) ended(offset, number, extraction)
          return extraction !== undefined
        },
      }),
    },
    {
      record: (record) => ended(record.start, record.lines[0].number, read(record)),
      quiet(resume, line, inside) {
        reached = { resume, inside, line, context }
      },
      lost: (bytes, reason) => lost.push({ reason, bytes }),
    },
  )
  const passed = reached.resume - point.resume
  return { records, point: reached, bytes: passed, lines: reached.line - point.line, lost }
}

function linesIn(bytes: Uint8Array, { find, needles = [] }: ReadingOptions): FoundLines {
  return withNeedles(find(bytes), bytes, needles)
}

const NOTHING: FoundLines = { count: 0, fields: new Int32Array(), lineFeeds: 0 }

/** An answer that one can count on already: whether more lines come or not, it stays one. */
function isValid(extraction: Extraction): boolean {
  return extraction.responses.length > 0
}

function isTelling(extraction: Extraction): boolean {
  return extraction.responses.length > 0 || extraction.rejections.length > 0
}
