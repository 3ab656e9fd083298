import type { Silence } from '../types/noise.ts'
import type { Millis } from '../types/time.ts'
import { type Complaint, complaints } from '../yaml/complaints.ts'
import { silenceSchema } from './schema-noise.ts'

export type ReadSilence =
  | { readonly ok: true; readonly value: Omit<Silence, 'id'> }
  | { readonly ok: false; readonly problems: readonly [string, ...string[]] }

/** A silence as the API takes it: in the form of the configuration's, with an end that is still to come. */
export function readSilence(form: unknown, now: Millis): ReadSilence {
  const read = silenceSchema.safeParse(form)
  if (!read.success) {
    const [first, ...more] = complaints(read.error.issues).map(wordsOf)
    return { ok: false, problems: [first ?? 'expected a silence', ...more] }
  }
  const { match, reason } = read.data
  const from = read.data.from === undefined ? now : Date.parse(read.data.from)
  const until = Date.parse(read.data.until)
  if (Object.keys(match).length === 0)
    return {
      ok: false,
      problems: ['match: expected at least one key: this would silence everything'],
    }
  if (until <= Math.max(from, now))
    return { ok: false, problems: ['until: expected a time after the start and after now'] }
  return { ok: true, value: { match, from, until, ...(reason !== undefined && { reason }) } }
}

function wordsOf({ path, message }: Complaint): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`
}
