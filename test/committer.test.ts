import { expect, test } from 'vitest'
import { COMMIT_EVERY, createCommitter, STORE_PATIENCE } from '../src/committer.ts'
import type { Committed, Store } from '../src/store/sqlite.ts'
import { createState } from '../src/store/state.ts'

test('commits are apart, unless somebody waits', () => {
  const { committer, commits } = start()
  committer.settle(1_000, false)
  committer.settle(1_000 + COMMIT_EVERY - 1, false)
  expect(commits()).toBe(1)
  committer.settle(1_000 + COMMIT_EVERY - 1, true)
  expect(commits()).toBe(2)
})

test('a wall clock that was set back does not stop them', () => {
  const { committer, commits } = start()
  committer.settle(3_600_000, false)
  expect(committer.settle(5, false).settled).toBe(true)
  expect(commits()).toBe(2)
})

test('a store that fails is waited for, and then not any more', () => {
  const { committer } = start({ durable: false, why: 'full' })
  expect(committer.settle(1_000, true)).toEqual({ settled: false, writable: false })
  expect(committer.settle(999 + STORE_PATIENCE, true).settled).toBe(false)
  expect(committer.settle(1_000 + STORE_PATIENCE, true).settled).toBe(true)
})

/** A store that is dirty again after each look, and a count of its commits. */
function start(result: Committed = { durable: true }) {
  let commits = 0
  let dirty = true
  const store: Store = {
    state: createState(),
    get dirty() {
      return dirty
    },
    commit() {
      commits += 1
      dirty = !result.durable
      return result
    },
    close() {},
  }
  const committer = createCommitter(store, () => {
    // Heard.
  })
  const settle: typeof committer.settle = (now, urgent) => {
    dirty = true
    return committer.settle(now, urgent)
  }
  return { committer: { settle }, commits: () => commits }
}
