import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outlookOf } from '../../src/evaluate/quota/forecast.ts'
import { periodOf } from '../../src/evaluate/quota/period.ts'
import { callsIn } from '../../src/evaluate/quota/usage.ts'
import { createState } from '../../src/store/state.ts'
import { ChangeTable } from '../../src/store/table.ts'
import type { Transition } from '../../src/types/alert.ts'
import type { Event } from '../../src/types/event.ts'
import { type CallSlot, type QuotaPlan, SLOT_MS, slotKey } from '../../src/types/quota.ts'
import type { Rule } from '../../src/types/rule.ts'
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, NOON, rule, success } from '../support/events.ts'
import { contents, restarted, tick } from '../support/pipeline.ts'

const PLAN: QuotaPlan = {
  project: 'eu',
  calls: 1_000,
  period: 'monthly',
  resetsOn: 1,
  timezone: 'UTC',
  exclude: [],
}

const utc = (text: string) => Date.parse(`${text}Z`)
const iso = (at: Millis) => new Date(at).toISOString().slice(0, 16)

test.for<{ why: string; plan: Partial<QuotaPlan>; at: string; period: [string, string] }>([
  {
    why: 'the day itself belongs to the period that begins',
    plan: { resetsOn: 14 },
    at: '2026-11-14T00:00',
    period: ['2026-11-14T00:00', '2026-12-14T00:00'],
  },
  {
    why: 'a moment before belongs to the one that ends',
    plan: { resetsOn: 14 },
    at: '2026-11-13T23:59',
    period: ['2026-10-14T00:00', '2026-11-14T00:00'],
  },
  {
    why: 'over the end of a year',
    plan: { resetsOn: 14 },
    at: '2027-01-02T00:00',
    period: ['2026-12-14T00:00', '2027-01-14T00:00'],
  },
  {
    why: 'the 31st of a short month is its last day',
    plan: { resetsOn: 31 },
    at: '2026-02-28T12:00',
    period: ['2026-02-28T00:00', '2026-03-31T00:00'],
  },
  {
    why: 'a leap year has a 29th of February',
    plan: { resetsOn: 30 },
    at: '2028-02-28T12:00',
    period: ['2028-01-30T00:00', '2028-02-29T00:00'],
  },
  {
    why: 'midnight is that of the zone, and moves when clocks are set back',
    plan: { timezone: 'Europe/Berlin' },
    at: '2026-10-31T22:30',
    period: ['2026-09-30T22:00', '2026-10-31T23:00'],
  },
  {
    why: 'a day in which clocks are set forward has 23 hours',
    plan: { period: 'daily', timezone: 'Europe/Berlin' },
    at: '2026-03-29T12:00',
    period: ['2026-03-28T23:00', '2026-03-29T22:00'],
  },
  {
    why: 'a day in which they are set back has 25',
    plan: { period: 'daily', timezone: 'America/New_York' },
    at: '2026-11-01T12:00',
    period: ['2026-11-01T04:00', '2026-11-02T05:00'],
  },
  {
    why: 'a day without a midnight begins at one',
    plan: { period: 'daily', timezone: 'America/Santiago' },
    at: '2026-09-06T12:00',
    period: ['2026-09-06T04:00', '2026-09-07T03:00'],
  },
  {
    why: 'a zone of quarter hours',
    plan: { period: 'daily', timezone: 'Asia/Kathmandu' },
    at: '2026-11-24T12:00',
    period: ['2026-11-23T18:15', '2026-11-24T18:15'],
  },
])('$why', ({ plan, at, period }) => {
  const { start, end } = periodOf({ ...PLAN, ...plan }, utc(at))
  expect([iso(start), iso(end)]).toEqual(period)
})

test('law: periods follow each other without gap or overlap, in any zone', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/Santiago',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom<QuotaPlan['period']>('daily', 'monthly'),
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: utc('2020-01-01'), max: utc('2030-01-01') }),
      (timezone, period, resetsOn, at) => {
        const plan = { ...PLAN, timezone, period, resetsOn }
        const now = periodOf(plan, at)
        expect(now.start).toBeLessThanOrEqual(at)
        expect(now.end).toBeGreaterThan(at)
        expect(periodOf(plan, now.end).start).toBe(now.end)
        expect(periodOf(plan, now.end - 1)).toEqual(now)
      },
    ),
    { numRuns: 500 },
  )
})

function quotaRule(at: number | 'forecast', plan: Partial<QuotaPlan> = {}): Rule {
  const plans = [{ ...PLAN, ...plan }]
  return rule({ id: String(at), condition: { kind: 'quota', at, plans }, windowMs: 0 })
}

function story(events: readonly Event[], rules: readonly Rule[], until: Millis): string[] {
  return tick(createState(), events, rules, until).map(
    ({ at, to, reason }) => `${iso(at)} ${to?.state}: ${reason}`,
  )
}

const START = utc('2026-11-01T00:00')
const calls = (n: number, from: Millis, step: Millis): Event[] =>
  Array.from({ length: n }, (_, index) => success({ at: from + index * step }))

test('a share fires when the slot that reaches it is complete, and is over with the reset', () => {
  expect(story(calls(900, START, HOUR / 2), [quotaRule(0.85)], START + 40 * DAY)).toEqual([
    '2026-11-18T16:45 firing: threshold_reached',
    '2026-12-01T00:00 resolved: recovered_by_threshold',
  ])
})

test('refusals that the plan does not count are no calls', () => {
  const refused = calls(900, START, HOUR / 2).map(({ at }) =>
    failure({ at, category: 'rate_limit', kind: 'rate_limit' }),
  )
  expect(story(refused, [quotaRule(0.85, { exclude: ['rate_limit'] })], START + 29 * DAY)).toEqual(
    [],
  )
})

test('the calls of another project are its own', () => {
  const others = calls(2_000, START, MINUTE).map((event) => ({ ...event, project: 'us' }))
  expect(story(others, [quotaRule(0.85)], START + 29 * DAY)).toEqual([])
})

test("the console's count is taken over, and what is counted later added", () => {
  const shown = { used: 840, at: START + 10 * DAY }
  const events = [...calls(100, START, HOUR), ...calls(20, START + 11 * DAY, HOUR)]
  expect(story(events, [quotaRule(0.85, { shown })], START + 20 * DAY)).toEqual([
    '2026-11-12T09:15 firing: threshold_reached',
  ])
})

test('a forecast says when the plan is empty, at the pace of the last hours', () => {
  const state = createState()
  tick(state, calls(24 * 10, START, 6 * MINUTE), [], START + DAY)
  const outlook = outlookOf(state, PLAN, START + DAY)
  expect(outlook.used).toBe(240)
  // 760 calls are left, at ten an hour.
  expect(iso(outlook.exhaustedAt ?? 0)).toBe(iso(START + DAY + 76 * HOUR))
  expect(outlook.watched).toBe(1)
})

test('a steady pace that fits is no alert; one that does not is, and a mended loop ends it', () => {
  const steady = calls(15 * 24, START, 2 * HOUR)
  const loop = calls(6 * 60, START + 2 * DAY, MINUTE)
  expect(story(steady, [quotaRule('forecast')], START + 8 * DAY)).toEqual([])
  expect(story([...steady, ...loop], [quotaRule('forecast')], START + 4 * DAY)).toEqual([
    '2026-11-03T00:30 firing: threshold_reached',
    '2026-11-03T12:00 resolved: recovered_by_threshold',
  ])
})

test('before six hours were watched there is no forecast', () => {
  expect(story(calls(300, START, MINUTE), [quotaRule('forecast')], START + 5 * HOUR)).toEqual([])
})

test('what was watched is part of the period, since the first answer', () => {
  const state = createState()
  tick(state, calls(10, START + 10 * DAY, HOUR), [], START + 20 * DAY)
  expect(outlookOf(state, PLAN, START + 20 * DAY).watched).toBeCloseTo(0.5)
})

test('people are told who calls most', () => {
  const events = [
    ...calls(600, START, HOUR),
    ...Array.from({ length: 100 }, (_, index) =>
      success({ at: START + index * HOUR, path: '/v1.0/devices', source: 'web' }),
    ),
  ]
  const [fired] = tick(createState(), events, [quotaRule(0.5)], START + 20 * DAY)
  expect(fired?.counts.facts).toMatchObject({
    kind: 'quota',
    calls: 1_000,
    resetsAt: utc('2026-12-01T00:00'),
    callers: [
      { api: '/v1.0/devices/{id}/status', source: 'billing' },
      { api: '/v1.0/devices', source: 'web' },
    ],
  })
})

test('law: any cut into ticks and restarts gives the same transitions and state', () => {
  const rules = [quotaRule(0.3, { calls: 60 }), quotaRule('forecast', { calls: 100 })]
  const gaps = fc.array(fc.oneof(fc.nat(2 * HOUR), fc.nat(20 * MINUTE)), {
    minLength: 20,
    maxLength: 80,
  })
  fc.assert(
    fc.property(gaps, fc.array(fc.boolean(), { minLength: 80 }), (steps, cuts) => {
      let at = NOON
      const events = steps.map((gap) => {
        at += gap
        return success({ at })
      })
      const whole = createState()
      const inOneGo = tick(whole, events, rules, NOON + 4 * DAY)
      let state = createState()
      const pieces: Transition[] = []
      let piece: Event[] = []
      events.forEach((event, index) => {
        piece.push(event)
        const next = events[index + 1]
        if (next && !cuts[index]) return
        pieces.push(...tick(state, piece, rules, next?.at ?? NOON + 4 * DAY))
        state = restarted(state)
        piece = []
      })
      expect(pieces).toEqual(inOneGo)
      expect(contents(state)).toEqual(contents(whole))
    }),
    { numRuns: 20 },
  )
})

test('a late call is counted in the slot of its own time', () => {
  const state = createState()
  const rules = [quotaRule(0.5, { calls: 4 })]
  tick(state, calls(1, START, 0), rules, START + HOUR)
  const late = success({ at: START + SECOND })
  const [fired] = tick(state, [late], rules, START + 2 * HOUR)
  expect(fired?.at).toBe(START + HOUR)
})

/** Counts how often it is asked. */
class AskedTable extends ChangeTable<string, CallSlot> {
  asked = 0
  override get(key: string): CallSlot | undefined {
    this.asked += 1
    return super.get(key)
  }
}

function slot(start: Millis, calls: number): CallSlot {
  return { project: 'eu', start, calls, categories: [], callers: [] }
}

test('a backlog of a year, looked at slot by slot, asks for each slot about once', () => {
  const calls = new AskedTable()
  const state = { ...createState(), calls }
  state.began.set('eu', NOON)
  const end = NOON + 365 * DAY
  for (let at = NOON; at < end; at += HOUR) calls.set(slotKey('eu', at), slot(at, 1))
  for (let at = NOON; at <= end; at += SLOT_MS) outlookOf(state, PLAN, at)
  expect(outlookOf(state, PLAN, utc('2027-06-30T23:59')).used).toBe(30 * 24)
  expect(calls.asked).toBeLessThan((2 * (end - NOON)) / SLOT_MS)
})

test('law: calls that were counted late stand in every sum that is asked for after them', () => {
  const change = fc.record({ slot: fc.nat(40), calls: fc.nat(9), from: fc.nat(40), to: fc.nat(40) })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const state = createState()
      state.began.set('eu', NOON)
      for (const { slot: number, calls, from, to } of changes) {
        const at = (index: number) => NOON + index * SLOT_MS
        state.calls.set(slotKey('eu', at(number)), slot(at(number), calls))
        const within = [...state.calls.values()].filter(
          ({ start }) => start >= at(from) && start < at(to),
        )
        const sum = within.reduce((total, one) => total + one.calls, 0)
        expect(callsIn(state, PLAN, at(from), at(to))).toBe(sum)
      }
    }),
  )
})
