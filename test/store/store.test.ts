import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Connect, openStore, type Store } from '../../src/store/sqlite.ts'
import type { StoredState } from '../../src/store/state.ts'
import { EMPTY_CONTEXT } from '../../src/types/record.ts'
import { temporaryDirectory } from '../support/directory.ts'

describe('law (d): load(commit(s)) = s', () => {
  test('whatever was set and deleted, a new opening finds exactly what was committed', () => {
    const directory = temporaryDirectory()
    fc.assert(
      fc.property(changes, (steps) => {
        const before = opened(directory)
        for (const step of steps) step(before.state)
        expect(before.commit()).toEqual({ durable: true })
        expect(before.dirty).toBe(false)
        const committed = snapshot(before.state)
        before.close()
        const after = opened(directory)
        expect(snapshot(after.state)).toEqual(committed)
        expect(after.dirty).toBe(false)
        after.close()
      }),
      { numRuns: 40 },
    )
  })

  test('what was not committed is gone, as after a crash', () => {
    const directory = temporaryDirectory()
    const before = opened(directory)
    before.state.counters.set('a', 1)
    before.commit()
    before.state.counters.set('a', 2)
    before.close()
    const after = opened(directory)
    expect(after.state.counters.get('a')).toBe(1)
    after.close()
  })
})

describe('law (e): a failed commit followed by a good one equals one good commit', () => {
  test('a full disk leaves the changes in hand', () => {
    const directory = temporaryDirectory()
    const connections: DatabaseSync[] = []
    const store = opened(directory, (path) => {
      const connection = new DatabaseSync(path)
      connections.push(connection)
      return connection
    })
    // SQLite's own limit on pages is a full disk without needing one.
    const limitPages = (pages: number) => connections[0]?.exec(`PRAGMA max_page_count = ${pages}`)
    limitPages(1)
    for (let n = 0; n < 5_000; n += 1) store.state.counters.set(`series ${n}`, n)
    const failed = store.commit()
    expect(failed).toMatchObject({ durable: false, why: expect.stringMatching(/full/) })
    expect(store.dirty).toBe(true)
    store.state.counters.set('series 7', 70)
    store.state.counters.delete('series 8')
    limitPages(1_000_000)
    expect(store.commit()).toEqual({ durable: true })
    const inMemory = snapshot(store.state)
    store.close()
    const after = opened(directory)
    expect(snapshot(after.state)).toEqual(inMemory)
    expect(after.state.counters.get('series 7')).toBe(70)
    expect(after.state.counters.has('series 8')).toBe(false)
    after.close()
  })
})

describe('opening', () => {
  test('a second daemon on the same directory is refused with the pid of the first', () => {
    const directory = temporaryDirectory()
    const first = opened(directory)
    expect(openStore(directory)).toMatchObject({
      ok: false,
      why: expect.stringContaining(`"pid":${process.pid}`),
    })
    first.close()
    opened(directory).close()
    expect(existsSync(join(directory, 'owner.json'))).toBe(false)
  })

  test('a damaged file is set aside and said, and the daemon starts anew', () => {
    const directory = temporaryDirectory()
    writeFileSync(
      join(directory, 'state.sqlite'),
      'not a database at all, but long enough to look at'.repeat(50),
    )
    const again = openStore(directory)
    expect(again).toMatchObject({
      ok: true,
      setAside: { why: expect.stringMatching(/not a database/) },
    })
    expect(readdirSync(directory).filter((name) => name.endsWith('.aside'))).toHaveLength(1)
    if (again.ok) again.store.close()
  })

  test('a table that a newer program adds needs no new file: what was counted stays', () => {
    const directory = temporaryDirectory()
    const before = opened(directory)
    before.state.counters.set('a', 1)
    before.commit()
    before.close()
    const db = new DatabaseSync(join(directory, 'state.sqlite'))
    db.exec('DROP TABLE silences')
    db.close()
    const after = opened(directory)
    expect(after.state.counters.get('a')).toBe(1)
    after.close()
  })

  test('tables of times come back oldest first, as their bounds need', () => {
    const directory = temporaryDirectory()
    const before = opened(directory)
    for (const [device, at] of [
      ['c', 1],
      ['a', 3],
      ['b', 2],
    ] as const)
      before.state.offline.set(device, at)
    before.commit()
    before.close()
    const after = opened(directory)
    expect([...after.state.offline.keys()]).toEqual(['c', 'b', 'a'])
    after.close()
  })

  test('a file of another schema version is set aside, not guessed at', () => {
    const directory = temporaryDirectory()
    opened(directory).close()
    const db = new DatabaseSync(join(directory, 'state.sqlite'))
    db.exec('PRAGMA user_version = 99')
    db.close()
    const again = openStore(directory)
    expect(again).toMatchObject({
      ok: true,
      setAside: { why: expect.stringContaining('version 99') },
    })
    if (again.ok) again.store.close()
  })

  test('a directory that cannot be made is a reason in words', () => {
    const directory = temporaryDirectory()
    writeFileSync(join(directory, 'file'), '')
    expect(openStore(join(directory, 'file', 'state'))).toMatchObject({
      ok: false,
      why: expect.stringContaining('cannot make the state directory'),
    })
  })
})

function opened(directory: string, connect?: Connect): Store {
  const result = openStore(directory, connect)
  if (!result.ok) throw new Error(result.why)
  return result.store
}

function snapshot(state: StoredState): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(state).map(([name, table]) => [name, new Map(table.entries())]),
  )
}

type Step = (state: StoredState) => void

const position = fc
  .record({
    ino: fc.bigInt({ min: 0n, max: 2n ** 64n }),
    head: fc.uint8Array({ maxLength: 64 }),
    resume: fc.nat(),
    done: fc.array(fc.nat(), { maxLength: 3 }),
    tail: fc.bigInt({ min: 0n, max: 2n ** 64n }),
  })
  .map(({ ino, head, resume, done, tail }) => ({
    id: { dev: 1n, ino, birthNs: 5n, head },
    logs: 'app',
    path: '/var/log/app.log',
    resume,
    inside: 'line_start' as const,
    line: 3,
    context: EMPTY_CONTEXT,
    done,
    tail,
    finished: false,
  }))

const changes: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.tuple(fc.nat(20), position).map(
      ([n, p]): Step =>
        (state) =>
          state.files.set(n, p),
    ),
    fc.nat(20).map(
      (n): Step =>
        (state) =>
          state.files.delete(n),
    ),
    fc.tuple(fc.string(), fc.nat()).map(
      ([k, n]): Step =>
        (state) =>
          state.counters.set(k, n),
    ),
    fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), fc.nat()).map(
      ([k, n]): Step =>
        (state) =>
          state.identities.note(k, n),
    ),
    fc.string().map(
      (k): Step =>
        (state) =>
          state.counters.delete(k),
    ),
    fc.nat().map(
      (n): Step =>
        (state) =>
          state.clock.set('clock', { grid: n, reached: n, live: true }),
    ),
  ),
  { maxLength: 30 },
)
