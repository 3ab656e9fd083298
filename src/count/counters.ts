import type { ErrorEvent, Event } from '../types/event.ts'
import type { State } from '../types/state.ts'
import { OTHER } from '../types/tally.ts'
import { memo } from './memo.ts'
import { addToSeries, seriesKey } from './series.ts'

/** Unknown codes that get a series of their own, the others share one; what a log can print must not decide how many series there are. */
export const UNKNOWN_CODES_MAX = 100

/** Counts one answer: a response, and an error if it is one. */
export function countAnswer(state: State, event: Event, late: boolean): void {
  const { source, project } = event
  addToSeries(state.counters, responses(source, project), 1)
  if (late) addToSeries(state.counters, lateEvents(source), 1)
  if (event.success) return
  const code = event.known ? event.code : admit(state, event)
  addToSeries(state.counters, errors(source, project, code, event.category), 1)
}

/** The label of an unknown code, remembered with the time at which it was first seen. */
function admit({ unknownCodes }: State, { code, at }: ErrorEvent): string {
  const first = unknownCodes.get(code)
  if (first === undefined && unknownCodes.size >= UNKNOWN_CODES_MAX) return OTHER
  if (first === undefined || at < first) unknownCodes.set(code, at)
  return code
}

const responses = memo((source: string, project: string) =>
  seriesKey('tuya_responses_total', { source, project }),
)

const lateEvents = memo((source: string) => seriesKey('tuyawatch_events_late_total', { source }))

const errors = memo((source: string, project: string, code: string, category: string) =>
  seriesKey('tuya_errors_total', { source, project, code, category }),
)
