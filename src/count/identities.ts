import type { Identity } from '../types/event.ts'
import type { State, Table } from '../types/state.ts'
import { MINUTE, type Millis } from '../types/time.ts'
import { forgetFirst } from './bounded.ts'
import { namesOf } from './sameness.ts'
import { addToSeries, seriesKey } from './series.ts'

/** Event time for which an answer is remembered: clients print one answer twice within seconds, retries within minutes. */
export const IDENTITY_AGE: Millis = 10 * MINUTE

/** Answers remembered, by identity; beyond it the oldest are forgotten, and counted. About 20 MB. */
export const IDENTITIES_MAX = 200_000

/** How many new identities there are between two looks at the old ones, and how many the limit forgets at once. */
const SWEEP_EVERY = 1_024

/** Remembers an answer under its names. True if it was known under one of them. */
export function recognise(state: State, identities: readonly Identity[], at: Millis): boolean {
  const { known, remembered } = namesOf(identities)
  const duplicate = known.some((name) => {
    const seen = state.identities.get(name)
    return seen !== undefined && Math.abs(at - seen) <= IDENTITY_AGE
  })
  for (const name of remembered) {
    const seen = state.identities.get(name)
    if (seen === undefined) insert(state, name, at)
    else if (at > seen) state.identities.set(name, at)
  }
  return duplicate
}

function insert(state: State, hash: bigint, at: Millis): void {
  const { identities, clock, counters } = state
  identities.set(hash, at)
  if (identities.size % SWEEP_EVERY === 0)
    forgetOld(identities, (clock.get('clock')?.grid ?? 0) - IDENTITY_AGE)
  if (identities.size <= IDENTITIES_MAX) return
  forgetFirst(identities, SWEEP_EVERY)
  addToSeries(counters, forgotten, SWEEP_EVERY)
}

/**
 * A table lists its keys in the order in which they came, so the old ones stand in front. One walk forgets many: a walk
 * passes the gaps that earlier ones left. After a restart the order is another one, and old identities stay until those
 * in front of them are old too: at most `IDENTITY_AGE` longer.
 */
function forgetOld(identities: Table<bigint, Millis>, before: Millis): void {
  for (const [hash, at] of identities.entries()) {
    if (at >= before) return
    identities.delete(hash)
  }
}

const forgotten = seriesKey('tuyawatch_identities_forgotten_total', {})
