import { type Category, SEVERITIES, type Severity } from '../types/catalog.ts'
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
  readonly codes: Map<string, CodeTally>
  /** Errors by file. */
  readonly files: Map<string, number>
}

export function createTally(): Tally {
  return { successes: 0, errors: 0, duplicates: 0, codes: new Map(), files: new Map() }
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
  addError(tally.codes, event, at)
}

/** By severity, then by count. */
export function worstFirst({ codes }: Tally): readonly CodeTally[] {
  const rank = ({ sample }: CodeTally) => SEVERITIES.indexOf(sample.severity)
  return [...codes.values()].sort((a, b) => rank(b) - rank(a) || b.count - a.count)
}

export function byCount({ codes }: Tally): readonly CodeTally[] {
  return [...codes.values()].sort((a, b) => b.count - a.count)
}

function addError(codes: Map<string, CodeTally>, event: ErrorEvent, at: Millis | undefined): void {
  const key = keyOf(event)
  const seen = codes.get(key)
  if (seen === undefined && codes.size >= CODES_MAX) return
  const tally = seen ?? { sample: event, timeline: createTimeline(), count: 0 }
  codes.set(key, tally)
  tally.count++
  if (at === undefined) return
  tally.span = widened(tally.span, at)
  tally.timeline.add(at)
}

function keyOf({
  code,
  category,
  severity,
}: {
  readonly code: string
  readonly category: Category
  readonly severity: Severity
}): string {
  return `${code} ${category} ${severity}`
}

function widened(span: Span | undefined, at: Millis): Span {
  if (span === undefined) return { from: at, to: at }
  if (at < span.from) span.from = at
  if (at > span.to) span.to = at
  return span
}
