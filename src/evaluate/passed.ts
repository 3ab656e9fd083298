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
