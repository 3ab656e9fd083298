import type { Extraction, FileContext, LogRecord, RecentCode } from '../types/record.ts'
import { textOf } from './part.ts'
import type { InContext, LinePlace, Place, RecallPorts } from './ports.ts'
import { RecalledRejection, RecalledResponse } from './recalled.ts'
import { ALONE, type AnswerRecipe, type PlaceRecipe, type Recipe } from './recipe.ts'
import { createRecipes } from './recipes.ts'
import { Standing, timeInText } from './standing.ts'

/** A line of the chunk that was searched last. */
export interface LineAt extends LinePlace {
  readonly bytes: Buffer
  /** Within the chunk. */
  readonly start: number
  readonly end: number
}

/**
 * Recalls what texts of a form say: a program prints the same few, over and over, with another time and trace id in each.
 * A form is learned when it comes for the second time, by reading the text and two variants of it; from then on its texts
 * are not read but recalled. What is recalled is what would have been read; `undefined` means that it must be read.
 */
export interface Recall {
  /** Of a line, as it stands in the file: answers only if it is a record by itself. */
  line(line: LineAt, context: FileContext): Extraction | undefined
  record(record: LogRecord, context: FileContext): Extraction | undefined
}

export function createRecall(ports: RecallPorts): Recall {
  const { forms, inContext } = ports
  const ofLines = createRecipes(forms)
  const ofRecords = createRecipes(forms)
  return {
    line(line, context) {
      const form = forms.of(line.start, line.end)
      const tuyaNear = inContext.isTuyaNear(context, line.number)
      const recipe = ofLines.find(form, tuyaNear ? NEAR : FAR, () => ({
        copy: () => Buffer.from(line.bytes.subarray(line.start, line.end)),
        read: (text) => ports.readLine(text, tuyaNear),
        timeOf: ports.lineTime,
      }))
      if (recipe === undefined) return undefined
      const text = line.bytes.toString('latin1', line.start, line.end)
      const standing = new Standing(text, line, undefined, tuyaNear, ports)
      return recalled(recipe, standing, context, line.number, ports)
    },
    record(record, context) {
      const [first] = record.lines
      const last = record.lines.at(-1) ?? first
      // A line as it stands in the file was looked at as such.
      if (last === first && record.wrapTime === undefined) return undefined
      // Of two processes whose lines interleave: what stands between is counted too, where lines must be near.
      if (last.number - first.number >= record.lines.length) return undefined
      const text = record.lines.map((line) => line.text).join('\n')
      const form = forms.ofText(text)
      const tuyaNear = inContext.isTuyaNear(context, first.number)
      const wrapped = record.wrapTime !== undefined
      const recipe = ofRecords.find(form, { tuyaNear, wrapped }, () => ({
        copy: () => Buffer.from(text, 'latin1'),
        read: (one) => ports.readRecord(recordOf(one.toString('latin1'), wrapped), tuyaNear),
        timeOf: (one, t) => timeInText(one, t, wrapped ? ALONE.wrapTime : undefined, ports),
      }))
      if (recipe === undefined) return undefined
      const standing = new Standing(text, first, record, tuyaNear, ports)
      return recalled(recipe, standing, context, last.number, ports)
    },
  }
}

const NEAR = { tuyaNear: true, wrapped: false }
const FAR = { tuyaNear: false, wrapped: false }

function recordOf(text: string, wrapped: boolean): LogRecord {
  const [first = '', ...rest] = text.split('\n')
  const line = (text: string, at: number) => ({
    text,
    offset: ALONE.offset + at,
    number: ALONE.line + at,
  })
  return {
    start: ALONE.offset,
    lines: [line(first, 0), ...rest.map((text, at) => line(text, at + 1))],
    ended: 'whole',
    ...(wrapped && { wrapTime: ALONE.wrapTime }),
  }
}

function recalled(
  recipe: Recipe,
  standing: Standing,
  context: FileContext,
  lastLine: number,
  { inContext, isTelling }: RecallPorts,
): Extraction | undefined {
  const { answers, rejections, tuyaLine, codes, numbers } = recipe
  if (numbers.some(({ from, to }) => isTelling(standing.text.slice(from, to)))) return undefined
  const [first] = answers
  // Most have one, and an array that grows has room for many.
  const responses =
    first && answers.length === 1
      ? [recalledAnswer(first, 0, standing, context, inContext)]
      : answers.map((one, which) => recalledAnswer(one, which, standing, context, inContext))
  const traces = {
    tuyaLine: tuyaLine === undefined ? undefined : standing.numberAt(tuyaLine),
    request: recipe.request && requestIn(recipe.request, standing),
    codes: codes.length === 0 ? codes : codes.map((code) => codeIn(code, standing)),
  }
  return {
    responses,
    rejections:
      rejections.length === 0
        ? NONE
        : rejections.map((one, which) => new RecalledRejection(one, which, standing)),
    context: inContext.after(context, traces, lastLine),
  }
}

const NONE: readonly RecalledRejection[] = []

function recalledAnswer(
  answer: AnswerRecipe,
  which: number,
  standing: Standing,
  context: FileContext,
  inContext: InContext,
): RecalledResponse {
  const { code, shape, echo } = answer.said
  const line = standing.numberAt(answer.line)
  const identified = answer.t !== undefined || answer.tid !== undefined
  const place = inContext.placeOf(placeIn(answer.place, standing), context, line)
  const isEcho = inContext.isEcho({ code, shape, echo, identified }, context, line)
  return new RecalledResponse(answer, which, standing, place, isEcho)
}

function placeIn({ path, method, device }: PlaceRecipe, { text }: Standing): Place {
  return { path: textOf(path, text), method, device: textOf(device, text) }
}

function requestIn(request: PlaceRecipe & { readonly line: number }, standing: Standing) {
  const { text } = standing
  return {
    path: textOf(request.path, text),
    method: request.method,
    device: textOf(request.device, text),
    line: standing.numberAt(request.line),
  }
}

function codeIn({ code, shape, line }: RecentCode, standing: Standing): RecentCode {
  return { code, shape, line: standing.numberAt(line) }
}
