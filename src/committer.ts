import type { Committed, Store } from './store/sqlite.ts'
import type { Millis } from './types/time.ts'

/** Commits no closer than this, unless somebody waits for one: each costs an fsync. */
export const COMMIT_EVERY: Millis = 20

/** After this long without a durable commit, what is only in memory is shown and sent all the same. */
export const STORE_PATIENCE: Millis = 30_000

export interface Settled {
  /** What the state says now cannot be taken back by a crash, or the store has failed for `STORE_PATIENCE`. */
  readonly settled: boolean
  /** The store took the last commit. */
  readonly writable: boolean
}

export interface Committer {
  /** @param urgent a transition happened, or somebody waits for what is durable. */
  settle(now: Millis, urgent: boolean): Settled
}

/** Decides when to commit and for how long a failing store is waited for. */
export function createCommitter(store: Store, heard: (result: Committed) => void): Committer {
  let lastCommit = Number.NEGATIVE_INFINITY
  let failingSince: Millis | undefined
  return {
    settle(now, urgent) {
      // A wall clock that was set back must not stop the commits until it is where it was.
      if (now < lastCommit) lastCommit = Number.NEGATIVE_INFINITY
      if (failingSince !== undefined && now < failingSince) failingSince = now
      if (store.dirty && (urgent || now - lastCommit >= COMMIT_EVERY)) {
        const result = store.commit()
        heard(result)
        lastCommit = now
        failingSince = result.durable ? undefined : (failingSince ?? now)
      }
      const patienceIsOver = failingSince !== undefined && now - failingSince >= STORE_PATIENCE
      return { settled: !store.dirty || patienceIsOver, writable: failingSince === undefined }
    },
  }
}
