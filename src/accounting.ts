import { account } from './count/account.ts'
import { recentErrors } from './count/recent.ts'
import { addTo } from './count/series.ts'
import type { Reading, RecordRead } from './reading.ts'
import type { LogEntry } from './types/config.ts'
import type { Event } from './types/event.ts'
import type { Offset, Position } from './types/file.ts'
import type { Response } from './types/record.ts'
import type { Rule } from './types/rule.ts'
import type { State } from './types/state.ts'

/** Takes one reading into the state. */
export interface Accountant {
  /** Takes a record as soon as it ends, so that nothing of it need be kept; one that the position has as `done` is left out. */
  take(record: RecordRead): void
  /**
   * Bytes and lines as far as the reading point moved. Answers the starts of records behind it that are accounted already:
   * the position's new `done`.
   */
  finish(reading: Omit<Reading, 'records'>): readonly Offset[]
}

export function createAccountant(
  state: State,
  { done }: Pick<Position, 'done'>,
  log: LogEntry,
  rules: readonly Rule[],
  classify: (response: Response) => Event,
): Accountant {
  const before = new Set(done)
  const starts: Offset[] = [...done]
  const recent = recentErrors(state)
  return {
    take({ start, extraction }) {
      if (before.has(start)) return
      starts.push(start)
      for (const response of extraction.responses) {
        const event = classify(response)
        if (account(state, event, rules).outcome === 'counted') recent.note(event)
      }
      for (const { reason } of extraction.rejections)
        addTo(state.counters, 'tuyawatch_candidates_rejected_total', { reason }, 1)
    },
    finish(reading) {
      const source = log.name
      addTo(state.counters, 'tuyawatch_log_read_bytes_total', { source }, reading.bytes)
      addTo(state.counters, 'tuyawatch_log_lines_total', { source }, reading.lines)
      for (const { reason, bytes } of reading.lost)
        addTo(state.counters, 'tuyawatch_log_lost_bytes_total', { source, reason }, bytes)
      recent.settle()
      return doneBehind(reading, starts)
    },
  }
}

/** Of these records, the ones behind the reading point: they are read again until it has passed them. */
export function doneBehind(
  { point }: Pick<Reading, 'point'>,
  starts: readonly Offset[],
): readonly Offset[] {
  return [...new Set(starts.filter((start) => start >= point.resume))].sort((a, b) => a - b)
}
