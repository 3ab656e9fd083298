import { expect, test } from 'vitest'
import { createState } from '../../src/store/state.ts'
import { DAY, HOUR, LATENESS, MINUTE, SECOND } from '../../src/types/time.ts'
import { failure, NOON, offline, rule, success } from '../support/events.ts'
import { restarted, tick } from '../support/pipeline.ts'

const ONE = rule({ condition: { kind: 'count', atLeast: 1 } })
const TWO = rule({ condition: { kind: 'count', atLeast: 2 } })

test('a clock that jumps back evaluates nothing twice, and goes on where it was', () => {
  const state = createState()
  expect(tick(state, [failure({ at: NOON })], [ONE], NOON + MINUTE)).toHaveLength(1)
  expect(tick(state, [], [ONE], NOON - HOUR)).toEqual([])
  expect(state.clock.get('clock')?.grid).toBe(NOON + MINUTE - LATENESS)
  expect(tick(state, [failure({ at: NOON + MINUTE })], [ONE], NOON + 2 * MINUTE)).toEqual([])
})

test('a clock that jumps a day ahead ends what it leaps over at its own time', () => {
  const state = createState()
  tick(state, [failure({ at: NOON }), success({ at: NOON + SECOND })], [ONE], NOON + MINUTE)
  const [over] = tick(state, [], [ONE], NOON + DAY)
  expect(over).toMatchObject({ at: NOON + 5 * MINUTE, reason: 'recovered_by_evidence' })
})

test('an event ahead of the clock waits for its second', () => {
  const state = createState()
  expect(tick(state, [failure({ at: NOON + HOUR })], [ONE], NOON)).toEqual([])
  const [fired] = tick(state, [], [ONE], NOON + 2 * HOUR)
  expect(fired?.at).toBe(NOON + HOUR)
})

test.for([
  { why: 'out of order within the lateness', at: NOON - 900, arrives: NOON, fires: NOON },
  {
    why: 'late, in a bucket that the window holds',
    at: NOON - 4 * MINUTE,
    arrives: NOON,
    fires: NOON,
  },
  { why: 'later than the window', at: NOON - 6 * MINUTE, arrives: NOON, fires: undefined },
])('an error that is $why', ({ at, arrives, fires }) => {
  const state = createState()
  tick(state, [], [TWO], arrives)
  const late = tick(state, [failure({ at }), failure({ at: arrives })], [TWO], arrives + HOUR)
  expect(late[0]?.at).toBe(fires)
})

test('a backlog of a night, read at once after a restart, tells what happened then', () => {
  const rules = [rule({ condition: { kind: 'distinct', atLeast: 25 } })]
  let state = createState()
  tick(state, [success({ at: NOON })], rules, NOON + MINUTE)
  state = restarted(state)
  const night = [2, 5].flatMap((hour) =>
    Array.from({ length: 30 }, (_, n) => offline({ at: NOON + hour * HOUR + n, device: `d${n}` })),
  )
  const told = tick(state, night, rules, NOON + 9 * HOUR).map(
    ({ at, to }) => `${Math.round((at - NOON) / MINUTE)} ${to?.state}`,
  )
  expect(told).toEqual(['120 firing', '125 resolved', '300 firing', '305 resolved'])
})
