import { expect, test } from 'vitest'
import { createState } from '../../src/store/state.ts'
import { DEFAULT_POLICY } from '../../src/types/noise.ts'
import type { State } from '../../src/types/state.ts'
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, NOON, rule } from '../support/events.ts'
import { liveTick } from '../support/pipeline.ts'

const RULES = [rule({ condition: { kind: 'count', atLeast: 2 }, keepFiringForMs: 2 * DAY })]
const TOMORROW = NOON + DAY

/** As `clock.ts` does it. */
function setBack(state: State, to: Millis): void {
  state.clock.set('clock', { grid: to, reached: to, live: true })
}

function firedTomorrow(): State {
  const state = createState()
  liveTick(state, [failure({ at: TOMORROW }), failure({ at: TOMORROW })], RULES, TOMORROW + SECOND)
  return state
}

test.for([
  { after: 4 * HOUR + 2 * SECOND, errors: 0, told: 'reminder', why: 'reminds of what goes on' },
  { after: 6 * MINUTE, errors: 10, told: 'update', why: 'tells that it doubled' },
])('a clock that was set back by a day $why as if nothing had happened', (story) => {
  const state = firedTomorrow()
  expect(liveTick(state, [], RULES, TOMORROW + 3 * SECOND)).toMatchObject([{ kind: 'firing' }])
  setBack(state, NOON)
  expect(liveTick(state, [], RULES, NOON + 2 * SECOND)).toEqual([])
  const more = Array.from({ length: story.errors }, () => failure({ at: NOON + MINUTE }))
  expect(liveTick(state, more, RULES, NOON + 2 * MINUTE)).toEqual([])
  const sent = liveTick(state, [], RULES, NOON + story.after)
  expect(sent).toMatchObject([{ kind: story.told }])
})

test('what fired a moment before the clock was set back is told, and not when that time comes again', () => {
  const state = firedTomorrow()
  setBack(state, NOON)
  expect(liveTick(state, [], RULES, NOON + 2 * SECOND)).toMatchObject([{ kind: 'firing' }])
})

test('what waited for room within the limit is told after the clock was set back', () => {
  const noise = { ...DEFAULT_POLICY.noise, mailLimit: { perHour: 4, perDay: 60 } }
  const told = (now: Millis) =>
    liveTick(state, [], perCode, now, { policy: { ...DEFAULT_POLICY, noise } }).map(
      ({ kind }) => kind,
    )
  const state = createState()
  const perCode = RULES.map((one) => ({ ...one, groupBy: ['code'] as const }))
  const codes = Array.from({ length: 10 }, (_, code) => `${code}`)
  const errors = [...codes, ...codes].map((code) => failure({ at: TOMORROW, code }))
  liveTick(state, errors, perCode, TOMORROW + SECOND)
  expect(told(TOMORROW + 3 * SECOND)).toEqual(['firing', 'firing', 'firing'])
  setBack(state, NOON)
  expect(told(NOON + 2 * SECOND)).toEqual(['firing', 'firing', 'firing'])
  expect(told(NOON + 6 * MINUTE)).toEqual(['digest'])
})
