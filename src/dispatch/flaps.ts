import type { Flap, State } from '../types/state.ts'
import { HOUR, type Millis } from '../types/time.ts'

/**
 * How far back beginnings count. The default rules go on for ten minutes after their condition held last, so that a round
 * is hardly shorter than that; one of half an hour is seen too.
 */
const FLAP_WINDOW: Millis = 2 * HOUR

/** Beginnings within the window from which on it flaps: people have had two pairs of mails by then, and learn nothing by a third. */
const FLAPS_FROM = 3

/** Beginnings below which it is calm again: fewer, so that flapping does not itself come and go. */
const CALM_BELOW = 2

/** Takes note that an alert began; forgets those that have not for long. */
export function noteStart({ flaps }: State, key: string, at: Millis): void {
  for (const [other, flap] of [...flaps.entries()]) if (isPast(flap, at)) flaps.delete(other)
  const before = flaps.get(key)
  const starts = [...(before?.starts ?? []), at].filter((start) => start > at - FLAP_WINDOW)
  const least = before?.flapping ? CALM_BELOW : FLAPS_FROM
  flaps.set(key, { ...before, starts, flapping: starts.length >= least })
}

/** How an alert flaps now; `undefined` where it does not. */
export function flapOf({ flaps }: State, key: string, now: Millis): Flap | undefined {
  const flap = flaps.get(key)
  return flap?.flapping && !isPast(flap, now) ? flap : undefined
}

/** Takes note that people were told of it. */
export function noteFlapTold(state: State, key: string, now: Millis): void {
  const flap = flapOf(state, key, now)
  if (flap) state.flaps.set(key, { ...flap, toldAt: now })
}

/** Beginnings ahead are from before the clock was set back: what they say is over. */
function isPast({ starts }: Flap, now: Millis): boolean {
  const last = starts.at(-1) ?? 0
  return last <= now - FLAP_WINDOW || last > now
}
