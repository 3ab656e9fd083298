import { namesOf } from '../count/sameness.ts'
import type { Event } from '../types/event.ts'
import type { Millis } from '../types/time.ts'

/** One answer of the cloud, and what a scan knows about it besides. */
export interface Found {
  readonly event: Event
  readonly file: string
  /** Logged before, or the same answer in another shape. */
  readonly duplicate: boolean
  /** Absent where the log says no time. */
  readonly at?: Millis
}

/** Answers remembered to know them again; beyond it the oldest is forgotten, as in the daemon. */
const IDENTITIES_MAX = 200_000

/** Remembers the answers of all files, so that one logged before is known. */
export function createFinder(): (event: Event, file: string) => Found {
  const hashes = new Set<bigint>()
  return (event, file) => {
    const { known, remembered } = namesOf(event.identities)
    const before = known.some((name) => hashes.has(name))
    for (const name of remembered) hashes.add(name)
    forgetOldest(hashes)
    const time = event.atFrom === 'arrival' ? {} : { at: event.at }
    return { event, file, duplicate: before || event.echo, ...time }
  }
}

function forgetOldest(hashes: Set<bigint>): void {
  for (const hash of hashes) {
    if (hashes.size <= IDENTITIES_MAX) return
    hashes.delete(hash)
  }
}
