import type { Policy, Silence } from '../types/noise.ts'
import type { State } from '../types/state.ts'
import type { Millis } from '../types/time.ts'
import type { About } from './about.ts'
import { matchesAlert } from './match-alert.ts'

/** The silences that hold now, those of the configuration and those made by API. */
export function activeSilences(state: State, { noise }: Policy, now: Millis): readonly Silence[] {
  return [...noise.silences, ...state.silences.values()].filter(
    ({ from, until }) => from <= now && now < until,
  )
}

/** The one that holds longest of those that mean the alert. */
export function silenceFor(about: About, silences: readonly Silence[]): Silence | undefined {
  return silences
    .filter(({ match }) => matchesAlert(match, about))
    .reduce<Silence | undefined>((a, b) => (a && a.until >= b.until ? a : b), undefined)
}

/** What is over is no state any more. */
export function forgetExpired({ silences }: State, now: Millis): void {
  for (const { id, until } of [...silences.values()]) if (until <= now) silences.delete(id)
}
