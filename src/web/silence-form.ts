import { HOUR, type Millis } from '../types/time.ts'

/** How long an alert can be silenced by a button. */
export const SILENCE_LENGTHS: readonly {
  readonly value: string
  readonly words: string
  readonly length: Millis
}[] = [
  { value: '1h', words: '1 hour', length: HOUR },
  { value: '4h', words: '4 hours', length: 4 * HOUR },
  { value: '24h', words: '24 hours', length: 24 * HOUR },
]

/** What the form of the page says, as the API takes it; its other fields are the labels that the silence must match. */
export function silenceFrom(fields: URLSearchParams, now: Date): unknown {
  const chosen = SILENCE_LENGTHS.find(({ value }) => value === fields.get('for'))
  const labels = [...new Set(fields.keys())].filter((name) => name !== 'for')
  return {
    match: Object.fromEntries(labels.map((name) => [name, fields.getAll(name)])),
    until: new Date(now.getTime() + (chosen?.length ?? 0)).toISOString(),
    reason: 'by the status page',
  }
}
