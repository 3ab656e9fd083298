import type { ExtractOptions } from './extract/extract.ts'
import { inContext } from './extract/in-context.ts'
import { tellingNumbers } from './extract/knowledge.ts'
import { lineTime } from './extract/line-time.ts'
import { type ReadingOptions, readChunk } from './reading.ts'
import { createRecall, type Recall } from './recall/recall.ts'
import { ALONE } from './recall/recipe.ts'
import type { ReadingPoint } from './types/file.ts'
import { EMPTY_CONTEXT, type Extraction, type FileContext } from './types/record.ts'
import type { Forms } from './types/sift.ts'

/** Recalls the forms of texts as they are read with these options; learns them by reading single ones so. */
export function recallFor(
  forms: Forms,
  options: Pick<ReadingOptions, 'format' | 'extract'>,
  { timezone, catalog }: Pick<ExtractOptions, 'timezone' | 'catalog'>,
): Recall {
  const telling = tellingNumbers(catalog)
  return createRecall({
    forms,
    readLine: (line, tuyaNear) => readLine(line, tuyaNear ? NEAR : FAR, options),
    readRecord: (record, tuyaNear) =>
      options.extract(record, contextBefore(record.lines[0].number, tuyaNear)),
    lineTime: (line, near) => lineTime(line, { timezone, ...(near !== undefined && { near }) }),
    isTelling: (number) => telling.has(number),
    inContext,
  })
}

function readLine(
  line: Buffer,
  point: ReadingPoint,
  options: Pick<ReadingOptions, 'format' | 'extract'>,
): Extraction | undefined {
  const bytes = Buffer.concat([line, LINE_FEED])
  const chunk = { file: 0, from: point.resume, bytes, ending: 'growing' } as const
  const fields = Int32Array.of(0, line.length, 0)
  const find = () => ({ count: 1, fields, lineFeeds: 1 })
  const { records, ...reading } = readChunk(chunk, point, { ...options, find })
  if (reading.bytes < bytes.length) return undefined
  const { responses = [], rejections = [] } = records[0]?.extraction ?? {}
  return { responses, rejections, context: reading.point.context }
}

/** In which nothing is remembered but, perhaps, that the line before named Tuya. */
function contextBefore(line: number, tuyaNear: boolean): FileContext {
  return tuyaNear ? { ...EMPTY_CONTEXT, tuyaLine: line - 1 } : EMPTY_CONTEXT
}

const LINE_FEED = Buffer.from('\n')

const FAR: ReadingPoint = {
  resume: ALONE.offset,
  inside: 'line_start',
  line: ALONE.line - 1,
  context: contextBefore(ALONE.line, false),
}
const NEAR: ReadingPoint = { ...FAR, context: contextBefore(ALONE.line, true) }
