import { isDeepStrictEqual } from 'node:util'
import type { Extraction, RecentCode, RejectReason, Response } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import { type Part, partOf, type Saying, type Span } from './part.ts'

/** A text of a form and what is read out of it where it stands at `ALONE`. */
export interface Sample {
  readonly text: string
  readonly extraction: Extraction
}

/** Where a text stands that is read to learn its form: neither at the start of a file nor on its first line. */
export const ALONE = { offset: 1_000, line: 10, wrapTime: 1_767_225_600_789 } as const

/** What all texts of one form say, and where in each of them stands what it says anew. Lines are numbered from 0. */
export interface Recipe {
  readonly answers: readonly AnswerRecipe[]
  readonly rejections: readonly RejectionRecipe[]
  /** The last line that names Tuya, or holds an answer with a tid. */
  readonly tuyaLine: number | undefined
  readonly request: (PlaceRecipe & { readonly line: number }) | undefined
  readonly codes: readonly RecentCode[]
  /** Numbers that may be any but those that mean something. */
  readonly numbers: readonly Span[]
}

export interface AnswerRecipe {
  readonly line: number
  readonly said: Said
  readonly message: Part
  readonly place: PlaceRecipe
  readonly t: Part
  readonly tid: Part
  /** The text around it; `unknown` where it is not simply a piece of the text. */
  readonly sample: Part | 'unknown'
  /** The time of the answer's line is the one that is found in the text as it stands in the file. */
  readonly timeInText: boolean
}

export interface RejectionRecipe {
  readonly line: number
  readonly reason: RejectReason
}

export interface PlaceRecipe {
  readonly path: Part
  readonly method: string | undefined
  readonly device: Part
}

/** What an answer says that is the same in all texts of its form. */
type Said = Pick<Response, 'success' | 'code' | 'method' | 'shape' | 'evidence' | 'echo'>

type Samples = readonly [Sample, ...Sample[]]

/** The time that a text tells, for an answer that the cloud gave at `t`. */
type TimeOf = (text: string, t: Millis | undefined) => Millis | undefined

/** By which the samples, texts of one form, are all read; `undefined` if they differ in more than recalling can tell. */
export function recipeOf(
  samples: Samples,
  numbers: readonly Span[],
  timeOf: TimeOf,
): Recipe | undefined {
  const [common, ...others] = samples.map(commonOf)
  if (common === undefined || !others.every((other) => isDeepStrictEqual(other, common))) return
  const request = placeRecipe(samples, ({ context }) => context.request)
  const answers = common.said.map(({ line, ...said }, which) =>
    answerRecipe(line, said, which, samples, timeOf),
  )
  if (request === 'unknown' || !answers.every((answer) => answer !== 'unknown')) return
  const { rejections, tuyaLine, requestLine, codes } = common
  return {
    answers,
    rejections,
    tuyaLine: tuyaLine < 0 ? undefined : tuyaLine,
    request: requestLine === undefined ? undefined : { ...request, line: requestLine },
    codes,
    numbers,
  }
}

/** What must be the same in all samples; lines are numbered from 0. */
function commonOf({ extraction: { responses, rejections, context } }: Sample) {
  return {
    said: responses.map(saidBy),
    rejections: rejections.map(({ reason, line }) => ({ reason, line: line - ALONE.line })),
    tuyaLine: (context.tuyaLine ?? ALONE.line - 1) - ALONE.line,
    requestLine: context.request && context.request.line - ALONE.line,
    method: context.request?.method,
    codes: context.recent.map((recent) => ({ ...recent, line: recent.line - ALONE.line })),
  }
}

/** All fields in one order, so that all recalled answers have one form. */
function saidBy({ line, success, code, method, shape, evidence, echo }: Response) {
  return { line: line - ALONE.line, success, code, method, shape, evidence, echo }
}

function answerRecipe(
  line: number,
  said: Said,
  which: number,
  samples: Samples,
  timeOf: TimeOf,
): AnswerRecipe | 'unknown' {
  const place = placeRecipe(samples, ({ responses }) => responses[which])
  const message = partOf(sayings(samples, ({ responses }) => responses[which]?.message))
  const t = partOf(sayings(samples, ({ responses }) => responses[which]?.t?.toString()))
  const tid = partOf(sayings(samples, ({ responses }) => responses[which]?.tid))
  const sample = partOf(sayings(samples, ({ responses }) => responses[which]?.text))
  if (place === 'unknown' || message === 'unknown') return 'unknown'
  if (t === 'unknown' || tid === 'unknown') return 'unknown'
  const timeInText = samples.every(({ text, extraction: { responses } }) => {
    const response = responses[which]
    return response?.lineTime === timeOf(text, response?.t)
  })
  return { line, said, message, place, t, tid, sample, timeInText }
}

function placeRecipe(
  samples: Samples,
  placeIn: (extraction: Extraction) => Pick<Response, 'path' | 'method' | 'device'> | undefined,
): PlaceRecipe | 'unknown' {
  const path = partOf(sayings(samples, (extraction) => placeIn(extraction)?.path))
  const device = partOf(sayings(samples, (extraction) => placeIn(extraction)?.device))
  if (path === 'unknown' || device === 'unknown') return 'unknown'
  return { path, method: placeIn(samples[0].extraction)?.method, device }
}

function sayings(
  [first, ...others]: Samples,
  textIn: (extraction: Extraction) => string | undefined,
): readonly [Saying, ...Saying[]] {
  const saying = ({ text: source, extraction }: Sample) => ({ source, text: textIn(extraction) })
  return [saying(first), ...others.map(saying)]
}
