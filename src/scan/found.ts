import { IDENTITIES_MAX } from '../count/identities.ts'
import { namesOf } from '../count/sameness.ts'
import type { Event } from '../types/event.ts'
import { NameTable } from '../types/names.ts'
import type { Millis } from '../types/time.ts'

/** One answer of the cloud, and what a scan knows about it besides. */
export interface Found {
  readonly event: Event
  readonly file: string
  /** Logged before, or the same answer in another shape. */
  readonly duplicate: boolean
  /** Absent where the log says no time. */
  readonly at?: Millis | undefined
}

/** Remembers the answers of all files, so that one logged before is known. */
export function createFinder(): (event: Event, file: string) => Found {
  const names = new NameTable()
  return (event, file) => {
    const { known, remembered } = namesOf(event.identities)
    const before = known.some((name) => names.get(name) !== undefined)
    for (const name of remembered) names.note(name, event.at)
    if (names.size > IDENTITIES_MAX) names.forgetFirst()
    const at = event.atFrom === 'arrival' ? undefined : event.at
    return { event, file, duplicate: before || event.echo, at }
  }
}
