import { mergePairs } from './pairs.ts'
import type { Extent, Pairs } from './state.ts'

/** Devices told apart in one group of a rule; beyond it the ones that were heard of longest ago are not counted. */
export const DEVICES_MAX = 10_000

/** Commutative and associative; absent is the zero. */
export function addExtents(a: Extent, b: Extent): Extent {
  const answers = (a.answers ?? 0) + (b.answers ?? 0)
  const devices = latest(a.devices, b.devices)
  const seen = latest(a.seen, b.seen)
  return { ...(answers > 0 && { answers }), ...(devices && { devices }), ...(seen && { seen }) }
}

/** The latest time of each name, at most `DEVICES_MAX`: those with the latest. */
export function latest(a: Pairs | undefined, b: Pairs | undefined): Pairs | undefined {
  if (!a || !b) return a ?? b
  const all = mergePairs(a, b, Math.max)
  if (all.length <= DEVICES_MAX) return all
  const kept = all.toSorted(([, one], [, other]) => other - one).slice(0, DEVICES_MAX)
  return kept.toSorted(([one], [other]) => (one < other ? -1 : 1))
}
