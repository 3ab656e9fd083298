import { SEVERITIES } from '../types/catalog.ts'
import type { ErrorEvent } from '../types/event.ts'
import type { Millis } from '../types/time.ts'
import type { Found } from './found.ts'
import { createTimeline, type Timeline } from './timeline.ts'

/** From the first to the last time seen. */
export interface Span {
  from: Millis
  to: Millis
}

/** All errors with one code and one meaning. */
export interface CodeTally {
  /** The first of them; its message and path tell meanings of one code apart. */
  readonly sample: ErrorEvent
  readonly timeline: Timeline
  count: number
  span?: Span
}

/** What a scan found so far. */
export interface Tally {
  successes: number
  errors: number
  duplicates: number
  span?: Span
  readonly codes: CodeTally[]
  /** The same by code: one for each of its meanings. */
  readonly byCode: Map<string, CodeTally[]>
  /** Errors by file. */
  readonly files: Map<string, number>
}

export function createTally(): Tally {
  return { successes: 0, errors: 0, duplicates: 0, codes: [], byCode: new Map(), files: new Map() }
}

/** Codes with a line of their own; a log full of nonsense must not fill the memory. Further ones count as errors only. */
const CODES_MAX = 1_000

/** Counts an answer once: a duplicate is counted as such and as nothing else. */
export function addTo(tally: Tally, { event, file, duplicate, at }: Found): void {
  if (duplicate) {
    tally.duplicates++
    return
  }
  if (at !== undefined) tally.span = widened(tally.span, at)
  if (event.success) {
    tally.successes++
    return
  }
  tally.errors++
  tally.files.set(file, (tally.files.get(file) ?? 0) + 1)
  addError(tally, event, at)
}

/** By severity, then by count. */
export function worstFirst({ codes }: Tally): readonly CodeTally[] {
  const rank = ({ sample }: CodeTally) => SEVERITIES.indexOf(sample.severity)
  return codes.toSorted((a, b) => rank(b) - rank(a) || b.count - a.count)
}

export function byCount({ codes }: Tally): readonly CodeTally[] {
  return codes.toSorted((a, b) => b.count - a.count)
}

function addError(tally: Tally, event: ErrorEvent, at: Millis | undefined): void {
  const code = codeTallyOf(tally, event)
  if (code === undefined) return
  code.count++
  if (at === undefined) return
  code.span = widened(code.span, at)
  code.timeline.add(at)
}

function codeTallyOf({ codes, byCode }: Tally, event: ErrorEvent): CodeTally | undefined {
  const { code, category, severity } = event
  const meanings = byCode.get(code)
  const known = meanings?.find(
    ({ sample }) => sample.category === category && sample.severity === severity,
  )
  if (known || codes.length >= CODES_MAX) return known
  const made = { sample: event, timeline: createTimeline(), count: 0 }
  codes.push(made)
  byCode.set(code, [...(meanings ?? []), made])
  return made
}

function widened(span: Span | undefined, at: Millis): Span {
  if (span === undefined) return { from: at, to: at }
  if (at < span.from) span.from = at
  if (at > span.to) span.to = at
  return span
}
