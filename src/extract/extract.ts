import type { Catalog } from '../types/catalog.ts'
import type { UserPattern } from '../types/config.ts'
import type { Extraction, FileContext, LogRecord, Rejection } from '../types/record.ts'
import { type Candidate, findCandidates } from './candidate.ts'
import { contextAfter, isTuyaNear, saysTuya } from './context.ts'
import { echoesIn, type Occurrence } from './echo.ts'
import { type Accepted, judge, type Refused } from './judge.ts'
import { knowledgeOf } from './knowledge.ts'
import { merged } from './merge.ts'
import { lineAt, type Page, pageOf } from './page.ts'
import { surveyOf } from './places.ts'
import { responseOf } from './response.ts'
import { sampleAt } from './sample.ts'
import { coverOf } from './search.ts'

export interface ExtractOptions {
  /** IANA zone of timestamps that name none. */
  readonly timezone: string
  /** Evidence only: is the code known, is this message known for it. */
  readonly catalog: Catalog
  /** The user's own forms. */
  readonly patterns?: readonly UserPattern[]
}

/** Refused candidates told of one record; a body of a hundred data points says the same a hundred times. */
export const REJECTIONS_MAX = 20

/**
 * Every answer of Tuya's cloud in a record, in the order of their places, and every candidate that is none, with the
 * reason. A pure function of its arguments; never throws; time linear in the record's length.
 */
export function extract(
  record: LogRecord,
  context: FileContext,
  { timezone, catalog, patterns = [] }: ExtractOptions,
): Extraction {
  const page = pageOf(record.lines)
  const knowledge = knowledgeOf(catalog)
  const around = {
    knowledge,
    tuyaWord: saysTuya(page),
    tuyaNear: isTuyaNear(context, record.lines[0].number),
  }
  const verdicts = findCandidates(page, knowledge, patterns).map((one) => judge(one, page, around))
  const accepted = merged(
    verdicts.filter((verdict) => verdict.accepted),
    page,
  )
  const found = accepted.map(({ candidate }) => occurrenceOf(candidate, page))
  const survey = surveyOf(page)
  const echoes = echoesIn(found, context.recent)
  const scene = { record, page, survey, context, echoes, timezone }
  return {
    responses: accepted.map((one) => responseOf(one, scene)),
    rejections: rejectionsOf(
      verdicts.filter((verdict) => !verdict.accepted),
      accepted,
      page,
    ),
    context: contextAfter(context, record, survey, found),
  }
}

function occurrenceOf(candidate: Candidate, page: Page): Occurrence {
  return { candidate, line: lineAt(page, candidate.at).number }
}

/** Data points within an answer are part of its result and no candidates of their own. */
function rejectionsOf(
  refused: readonly Refused[],
  accepted: readonly Accepted[],
  page: Page,
): readonly Rejection[] {
  if (refused.length === 0) return []
  const isWithin = coverOf(accepted.map(({ candidate }) => candidate).filter(({ group }) => group))
  return refused
    .filter(({ candidate }) => !isWithin(candidate.at))
    .slice(0, REJECTIONS_MAX)
    .map(({ candidate, reason }) => ({
      reason,
      line: lineAt(page, candidate.at).number,
      text: sampleAt(page, candidate.at),
    }))
}
