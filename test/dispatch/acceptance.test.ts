import { expect, test } from 'vitest'
import { nextDue as nextNotification } from '../../src/dispatch/dispatch.ts'
import { nextDue as nextEvaluation } from '../../src/evaluate/evaluate.ts'
import { createState } from '../../src/store/state.ts'
import type { Event } from '../../src/types/event.ts'
import type { Digest, Notification } from '../../src/types/notification.ts'
import type { Rule } from '../../src/types/rule.ts'
import { DAY, HOUR, LATENESS, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, NOON, offline, rule, success } from '../support/events.ts'
import { liveTick, restarted } from '../support/pipeline.ts'

/** In the style of the default rules. */
const RULES: readonly Rule[] = [
  rule({
    id: 'quota',
    match: { category: ['quota_billing'] },
    condition: { kind: 'count', atLeast: 1 },
    severity: 'critical',
  }),
  rule({
    id: 'token',
    match: { kind: ['auth_token'] },
    condition: { kind: 'count', atLeast: 3 },
    windowMs: 10 * MINUTE,
  }),
  rule({
    id: 'offline',
    match: { category: ['device_offline'] },
    condition: { kind: 'count', atLeast: 20 },
    windowMs: 10 * MINUTE,
  }),
]

const quota = (at: Millis) =>
  failure({ at, code: '28841004', category: 'quota_billing', kind: 'quota', scope: 'project' })

const spread = (n: number, over: Millis, make: (at: Millis, index: number) => Event): Event[] =>
  Array.from({ length: n }, (_, index) => make(NOON + Math.floor((index * over) / n), index))

test('10,000 offline errors of 300 devices in a minute: one mail, at most three updates, one end', () => {
  const storm = spread(10_000, MINUTE, (at, index) => offline({ at, device: `d${index % 300}` }))
  const sent = live(storm, NOON + 3 * HOUR)
  expect(kinds(sent).filter((kind) => kind === 'firing')).toHaveLength(1)
  expect(kinds(sent).filter((kind) => kind === 'update').length).toBeLessThanOrEqual(3)
  expect(kinds(sent).at(-1)).toBe('resolved')
})

test('a storm that goes on for hours: updates only as the count doubles', () => {
  const storm = spread(14_400, 2 * HOUR, (at, index) => offline({ at, device: `d${index % 300}` }))
  const updates = live(storm, NOON + 2 * HOUR).filter(({ kind }) => kind === 'update')
  expect(updates.length).toBeGreaterThan(2)
  expect(updates.length).toBeLessThanOrEqual(10)
})

test('an exhausted quota with 5,000 errors that follow from it: one incident, one mail, one end', () => {
  const errors = spread(5_000, HOUR, quota)
  const sent = live([...errors, success({ at: NOON + 2 * HOUR })], NOON + 3 * HOUR)
  const incidents = new Set(sent.map((one) => one.kind !== 'digest' && one.incident))
  expect(incidents.size).toBe(1)
  expect(kinds(sent).filter((kind) => kind === 'firing')).toHaveLength(1)
  expect(kinds(sent).at(-1)).toBe('resolved')
})

test('an exhausted quota fires within two seconds and stays one incident until a call succeeds', () => {
  const errors = Array.from({ length: 12 }, (_, index) => quota(NOON + index * 4 * MINUTE))
  const sent = live([...errors, success({ at: NOON + 50 * MINUTE })], NOON + 3 * HOUR)
  expect(sent[0]?.at).toBe(NOON + LATENESS + SECOND)
  expect(sent.at(-1)).toMatchObject({ kind: 'resolved', resolved: { by: 'evidence' } })
})

test('tokens that expire every two hours and are refreshed: no mail in a month', () => {
  const month = Array.from({ length: 360 }, (_, index) => NOON + index * 2 * HOUR)
  const events = month.flatMap((at) => [failure({ at }), success({ at: at + SECOND })])
  expect(live(events, NOON + 31 * DAY)).toEqual([])
})

test('two instances that invalidate each other: one mail within ten minutes', () => {
  const errors = spread(60, HOUR, (at) => failure({ at }))
  const sent = live(errors, NOON + HOUR)
  expect(kinds(sent).filter((kind) => kind === 'firing')).toHaveLength(1)
  expect(sent[0]?.at).toBeLessThan(NOON + 10 * MINUTE)
})

test('restarts at every wake send nothing twice and forget nothing', () => {
  const storm = spread(600, 20 * MINUTE, (at, index) => offline({ at, device: `d${index % 300}` }))
  const events = [...storm, quota(NOON + HOUR), success({ at: NOON + 2 * HOUR })]
  expect(live(events, NOON + 9 * HOUR, restarted)).toEqual(live(events, NOON + 9 * HOUR))
})

test('an outage of four days: reminders grow further apart, and there are few mails', () => {
  const errors = spread(5_760, 4 * DAY, (at) => failure({ at }))
  const sent = live(errors, NOON + 4 * DAY)
  const gaps = sent.flatMap((one) =>
    one.kind === 'reminder' && one.told ? [(one.at - one.told.at) / HOUR] : [],
  )
  expect(gaps).toEqual([4, 24, 24])
  expect(sent.length).toBeLessThan(16)
})

function kinds(notifications: readonly (Notification | Digest)[]): string[] {
  return notifications.map(({ kind }) => kind)
}

/** The daemon as it lives: woken by a line or by its timer, and never between. Events stand in order of time. */
function live(
  events: readonly Event[],
  until: Millis,
  between: typeof restarted = (state) => state,
): (Notification | Digest)[] {
  let state = createState()
  const sent: (Notification | Digest)[] = []
  let read = 0
  for (let now = NOON; now <= until; ) {
    const from = read
    while ((events[read]?.at ?? until + 1) <= now) read++
    sent.push(...liveTick(state, events.slice(from, read), RULES, now))
    state = between(state)
    const wakes = [events[read]?.at, nextEvaluation(state, RULES), nextNotification(state, RULES)]
    now = Math.max(now + 1, Math.min(...wakes.map((wake) => wake ?? until + 1)))
  }
  return sent
}
