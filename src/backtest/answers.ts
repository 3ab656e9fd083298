import type { Reading } from '../reading.ts'
import type { Event } from '../types/event.ts'
import type { Offset } from '../types/file.ts'
import type { Response } from '../types/record.ts'

/** What was read of one file, before anything of it is counted. */
export interface RecordsRead {
  readonly reading: Reading
  /** Starts of records that an earlier reading of the file gave already. */
  readonly done: readonly Offset[]
}

/** The answers of a chunk, of each record once: what they mean is found out once, however many replays count them. */
export function answersIn(
  { reading, done }: RecordsRead,
  classify: (response: Response) => Event,
): readonly Event[] {
  const before = new Set(done)
  const fresh = reading.records.filter(({ start }) => !before.has(start))
  return fresh.flatMap(({ extraction }) => extraction.responses.map(classify))
}

/** False for an answer of which only its arrival could tell the time, and that was long ago. */
export function isTimed({ atFrom }: Event): boolean {
  return atFrom !== 'arrival'
}
