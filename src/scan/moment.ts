import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../types/time.ts'

const UNITS: Readonly<Record<string, Millis>> = {
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: 7 * DAY,
}

/** A point in time as people type it: `90m` or `2d` (ago), or `2026-03-01` with or without a time and a zone (else the local one). */
export function parseMoment(text: string, now: Millis): Millis | undefined {
  const [, amount, unit] = /^(\d+)([smhdw])$/.exec(text) ?? []
  if (amount && unit) return now - Number(amount) * (UNITS[unit] ?? 0)
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text
  const at = /^\d{4}-\d\d-\d\d[T ]\d/.test(time) ? Date.parse(time) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}
