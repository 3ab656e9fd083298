/** Every counter that the state keeps, with its labels in the order in which they stand in a series key. */
export const COUNTERS = {
  tuya_responses_total: ['source', 'project'],
  tuya_errors_total: ['source', 'project', 'code', 'category'],
  tuyawatch_log_read_bytes_total: ['source'],
  tuyawatch_log_lines_total: ['source'],
  tuyawatch_log_lost_bytes_total: ['source', 'reason'],
  tuyawatch_candidates_rejected_total: ['reason'],
  tuyawatch_duplicates_total: ['source', 'reason'],
  tuyawatch_events_late_total: ['source'],
  tuyawatch_identities_forgotten_total: [],
  tuyawatch_notifications_total: ['receiver'],
  tuyawatch_notifications_failed_total: ['receiver', 'reason'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type CounterName = keyof typeof COUNTERS

/** A value for each label of that counter. */
export type LabelsOf<Name extends CounterName> = Readonly<
  Record<(typeof COUNTERS)[Name][number], string>
>

/** Why an answer was not counted again: the label `reason` of `tuyawatch_duplicates_total`. */
export const DUPLICATE_REASONS = ['identity', 'echo'] as const
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number]
