import assert from 'node:assert/strict'
import type { Reading, RecordRead } from '../reading.ts'
import type { LogEntry } from '../types/config.ts'
import type { Event } from '../types/event.ts'
import type { Offset } from '../types/file.ts'
import type { Response } from '../types/record.ts'

/** Records of one file, each once, and what their answers mean. */
export interface Answers {
  readonly reading: Reading
  readonly log: LogEntry
  readonly classify: (response: Response) => Event
}

/** What was read of one file, before anything of it is counted. */
export interface LogsRead {
  readonly log: LogEntry
  readonly reading: Reading
  /** Starts of records that an earlier reading of the file gave already. */
  readonly done: readonly Offset[]
}

/** What the answers of a chunk mean: found out once, however many replays count them. Those not wanted stand in `events` only. */
export function answersIn(
  { reading, log, done }: LogsRead,
  classify: (response: Response) => Event,
  wanted: (event: Event) => boolean = () => true,
): Answers & { readonly events: readonly Event[] } {
  const before = new Set(done)
  const fresh = reading.records.filter(({ start }) => !before.has(start))
  const responses = fresh.flatMap(({ extraction }) => extraction.responses)
  const meanings = new Map(responses.map((response) => [response, classify(response)]))
  const eventOf = (response: Response): Event => {
    const event = meanings.get(response)
    assert(event, 'every answer of the chunk was classified')
    return event
  }
  const records = fresh.map((record) => keeping(record, (response) => wanted(eventOf(response))))
  return {
    ...{ reading: { ...reading, records }, log, classify: eventOf },
    events: [...meanings.values()],
  }
}

/** False for an answer of which only its arrival could tell the time, and that was long ago. */
export function isTimed({ atFrom }: Event): boolean {
  return atFrom !== 'arrival'
}

function keeping(record: RecordRead, wanted: (response: Response) => boolean): RecordRead {
  const { extraction } = record
  return {
    ...record,
    extraction: { ...extraction, responses: extraction.responses.filter(wanted) },
  }
}
