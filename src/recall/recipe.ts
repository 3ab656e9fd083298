import { isDeepStrictEqual } from 'node:util'
import type { Extraction, RejectReason, Response } from '../types/record.ts'
import { type Part, partOf, type Saying } from './part.ts'
import type { RecallPorts, Traces } from './ports.ts'

/** A line and what is read out of it where it stands at `ALONE`. */
export interface Sample {
  readonly line: string
  readonly extraction: Extraction
}

/** Where a line stands that is read to learn its form: neither at the start of a file nor on its first line. */
export const ALONE = { offset: 1_000, line: 10 } as const

/** What all lines of one form say, and where in each of them stands what it says anew. */
export interface Recipe {
  readonly answers: readonly AnswerRecipe[]
  readonly rejections: readonly RejectReason[]
  readonly tuya: boolean
  readonly request: PlaceRecipe | undefined
  readonly codes: Traces['codes']
}

export interface AnswerRecipe {
  readonly said: Said
  readonly place: PlaceRecipe
  readonly t: Part
  readonly tid: Part
  /** The time of the answer's line is the one that is found in the line as it stands in the file. */
  readonly timeInLine: boolean
}

export interface PlaceRecipe {
  readonly path: Part
  readonly method: string | undefined
  readonly device: Part
}

/** What an answer says that is the same in all lines of its form. */
type Said = Pick<
  Response,
  'success' | 'code' | 'message' | 'method' | 'shape' | 'evidence' | 'echo'
>

type Samples = readonly [Sample, ...Sample[]]

/** By which the samples, lines of one form, are all read; `undefined` if they differ in more than recalling can tell. */
export function recipeOf(samples: Samples, lineTime: RecallPorts['lineTime']): Recipe | undefined {
  const [common, ...others] = samples.map(commonOf)
  if (common === undefined || !others.every((other) => isDeepStrictEqual(other, common))) return
  const request = placeRecipe(samples, ({ context }) => context.request)
  const answers = common.said.map((said, which) => answerRecipe(said, which, samples, lineTime))
  if (request === 'unknown' || !answers.every((answer) => answer !== 'unknown')) return
  const { rejections, tuya, codes } = common
  return { answers, rejections, tuya, request: common.requests ? request : undefined, codes }
}

function commonOf({ extraction: { responses, rejections, context } }: Sample) {
  return {
    said: responses.map(saidBy),
    rejections: rejections.map(({ reason }) => reason),
    tuya: context.tuyaLine === ALONE.line,
    requests: context.request !== undefined,
    method: context.request?.method,
    codes: context.recent.map(({ code, shape }) => ({ code, shape })),
  }
}

/** All fields in one order, so that all recalled answers have one form. */
function saidBy({ success, code, message, method, shape, evidence, echo }: Response): Said {
  return { success, code, message, method, shape, evidence, echo }
}

function answerRecipe(
  said: Said,
  which: number,
  samples: Samples,
  lineTime: RecallPorts['lineTime'],
): AnswerRecipe | 'unknown' {
  const place = placeRecipe(samples, ({ responses }) => responses[which])
  const t = partOf(sayings(samples, ({ responses }) => responses[which]?.t?.toString()))
  const tid = partOf(sayings(samples, ({ responses }) => responses[which]?.tid))
  if (place === 'unknown' || t === 'unknown' || tid === 'unknown') return 'unknown'
  const timeInLine = samples.every(({ line, extraction: { responses } }) => {
    const response = responses[which]
    return response?.lineTime === lineTime(line, response?.t)
  })
  return { said, place, t, tid, timeInLine }
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
  const saying = ({ line, extraction }: Sample) => ({ line, text: textIn(extraction) })
  return [saying(first), ...others.map(saying)]
}
