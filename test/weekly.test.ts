import { beforeEach, expect, test } from 'vitest'
import { addTo } from '../src/count/series.ts'
import { createState, type StoredState } from '../src/store/state.ts'
import { DAY, HOUR, MINUTE, type Millis } from '../src/types/time.ts'
import { postWeekly } from '../src/weekly.ts'
import { CONTEXT } from './notify/fixtures.ts'

/** A Monday, an hour before the mail. */
const EARLY = Date.UTC(2026, 10, 23, 8)
const NINE = EARLY + HOUR
const WEEKLY = { notify: ['ops', 'dev'], weekday: 1, minute: 9 * 60, timezone: 'UTC' }

let state: StoredState

beforeEach(() => {
  state = createState()
})

test('the first sign of life comes at the first moment after the first start, one for each receiver', () => {
  expect(look(EARLY)).toEqual([])
  expect(look(NINE - 1)).toEqual([])
  expect(look(NINE).map(({ receiver }) => receiver)).toEqual(['ops', 'dev'])
  expect(state.outbox.size).toBe(2)
  expect(look(NINE + MINUTE)).toEqual([])
  expect(look(NINE + 7 * DAY - 1)).toEqual([])
  expect(look(NINE + 7 * DAY)).toHaveLength(2)
})

test('it tells what happened since the last one', async () => {
  count(1_000, 40)
  look(EARLY)
  look(NINE)
  count(500, 7)
  const [entry] = look(NINE + 7 * DAY)
  await expect(entry?.mail.text).toMatchFileSnapshot('notify/mails/weekly.txt')
  expect(entry?.mail.payload).toMatchObject({ kind: 'weekly', status: 'resolved' })
})

test('weeks in which nobody ran are told in one', () => {
  look(EARLY)
  const late = NINE + 20 * DAY
  const [entry] = look(late)
  expect(entry?.mail.text.replace(/\s+/g, ' ')).toContain('read in 20 days 1 hour')
  expect(look(late + MINUTE)).toEqual([])
})

test('a clock that was a year ahead holds no sign of life back once it is right', () => {
  look(EARLY + 365 * DAY)
  look(NINE + 366 * DAY)
  expect(look(NINE)).toHaveLength(2)
  expect(look(NINE - 10 * MINUTE)).toEqual([])
  expect(look(NINE + MINUTE)).toEqual([])
  expect(look(NINE + 7 * DAY)).toHaveLength(2)
})

test('all signs of life stand in one thread, each with an id of its own', () => {
  look(EARLY)
  const mails = [NINE, NINE + 7 * DAY].flatMap(look).map(({ mail }) => mail)
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(1)
  expect(new Set(mails.map(({ threadId }) => threadId)).size).toBe(1)
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(4)
})

function look(now: Millis) {
  return postWeekly(state, WEEKLY, CONTEXT, 3, now)
}

function count(answers: number, errors: number) {
  const where = { source: 'app', project: 'eu' }
  addTo(state.counters, 'tuya_responses_total', where, answers)
  addTo(state.counters, 'tuya_errors_total', { ...where, code: '1010', category: 'auth' }, errors)
  addTo(
    state.counters,
    'tuya_errors_total',
    { ...where, code: '2001', category: 'device_offline' },
    1,
  )
  addTo(state.counters, 'tuyawatch_notifications_total', { receiver: 'ops' }, 4)
}
