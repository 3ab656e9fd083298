import { account } from './count/account.ts'
import { addTo } from './count/series.ts'
import type { Reading } from './reading.ts'
import type { LogEntry } from './types/config.ts'
import type { Event } from './types/event.ts'
import type { Offset, Position } from './types/file.ts'
import type { Response } from './types/record.ts'
import type { Rule } from './types/rule.ts'
import type { State } from './types/state.ts'

/** What became of a reading. */
export interface Accounted {
  /** Starts of records behind the reading point that are accounted already: the position's new `done`. */
  readonly done: readonly Offset[]
  readonly events: readonly Event[]
}

/**
 * Takes a reading into the state: each record once, since those that the position has as `done` are left out;
 * bytes and lines only as far as the reading point moved.
 */
export function accountReading(
  state: State,
  reading: Reading,
  position: Pick<Position, 'done'>,
  log: LogEntry,
  rules: readonly Rule[],
  classify: (response: Response) => Event,
): Accounted {
  const before = new Set(position.done)
  const fresh = reading.records.filter(({ start }) => !before.has(start))
  const events = fresh.flatMap(({ extraction }) => extraction.responses.map(classify))
  for (const event of events) account(state, event, rules)
  for (const { extraction } of fresh) {
    for (const { reason } of extraction.rejections)
      addTo(state.counters, 'tuyawatch_candidates_rejected_total', { reason }, 1)
  }
  const source = log.name
  addTo(state.counters, 'tuyawatch_log_read_bytes_total', { source }, reading.bytes)
  addTo(state.counters, 'tuyawatch_log_lines_total', { source }, reading.lines)
  for (const { reason, bytes } of reading.lost)
    addTo(state.counters, 'tuyawatch_log_lost_bytes_total', { source, reason }, bytes)
  return { done: doneBehind(reading, before), events }
}

/** The old ones are read again until the reading point has passed them, so the reading names all there are. */
export function doneBehind(reading: Reading, before: ReadonlySet<Offset>): readonly Offset[] {
  const starts = [...before, ...reading.records.map(({ start }) => start)]
  return [...new Set(starts)].filter((start) => start >= reading.point.resume).sort((a, b) => a - b)
}
