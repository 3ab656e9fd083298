import { inContext } from './extract/in-context.ts'
import { lineTime } from './extract/line-time.ts'
import { type ReadingOptions, readChunk } from './reading.ts'
import { createRecall, type Recall } from './recall/recall.ts'
import { ALONE } from './recall/recipe.ts'
import type { ReadingPoint } from './types/file.ts'
import { EMPTY_CONTEXT, type Extraction } from './types/record.ts'
import type { Forms } from './types/sift.ts'

/** Recalls the forms of lines as they are read with these options; learns them by reading single lines so. */
export function recallFor(
  forms: Forms,
  options: Pick<ReadingOptions, 'format' | 'extract'>,
  timezone: string,
): Recall {
  return createRecall({
    forms,
    readAlone: (line, tuyaNear) => readAlone(line, tuyaNear, options),
    lineTime: (line, near) => lineTime(line, { timezone, ...(near !== undefined && { near }) }),
    inContext,
  })
}

function readAlone(
  line: Buffer,
  tuyaNear: boolean,
  options: Pick<ReadingOptions, 'format' | 'extract'>,
): Extraction | undefined {
  const bytes = Buffer.concat([line, LINE_FEED])
  const chunk = { file: 0, from: ALONE.offset, bytes, ending: 'growing' } as const
  const fields = Int32Array.of(0, line.length, 0)
  const find = () => ({ count: 1, fields, lineFeeds: 1 })
  const { records, ...reading } = readChunk(chunk, tuyaNear ? NEAR : FAR, { ...options, find })
  if (reading.bytes < bytes.length) return undefined
  const { responses = [], rejections = [] } = records[0]?.extraction ?? {}
  return { responses, rejections, context: reading.point.context }
}

const LINE_FEED = Buffer.from('\n')

const FAR: ReadingPoint = {
  resume: ALONE.offset,
  inside: 'line_start',
  line: ALONE.line - 1,
  context: EMPTY_CONTEXT,
}

/** The line before named Tuya. */
const NEAR: ReadingPoint = { ...FAR, context: { ...EMPTY_CONTEXT, tuyaLine: ALONE.line - 1 } }
