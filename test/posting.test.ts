import { beforeEach, expect, test } from 'vitest'
import { applyDelivery } from '../src/delivered.ts'
import { dispatch } from '../src/dispatch/dispatch.ts'
import { dueEntries, EXPIRES_AFTER, RETRY_MAX } from '../src/notify/outbox.ts'
import { render } from '../src/notify/render.ts'
import { TAKE_OVER_AFTER } from '../src/notify/takeover.ts'
import { post, takeOver } from '../src/posting.ts'
import { createState, type StoredState } from '../src/store/state.ts'
import type { Event } from '../src/types/event.ts'
import { DEFAULT_POLICY, type Policy } from '../src/types/noise.ts'
import type { Digest, Notification } from '../src/types/notification.ts'
import type { Delivery, OutboxEntry } from '../src/types/outbox.ts'
import type { Rule } from '../src/types/rule.ts'
import { HOUR, MINUTE, type Millis, SECOND } from '../src/types/time.ts'
import { CONTEXT, notification, START } from './notify/fixtures.ts'
import { failure, NOON, rule, success } from './support/events.ts'
import { tick } from './support/pipeline.ts'

const RULES: readonly Rule[] = [rule({ condition: { kind: 'count', atLeast: 1 } })]

/** What these tests are about happens behind the limit of mails. */
const UNLIMITED: Policy = {
  ...DEFAULT_POLICY,
  noise: { ...DEFAULT_POLICY.noise, mailLimit: { perHour: 1_000, perDay: 10_000 } },
}

let state: StoredState
/** What the receivers took, with the time. */
let taken: { at: Millis; entry: OutboxEntry }[]
/** Receivers that cannot be reached, or refuse everything. */
let broken: Map<string, 'connect' | 'rejected'>
/** How long a delivery takes. */
let travels: Millis
let flights: { readonly entry: OutboxEntry; readonly lands: Millis }[]
const fallbacks = new Map([['ops', 'chat']])
const NONE: ReadonlySet<string> = new Set()

beforeEach(() => {
  state = createState()
  taken = []
  broken = new Map()
  travels = 0
  flights = []
})

test('a relay that was down for two hours gets one mail of each incident: its state then', () => {
  broken.set('ops', 'connect')
  const projects = Array.from({ length: 20 }, (_, index) => `p${index}`)
  const errors = projects.flatMap((project) =>
    growing(project === 'p0' ? HOUR : 2 * HOUR).map((at) => failure({ project, at })),
  )
  const over = success({ project: 'p0', at: NOON + 61 * MINUTE })
  live([...errors, over], NOON, NOON + 2 * HOUR)
  expect(state.outbox.size).toBe(20)
  broken.clear()
  live([], NOON + 2 * HOUR + SECOND, NOON + 3 * HOUR)
  expect(state.outbox.size).toBe(0)
  const first = takenBy('ops').slice(0, 20)
  expect(first.at(-1)?.at).toBeLessThan(NOON + 2 * HOUR + RETRY_MAX + MINUTE)
  expect(new Set(first.map(({ entry }) => entry.incident)).size).toBe(20)
  expect(kindsOf(first).toSorted()).toEqual([...Array(19).fill('firing'), 'resolved'])
  for (const { entry } of first) expect(entry.mail.text).not.toContain('grew from')
})

test('once it is back, everything leaves at once and not a quarter of an hour later', () => {
  broken.set('ops', 'connect')
  const errors = ['a', 'b', 'c'].map((project) => failure({ project, at: NOON }))
  live(errors, NOON, NOON + HOUR)
  broken.clear()
  live([], NOON + HOUR + SECOND, NOON + 2 * HOUR)
  const times = takenBy('ops')
    .slice(0, 3)
    .map(({ at }) => at)
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(5 * SECOND)
})

test('while a relay is down it is tried by one mail at a time, however many wait', () => {
  broken.set('ops', 'connect')
  let attempts = 0
  const errors = Array.from({ length: 50 }, (_, index) =>
    failure({ project: `p${index}`, at: NOON + index * SECOND }),
  )
  live(errors, NOON, NOON + MINUTE, () => (attempts += 1))
  expect(attempts).toBeLessThan(4)
})

test('a fallback takes over after five minutes, once, and is told of the end', () => {
  broken.set('ops', 'connect')
  const end = success({ at: NOON + 30 * MINUTE })
  live([failure({ at: NOON }), end], NOON, NOON + HOUR)
  expect(taken.map(({ entry }) => [entry.receiver, entry.kind])).toEqual([
    ['chat', 'firing'],
    ['chat', 'resolved'],
  ])
  const firstTry = NOON + 2 * SECOND
  expect(taken[0]?.at).toBeGreaterThanOrEqual(firstTry + TAKE_OVER_AFTER)
  expect(taken[0]?.at).toBeLessThan(firstTry + TAKE_OVER_AFTER + 5 * SECOND)
  expect(taken[0]?.entry.mail.text).toContain('the receiver “ops” cannot be reached')
})

test('when the mail is back, its reader has the whole story too', () => {
  broken.set('ops', 'connect')
  live([failure({ at: NOON })], NOON, NOON + 10 * MINUTE)
  broken.clear()
  live([success({ at: NOON + HOUR })], NOON + 10 * MINUTE, NOON + 2 * HOUR)
  expect(kindsOf(takenBy('ops'))).toEqual(['firing', 'resolved'])
})

test('a new incident while the relay is known to be down goes to the fallback at once', () => {
  broken.set('ops', 'connect')
  live([failure({ at: NOON, project: 'a' })], NOON, NOON + 10 * MINUTE)
  const later = NOON + 10 * MINUTE
  live([failure({ at: later, project: 'b' })], later, later + 10 * SECOND)
  expect(taken.map(({ entry }) => entry.receiver)).toEqual(['chat', 'chat'])
})

test('a mail that is refused for good goes to the fallback at once, and no further', () => {
  broken.set('ops', 'rejected').set('chat', 'rejected')
  live([failure({ at: NOON })], NOON, NOON + MINUTE)
  expect(state.outbox.size).toBe(0)
  expect(counter('ops', 'rejected')).toBe(1)
  expect(counter('chat', 'rejected')).toBe(1)
})

test('a fallback that is told by the rule itself is not told twice', () => {
  broken.set('ops', 'connect')
  const both = RULES.map((one) => ({ ...one, notify: ['ops', 'chat'] }))
  live([failure({ at: NOON })], NOON, NOON + HOUR, undefined, both)
  expect(kindsOf(takenBy('chat'))).toEqual(['firing', 'resolved'])
})

test('what nobody took for three days is given up and counted', () => {
  broken.set('ops', 'connect').set('chat', 'connect')
  const once = RULES.map((one) => ({ ...one, repeatMs: [] }))
  live([failure({ at: NOON })], NOON, NOON + MINUTE, undefined, once)
  for (const { id } of [...state.outbox.values()])
    applyDelivery(state, failed(id, 'connect'), NOON + EXPIRES_AFTER + HOUR, 0, NONE)
  expect(counter('ops', 'expired')).toBe(1)
})

test('what is on its way when something new comes is counted, and the new comes behind it as what it is', () => {
  const first = posted(notification(), NONE)
  const second = posted(GROWN, new Set([first.id]))
  expect(dueEntries(state.outbox.values(), GROWN.at)).toEqual([first])
  expect(second).toMatchObject({ kind: 'update', mail: { text: expect.stringContaining('grew') } })
  applyDelivery(state, { entry: first.id, outcome: 'sent' }, GROWN.at, 0, NONE)
  expect(sent('ops')).toBe(1)
  expect(dueEntries(state.outbox.values(), GROWN.at)).toEqual([second])
})

test('a relay that takes six minutes over each mail: one beginning, then what grew, then the end, each counted', () => {
  travels = 6 * MINUTE
  const two = [rule({ condition: { kind: 'count', atLeast: 2 } })]
  const errors = growing(HOUR).map((at) => failure({ at }))
  live([...errors, success({ at: NOON + HOUR })], NOON, NOON + 2 * HOUR, undefined, two)
  const kinds = kindsOf(takenBy('ops'))
  expect(kinds[0]).toBe('firing')
  expect(kinds.at(-1)).toBe('resolved')
  expect(kinds.slice(1, -1).length).toBeGreaterThan(1)
  expect(kinds.slice(1, -1).every((kind) => kind === 'update')).toBe(true)
  expect(sent('ops')).toBe(kinds.length)
})

test('what did not arrive goes before what came while it was on its way; what comes later stands for both', () => {
  const first = posted(notification(), NONE)
  const second = posted(GROWN, new Set([first.id]))
  applyDelivery(state, failed(first.id, 'connect'), GROWN.at, 0, NONE)
  expect([...state.outbox.keys()]).toEqual([first.id, second.id])
  const third = posted({ ...GROWN, at: GROWN.at + MINUTE }, NONE)
  expect([...state.outbox.values()]).toEqual([third])
  expect(third.kind).toBe('firing')
})

test('what is repeated is repeated no more once something new came while it was on its way', () => {
  const first = posted(notification(), NONE)
  const end = {
    ...GROWN,
    kind: 'resolved' as const,
    resolved: { at: GROWN.at, by: 'quiet' as const },
  }
  const last = posted(end, new Set([first.id]))
  const sent = { entry: first.id, outcome: 'sent' as const, repeatAfter: MINUTE }
  applyDelivery(state, sent, GROWN.at, 0, NONE)
  expect([...state.outbox.values()]).toEqual([last])
})

const GROWN = notification({
  kind: 'update',
  reason: 'count_doubled',
  at: START + 9 * MINUTE,
  told: { at: START + 4 * MINUTE, total: 15, reminders: 0 },
})

function posted(told: Notification, inFlight: ReadonlySet<string>): OutboxEntry {
  const office = {
    render: (one: Notification | Digest) => render(one, CONTEXT),
    fallbacks,
    inFlight,
  }
  return post(state, told, [told], office, told.at)
}

/** Steps of a second with receivers that answer after `travels`; `heard` is called for each attempt. */
function live(
  events: readonly Event[],
  from: Millis,
  until: Millis,
  heard: () => void = () => undefined,
  rules = RULES,
): void {
  for (let now = from; now <= until; now += SECOND) {
    const arrived = events.filter(({ at }) => at <= now && at > now - SECOND)
    const transitions = tick(state, arrived, rules, now)
    const told = dispatch(state, transitions, rules, now, true, UNLIMITED)
    const office = {
      render: (one: (typeof told)[number]) => render(one, CONTEXT),
      fallbacks,
      inFlight: inFlight(),
    }
    for (const notification of told) post(state, notification, told, office, now)
    takeOver(state, now, inFlight())
    for (const entry of dueEntries(state.outbox.values(), now)) {
      if (flights.some((one) => one.entry.receiver === entry.receiver)) continue
      heard()
      flights.push({ entry, lands: now + travels })
    }
    land(now)
  }
}

/** What was on its way until now has arrived, or not. */
function land(now: Millis): void {
  const landed = flights.filter(({ lands }) => lands <= now)
  flights = flights.filter(({ lands }) => lands > now)
  for (const { entry } of landed) applyDelivery(state, answer(entry, now), now, 0.5, inFlight())
}

function inFlight(): ReadonlySet<string> {
  return new Set(flights.map(({ entry }) => entry.id))
}

function answer(entry: OutboxEntry, at: Millis): Delivery {
  const reason = broken.get(entry.receiver)
  if (reason) return failed(entry.id, reason)
  taken.push({ at, entry })
  return { entry: entry.id, outcome: 'sent' }
}

function failed(entry: string, reason: 'connect' | 'rejected'): Delivery {
  return { entry, outcome: 'failed', reason, detail: 'no' }
}

/** Errors that come faster and faster, so that updates are due. */
function growing(length: Millis): Millis[] {
  const times: Millis[] = []
  for (let n = 1; n * MINUTE < length; n += 1)
    for (let i = 0; i < n; i += 8) times.push(NOON + n * MINUTE + i)
  return times
}

function takenBy(receiver: string) {
  return taken.filter(({ entry }) => entry.receiver === receiver)
}

function kindsOf(list: readonly { readonly entry: OutboxEntry }[]): string[] {
  return list.map(({ entry }) => entry.kind)
}

function sent(receiver: string): number | undefined {
  return state.counters.get(JSON.stringify(['tuyawatch_notifications_total', receiver]))
}

function counter(receiver: string, reason: string): number | undefined {
  const key = JSON.stringify(['tuyawatch_notifications_failed_total', receiver, reason])
  return state.counters.get(key)
}
