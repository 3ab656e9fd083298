import type { Millis } from '../types/time.ts'

/** A busy writer makes thousands of events a second; each look at its file finds all that it wrote by then. */
const HINT_EVERY: Millis = 10

/** Passes on the first hint at once, and those that follow at most every `HINT_EVERY`, each path once. */
export function paced(onHint: (path: string) => void): {
  readonly hint: (path: string) => void
  readonly stop: () => void
} {
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  function release(): void {
    timer = waiting.size > 0 ? setTimeout(release, HINT_EVERY) : undefined
    for (const path of waiting) onHint(path)
    waiting.clear()
  }
  return {
    hint(path) {
      waiting.add(path)
      if (timer === undefined) release()
    },
    stop: () => clearTimeout(timer),
  }
}
