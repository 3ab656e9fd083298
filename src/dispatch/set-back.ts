import type { Announced } from '../types/notification.ts'
import type { State } from '../types/state.ts'
import type { Millis } from '../types/time.ts'

/** What was noted before the clock was set back lies ahead, and nobody knows how long ago it was: it counts from now. */
export function comeBack({ announced }: State, now: Millis): void {
  for (const one of [...announced.values()])
    if (isAhead(one, now)) announced.set(one.incident, notedBy(one, now))
}

function isAhead({ toldAt = 0, held }: Announced, now: Millis): boolean {
  return toldAt > now || (held?.since ?? 0) > now
}

function notedBy({ toldAt, held, ...announced }: Announced, now: Millis): Announced {
  return {
    ...announced,
    ...(toldAt !== undefined && { toldAt: Math.min(toldAt, now) }),
    ...(held && { held: { ...held, ...sinceBy(held, now) } }),
  }
}

function sinceBy({ since }: NonNullable<Announced['held']>, now: Millis) {
  return since !== undefined && { since: Math.min(since, now) }
}
