import type { FileContext, LogRecord, Response } from '../types/record.ts'
import type { Millis } from '../types/time.ts'
import type { Candidate } from './candidate.ts'
import type { Accepted } from './judge.ts'
import { lineTime, namedTime } from './line-time.ts'
import { lineAt, lineNumberAt, type Page } from './page.ts'
import { type Place, placeIn, placeOrRequest, type Survey } from './places.ts'
import { sampleAt } from './sample.ts'

/** All that an answer is described by, besides itself. */
export interface Scene {
  readonly record: LogRecord
  readonly page: Page
  readonly survey: Survey
  readonly context: FileContext
  /** Those of the record's answers that repeat another one. */
  readonly echoes: ReadonlySet<Candidate>
  readonly timezone: string
}

export function responseOf({ candidate, evidence }: Accepted, scene: Scene): Response {
  const { record, page, survey, context, echoes } = scene
  const { number: line, offset } = lineAt(page, candidate.at)
  const { code, message, t, tid } = candidate
  const time = timeOf(candidate, scene)
  return {
    success: candidate.kind === 'success',
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    ...(t === undefined ? {} : { t }),
    ...(tid === undefined ? {} : { tid }),
    ...placeOrRequest(placeIn(survey, candidate.at), context.request, line),
    ...placeNamed(candidate),
    ...(time === undefined ? {} : { lineTime: time }),
    shape: candidate.shape,
    evidence,
    start: record.start,
    line,
    offset,
    echo: echoes.has(candidate),
    text: sampleAt(page, candidate.at),
  }
}

function placeNamed({ user }: Candidate): Place {
  const { path, device } = user ?? {}
  return { ...(path !== undefined && { path }), ...(device !== undefined && { device }) }
}

/** On the answer's line, else on the nearest line above it in the record that has a time, else the runtime's. */
function timeOf({ at, t, user }: Candidate, { record, page, timezone }: Scene): Millis | undefined {
  const near = t ?? record.wrapTime
  const setting = near === undefined ? { timezone } : { timezone, near }
  if (user?.time !== undefined) return namedTime(user.time, setting)
  const last = lineNumberAt(page, at)
  for (let number = last; number >= Math.max(0, last - TIME_LINES_MAX); number--) {
    const time = lineTime(page.lines[number]?.text ?? '', setting)
    if (time !== undefined) return time
  }
  return lineTime(page.lines[0]?.text ?? '', setting) ?? record.wrapTime
}

/** Lines above the answer in which its log line's head is looked for, before the record's first line is. */
const TIME_LINES_MAX = 20
