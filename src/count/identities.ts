import type { Identity } from '../types/event.ts'
import { BLOCK_NAMES } from '../types/names.ts'
import type { State } from '../types/state.ts'
import { MINUTE, type Millis } from '../types/time.ts'
import { namesOf } from './sameness.ts'
import { addToSeries, seriesKey } from './series.ts'

/** Event time for which an answer is remembered: clients print one answer twice within seconds, retries within minutes. */
export const IDENTITY_AGE: Millis = 10 * MINUTE

/** Names of answers that are remembered; beyond it the oldest are forgotten, and counted. About 5 MB. */
export const IDENTITIES_MAX = 200_000

/** Remembers an answer under its names. True if it was known under one of them. */
export function recognise(state: State, identities: readonly Identity[], at: Millis): boolean {
  const { known, remembered } = namesOf(identities)
  const duplicate = known.some((name) => {
    const seen = state.identities.get(name)
    return seen !== undefined && Math.abs(at - seen) <= IDENTITY_AGE
  })
  for (const name of remembered) if (state.identities.note(name, at)) forgetSome(state)
  return duplicate
}

/** Looks at the old ones whenever a block is full. */
function forgetSome({ identities, clock, counters }: State): void {
  if (identities.size % BLOCK_NAMES === 0)
    identities.forgetBefore((clock.get('clock')?.grid ?? 0) - IDENTITY_AGE)
  if (identities.size > IDENTITIES_MAX) addToSeries(counters, forgotten, identities.forgetFirst())
}

const forgotten = seriesKey('tuyawatch_identities_forgotten_total', {})
