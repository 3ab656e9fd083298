import type { Millis } from './types/time.ts'

/** Wakes the tick loop early, and gathers why. */
export interface Waker {
  /** A path that a watcher named, or nothing in particular. */
  wake(hint?: string): void
  /** Resolves at the next wake, or after `atMost`; at once if something woke it since the last sleep. */
  sleep(atMost: Millis): Promise<void>
  /** The hints since the last call. */
  takeHints(): readonly string[]
}

export function createWaker(): Waker {
  const hints = new Set<string>()
  let woken = false
  let rouse = () => {}
  return {
    wake(hint) {
      if (hint !== undefined) hints.add(hint)
      woken = true
      rouse()
    },
    async sleep(atMost) {
      const { promise, resolve } = Promise.withResolvers<void>()
      rouse = resolve
      // Even a loop that is always awake lets timers, sockets and signals have their turn.
      const timer = setTimeout(resolve, woken ? 0 : atMost)
      await promise
      clearTimeout(timer)
      woken = false
    },
    takeHints() {
      const taken = [...hints]
      hints.clear()
      return taken
    },
  }
}
