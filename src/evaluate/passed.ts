import { lossOf } from '../types/loss.ts'
import type { Rule } from '../types/rule.ts'
import type { State } from '../types/state.ts'
import type { Millis } from '../types/time.ts'

/** Forgets of each scope the successes before its last one up to `grid`: that one says as much. */
export function forgetPassed(successes: State['successes'], grid: Millis): void {
  for (const [scope, timeline] of successes.entries()) {
    const second = timeline[0]?.[1] ?? timeline[1]?.[0]
    if (second === undefined || second > grid) continue
    const times = timeline.flat()
    successes.set(scope, [times.slice(times.findLastIndex((at) => at <= grid))])
  }
}

/** Forgets the losses that have left the window of their rule. */
export function forgetLosses(
  { losses }: State,
  rules: ReadonlyMap<string, Rule>,
  grid: Millis,
): void {
  for (const [key, timeline] of [...losses.entries()]) {
    const from = grid - (rules.get(lossOf(key).rule)?.windowMs ?? 0)
    const kept = timeline.flat().filter(({ at }) => at > from)
    if (kept.length === 0) losses.delete(key)
    else if (kept.length < timeline.flat().length) losses.set(key, [kept])
  }
}
