import { textThat } from './text.ts'

/** A moment as ISO 8601 writes it; a date alone is its midnight in UTC. */
export const time = textThat(
  'a time, such as 2026-11-20T10:00Z',
  (value) => /^\d{4}-\d\d-\d\d(T\d\d:\d\d\S*)?$/.test(value) && !Number.isNaN(Date.parse(value)),
)

export const clockTime = textThat('a time of day, such as "22:00"', (value) =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
)
