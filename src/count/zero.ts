import type { Catalog } from '../types/catalog.ts'
import type { LogEntry } from '../types/config.ts'
import { LOSS_REASONS } from '../types/file.ts'
import { REJECT_REASONS } from '../types/record.ts'
import { DUPLICATE_REASONS } from '../types/series.ts'
import { seriesKey } from './series.ts'

/**
 * Keys of the series that exist from the start, at 0: `increase()` of Prometheus does not see the first error of a series
 * that begins with 1 (prometheus/prometheus#1673).
 */
export function zeroSeries(logs: readonly LogEntry[], catalog: Catalog): readonly string[] {
  const keys = logs.flatMap(({ name: source, project }) => [
    seriesKey('tuya_responses_total', { source, project }),
    ...catalog.entries.map(({ code, category }) =>
      seriesKey('tuya_errors_total', { source, project, code, category }),
    ),
    seriesKey('tuyawatch_log_read_bytes_total', { source }),
    seriesKey('tuyawatch_log_lines_total', { source }),
    ...LOSS_REASONS.map((reason) =>
      seriesKey('tuyawatch_log_lost_bytes_total', { source, reason }),
    ),
    ...DUPLICATE_REASONS.map((reason) =>
      seriesKey('tuyawatch_duplicates_total', { source, reason }),
    ),
    seriesKey('tuyawatch_events_late_total', { source }),
  ])
  return [
    ...new Set(keys),
    ...REJECT_REASONS.map((reason) => seriesKey('tuyawatch_candidates_rejected_total', { reason })),
    seriesKey('tuyawatch_identities_forgotten_total', {}),
  ]
}
