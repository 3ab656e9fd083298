import { expect, test } from 'vitest'
import { AHEAD_MAX, advanceClock, CATCHUP_MAX, type FileTime } from '../src/clock.ts'

const now = 10_000_000
const atEnd: FileTime = { logTime: 5 }
const behind = (logTime: number, behindSince = now): FileTime => ({ behindSince, logTime })

test.for([
  { why: 'no file at all', files: [], reached: now, live: true },
  {
    why: 'a backlog of unknown age',
    files: [atEnd, { behindSince: now }],
    reached: 0,
    live: false,
  },
  { why: 'every file at its end', files: [atEnd, atEnd], reached: now, live: true },
  { why: 'one behind', files: [atEnd, behind(7_000)], reached: 7_000, live: false },
  {
    why: 'the one furthest behind',
    files: [behind(9_000), behind(7_000)],
    reached: 7_000,
    live: false,
  },
  {
    why: 'a file without any time holds nobody up, but nothing is sent',
    files: [{ behindSince: now }, behind(7_000)],
    reached: 7_000,
    live: false,
  },
  {
    why: 'a log time from the future',
    files: [behind(now + 5_000)],
    reached: now,
    live: false,
  },
  {
    why: 'a laggard is left behind when somebody has caught up',
    files: [atEnd, behind(7_000, now - CATCHUP_MAX - 1)],
    reached: now,
    live: true,
  },
  {
    why: 'a lone laggard keeps its own time',
    files: [behind(7_000, now - CATCHUP_MAX - 1)],
    reached: 7_000,
    live: false,
  },
])('the clock with $why', ({ files, reached, live }) => {
  expect(advanceClock(undefined, files, now)).toEqual({ grid: 0, reached, live })
})

test('the clock never goes back', () => {
  const before = { grid: 3_000, reached: 8_000, live: true }
  expect(advanceClock(before, [behind(7_000)], now)).toEqual({
    grid: 3_000,
    reached: 8_000,
    live: false,
  })
  expect(advanceClock(before, [{ behindSince: now }], now).reached).toBe(8_000)
  expect(advanceClock({ ...before, reached: now + 1 }, [atEnd], now).reached).toBe(now + 1)
})

test('after the wall clock was set back by more than a tolerance, the clock begins anew', () => {
  const day = 86_400_000
  const before = { grid: now + day, reached: now + day, live: true }
  expect(advanceClock(before, [atEnd], now)).toEqual({
    grid: now - 1_000,
    reached: now,
    live: true,
  })
  const early = { grid: now, reached: now + AHEAD_MAX, live: true }
  expect(advanceClock(early, [atEnd], now)).toEqual(early)
})
