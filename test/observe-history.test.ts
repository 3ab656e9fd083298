import { expect, test } from 'vitest'
import { account } from '../src/count/account.ts'
import { applyDelivery } from '../src/delivered.ts'
import { quotaViews } from '../src/observe-quota.ts'
import { mailViews } from '../src/observe-recent.ts'
import { timelineOf } from '../src/observe-timeline.ts'
import { createState } from '../src/store/state.ts'
import type { Delivery } from '../src/types/outbox.ts'
import { DAY, HOUR, MINUTE } from '../src/types/time.ts'
import { outboxEntry } from './notify/fixtures.ts'
import { failure, NOON, offline, success } from './support/events.ts'
import { restarted } from './support/pipeline.ts'

test('the last day is told over all projects, the most frequent category first, and a restart forgets none of it', () => {
  const state = createState()
  const events = [
    success({ at: NOON - DAY + 15 * MINUTE }),
    success({ at: NOON - DAY }),
    failure({ at: NOON - HOUR, project: 'us' }),
    offline({ at: NOON }),
    offline({ at: NOON + MINUTE }),
  ]
  for (const event of events) account(state, event, [])
  const timeline = timelineOf(restarted(state), NOON + 2 * MINUTE)
  expect(timeline.start).toEqual(new Date(NOON - DAY + 15 * MINUTE))
  expect(placesIn(timeline.answers)).toEqual([
    [0, 1],
    [91, 1],
    [95, 2],
  ])
  expect(timeline.errors.map(({ category, counts }) => [category, placesIn(counts)])).toEqual([
    ['device_offline', [[95, 2]]],
    ['auth', [[91, 1]]],
  ])
})

const PLAN = {
  project: 'eu',
  calls: 1_000,
  period: 'daily',
  resetsOn: 1,
  timezone: 'UTC',
  exclude: [],
} as const

test.for([
  { shown: undefined, first: 1_000, last: 970, why: 'from the first answer on' },
  { shown: { used: 400, at: NOON - HOUR }, first: 600, last: 590, why: 'from what was shown on' },
])('the calls left go down from $first to $last: $why', ({ shown, first, last }) => {
  const state = createState()
  for (let n = 0; n < 30; n++) account(state, success({ at: NOON - n * 6 * MINUTE - 1 }), [])
  state.clock.set('clock', { grid: NOON, reached: NOON, live: true })
  const [quota] = quotaViews(state, [{ ...PLAN, ...(shown && { shown }) }])
  expect(quota?.left[0]?.calls).toBe(first)
  expect(quota?.left.at(-1)).toEqual({ at: new Date(NOON), calls: last })
  expect(quota?.used).toBe(PLAN.calls - last)
  const calls = quota?.left.map(({ calls }) => calls) ?? []
  expect(calls).toEqual(calls.toSorted((a, b) => b - a))
})

test.for<{ delivery: Partial<Delivery>; state: string; why: string }>([
  { delivery: { outcome: 'sent' }, state: 'sent', why: 'it was taken' },
  { delivery: failed('connect'), state: 'failing', why: 'nobody answered' },
  { delivery: failed('rejected'), state: 'given_up', why: 'it was refused for good' },
])('a mail is $state: $why', ({ delivery, state: expected }) => {
  const state = createState()
  const entry = outboxEntry()
  state.outbox.set(entry.id, entry)
  expect(mailViews(state)).toMatchObject([{ state: 'waiting', subject: entry.mail.subject }])
  applyDelivery(state, { entry: entry.id, ...delivery } as Delivery, NOON, 0.5, new Set())
  expect(mailViews(restarted(state))).toMatchObject([
    { state: expected, subject: entry.mail.subject },
  ])
})

function failed(reason: 'connect' | 'rejected') {
  return { outcome: 'failed', reason, detail: 'no' } as const
}

/** Steps that are not empty, with what is in them. */
function placesIn(counts: readonly number[]): readonly (readonly number[])[] {
  return counts.flatMap((count, step) => (count === 0 ? [] : [[step, count]]))
}
