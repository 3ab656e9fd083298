import { appendFileSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Store } from '../src/store/sqlite.ts'
import { SECOND } from '../src/types/time.ts'
import { failure } from './support/answers.ts'
import { temporaryDirectory } from './support/directory.ts'
import { type RunningEngine, startEngine } from './support/engine.ts'

const START = Date.UTC(2026, 10, 24, 10)
const TICKS = 12

/** A store whose commits fail as a full or a read-only disk makes them fail. */
function failing(fails: (commit: number) => boolean) {
  let commits = 0
  return (store: Store): Store => ({
    ...store,
    get dirty() {
      return store.dirty
    },
    commit: () =>
      fails(commits++) ? { durable: false, why: 'no space left on device' } : store.commit(),
  })
}

describe('each commit may fail, once or from then on, with a rotation going on', () => {
  const cases = Array.from({ length: TICKS }, (_, commit) => commit)

  test.for(cases)('commit %i fails once: nothing is lost, nothing counted twice', (commit) => {
    const { engine } = run(failing((n) => n === commit))
    expect(errorsIn(engine)).toBe(TICKS)
    engine.crash()
  })

  test.for(cases)(
    'commits fail from %i on: counting goes on, a restart counts the rest again',
    (first) => {
      const { engine, directory, writable } = run(failing((n) => n >= first))
      expect(errorsIn(engine)).toBe(TICKS)
      expect(writable).toBe(false)
      engine.crash()
      const next = startEngine(directory, [])
      next.tick(START + 60 * SECOND, true)
      expect(errorsIn(next)).toBe(TICKS)
      next.crash()
    },
  )

  test('a disk that is full for a while: what was counted meanwhile is caught up with in one commit', () => {
    let full = true
    const { engine, directory } = run(failing(() => full))
    full = false
    expect(engine.tick(START + 40 * SECOND, true)).toMatchObject({ settled: true, writable: true })
    engine.crash()
    const next = startEngine(directory, [])
    expect(errorsIn(next)).toBe(TICKS)
    next.crash()
  })

  test('nothing that a crash could take back is shown before the store has failed for 30 s', () => {
    const directory = temporaryDirectory()
    const log = logIn(directory)
    const engine = startEngine(
      directory,
      [],
      {},
      undefined,
      failing(() => true),
    )
    appendFileSync(log, `${failure(2001, 'device is offline', START)}\n`)
    expect(engine.tick(START, true)).toMatchObject({ settled: false, writable: false })
    expect(engine.tick(START + 29 * SECOND, true).settled).toBe(false)
    expect(engine.tick(START + 30 * SECOND, true).settled).toBe(true)
    engine.crash()
  })
})

/** One error a tick, with a rotation in their midst. */
function run(handled: (store: Store) => Store) {
  const directory = temporaryDirectory()
  const log = logIn(directory)
  const engine = startEngine(directory, [], {}, undefined, handled)
  let writable = true
  for (let tick = 0; tick < TICKS; tick += 1) {
    const now = START + tick * SECOND
    appendFileSync(log, `${failure(2001, 'device is offline', now)}\n`)
    if (tick === TICKS / 2) renameSync(log, `${log}.1`)
    writable = engine.tick(now, true).writable
  }
  return { engine, directory, writable }
}

function logIn(directory: string): string {
  mkdirSync(join(directory, 'log'), { recursive: true })
  return join(directory, 'log', 'app.log')
}

function errorsIn({ state }: RunningEngine): number {
  return [...state.counters.entries()]
    .filter(([key]) => key.startsWith('["tuya_errors_total"'))
    .reduce((sum, [, value]) => sum + value, 0)
}
