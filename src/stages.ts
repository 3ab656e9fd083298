import { classify } from './classify/classify.ts'
import type { EngineParts } from './engine.ts'
import { extract } from './extract/extract.ts'
import { lineTime } from './extract/line-time.ts'
import { CHUNK_BYTES_MIN, type ReadingOptions, readChunk } from './reading.ts'
import { recallFor } from './recalling.ts'
import { needlesOf } from './sift/needles.ts'
import { createSift } from './sift/sift.ts'
import type { Catalog } from './types/catalog.ts'
import type { LogEntry, UserPattern } from './types/config.ts'
import type { Chunk } from './types/file.ts'
import type { FileContext, LogRecord } from './types/record.ts'

/** Bytes of the one buffer for chunks: it takes as much again as a processor caches behind all that a reading can leave. */
export const CHUNK_BYTES_MAX = CHUNK_BYTES_MIN + 256 * 1024

/** The stages from bytes to events, as the tick and `scan` run them, and the buffer that chunks are best read to. */
export function stagesOf(
  catalog: Catalog,
): Pick<EngineParts, 'buffer' | 'read' | 'logTime' | 'classify'> {
  const { buffer, find, forms } = createSift(CHUNK_BYTES_MAX)
  const optionsOf = rememberedBy(
    ({ format, timezone }: LogEntry) => `${format} ${timezone}`,
    ({ format, timezone }: LogEntry): ReadingOptions => {
      const options = {
        find,
        format,
        extract: (record: LogRecord, context: FileContext) =>
          extract(record, context, { timezone, catalog }),
      }
      return { ...options, recall: recallFor(forms, options, { timezone, catalog }) }
    },
  )
  return {
    buffer,
    read(chunk, point, log, take) {
      const options = log.extract?.length ? withPatterns(log, find, catalog) : optionsOf(log)
      return readChunk(chunk, point, { ...options, take })
    },
    logTime: (chunk, { timezone }) => lineTime(lastLineHead(chunk), { timezone }),
    classify: (response, { file, log, arrived, live }) =>
      classify(response, { file, source: log.name, project: log.project }, catalog, arrived, {
        live,
      }),
  }
}

/** A user's pattern may tell apart what forms leave out: where there are any, every line is read. */
function withPatterns(
  { format, timezone, extract: patterns = NONE }: LogEntry,
  find: ReadingOptions['find'],
  catalog: Catalog,
): ReadingOptions {
  return {
    find,
    format,
    needles: needlesOf(patterns),
    extract: (record, context) => extract(record, context, { timezone, catalog, patterns }),
  }
}

/** The same value for the same key, made once. */
function rememberedBy<Given, Value>(
  keyOf: (given: Given) => string,
  make: (given: Given) => Value,
): (given: Given) => Value {
  const values = new Map<string, Value>()
  return (given) => {
    const key = keyOf(given)
    const value = values.get(key) ?? make(given)
    values.set(key, value)
    return value
  }
}

const NONE: readonly UserPattern[] = []

/** Loggers print the time at the head of a line. Bytes. */
const LINE_HEAD_BYTES = 256

/** The head of the last whole line of a chunk: one timestamp a chunk is enough to order the files. */
function lastLineHead({ bytes }: Chunk): string {
  const end = bytes.lastIndexOf(LINE_FEED)
  const start = bytes.lastIndexOf(LINE_FEED, end - 1) + 1
  if (end <= 0) return ''
  return Buffer.from(bytes.subarray(start, Math.min(end, start + LINE_HEAD_BYTES))).toString(
    'latin1',
  )
}

const LINE_FEED = 0x0a
