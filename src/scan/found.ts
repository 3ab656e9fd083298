import { namesOf } from '../count/sameness.ts'
import type { Event } from '../types/event.ts'
import type { Millis } from '../types/time.ts'
import { createNameMemory } from './name-memory.ts'

/** One answer of the cloud, and what a scan knows about it besides. */
export interface Found {
  readonly event: Event
  readonly file: string
  /** Logged before, or the same answer in another shape. */
  readonly duplicate: boolean
  /** Absent where the log says no time. */
  readonly at?: Millis | undefined
}

/** Answers remembered to know them again; beyond it the oldest is forgotten, as in the daemon. */
const IDENTITIES_MAX = 200_000

/** Remembers the answers of all files, so that one logged before is known. */
export function createFinder(): (event: Event, file: string) => Found {
  const names = createNameMemory(IDENTITIES_MAX)
  return (event, file) => {
    const { known, remembered } = namesOf(event.identities)
    const before = known.some((name) => names.has(name))
    for (const name of remembered) names.add(name)
    const at = event.atFrom === 'arrival' ? undefined : event.at
    return { event, file, duplicate: before || event.echo, at }
  }
}
