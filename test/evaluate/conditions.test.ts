import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createState } from '../../src/store/state.ts'
import type { Transition } from '../../src/types/alert.ts'
import type { Event } from '../../src/types/event.ts'
import { DEVICES_MAX } from '../../src/types/extent.ts'
import type { Condition, Rule } from '../../src/types/rule.ts'
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, NOON, offline, rule, success } from '../support/events.ts'
import { contents, restarted, tick } from '../support/pipeline.ts'

function ruleOf(condition: Condition, change: Partial<Rule> = {}): Rule {
  return rule({ condition, ...change })
}

/** Minutes after noon, what it became, and why. */
function story(events: readonly Event[], rules: readonly Rule[], until: Millis): string[] {
  return tick(createState(), events, rules, until).map(
    ({ at, to, reason }) => `${(at - NOON) / MINUTE} ${to?.state ?? 'inactive'}: ${reason}`,
  )
}

const many = (n: number, from: Millis, step: Millis, make: (at: Millis, n: number) => Event) =>
  Array.from({ length: n }, (_, index) => make(NOON + from + index * step, index))

const calls = (n: number, from: Millis, step: Millis) =>
  many(n, from, step, (at) => success({ at }))
const errors = (n: number, from: Millis, step: Millis) =>
  many(n, from, step, (at) => failure({ at }))
const down = (n: number, from: Millis, devices = n) =>
  many(n, from, 0, (at, index) => offline({ at, device: `d${index % devices}` }))

const RATIO: Condition = { kind: 'ratio', above: 0.2, minVolume: 50, resolveAt: 0.05 }
const SPIKE: Condition = { kind: 'spike', factor: 5, minVolume: 50 }
const FIRED = 'firing: threshold_reached'

test.for<{ why: string; rule: Rule; events: readonly Event[]; story: readonly string[] }>([
  {
    why: 'distinct: many errors of few devices are few',
    rule: ruleOf({ kind: 'distinct', atLeast: 25 }),
    events: down(1_000, 0, 24),
    story: [],
  },
  {
    why: 'distinct: fires with the device that makes them enough, over with the window and by quiet at last',
    rule: ruleOf({ kind: 'distinct', atLeast: 25 }),
    events: [...down(24, 0), offline({ at: NOON + MINUTE, device: 'another' })],
    story: [`1 ${FIRED}`, '5 resolved: recovered_by_threshold'],
  },
  {
    why: 'distinct: half of the threshold goes on, so a fleet around it does not flap',
    rule: ruleOf({ kind: 'distinct', atLeast: 20 }),
    events: [...down(20, 0), ...down(11, 4 * MINUTE), ...down(20, 8 * MINUTE)],
    story: [`0 ${FIRED}`, '13 resolved: recovered_by_threshold'],
  },
  {
    why: 'distinct: a fifth of the devices that were seen in a day',
    rule: ruleOf({ kind: 'distinct', atLeast: 10, share: 0.2 }),
    events: [
      ...many(100, 0, SECOND, (at, index) => success({ at, device: `d${index}` })),
      ...down(19, HOUR),
      ...down(20, 3 * HOUR),
    ],
    story: [`180 ${FIRED}`, '185 resolved: recovered_by_threshold'],
  },
  {
    why: 'distinct: devices that were not seen for a day are no longer of the fleet',
    rule: ruleOf({ kind: 'distinct', atLeast: 10, share: 0.2 }),
    events: [
      ...many(100, 1, 0, (at, index) => success({ at, device: `d${index}` })),
      ...down(10, DAY + HOUR),
      ...down(10, DAY + HOUR + 2 * MINUTE),
    ],
    story: [`${25 * 60} ${FIRED}`, `${25 * 60 + 7} resolved: recovered_by_threshold`],
  },
  {
    why: 'distinct: below the minimum a share is not looked at',
    rule: ruleOf({ kind: 'distinct', atLeast: 10, share: 0.2 }),
    events: down(9, 0),
    story: [],
  },
  {
    why: 'count: between the thresholds it goes on; at the lower one it is over although single calls fail',
    rule: ruleOf({ kind: 'count', atLeast: 10, resolveAt: 2 }, { match: { category: ['auth'] } }),
    events: [...errors(10, 0, 0), ...errors(20, MINUTE, 2 * MINUTE)],
    story: [`0 ${FIRED}`],
  },
  {
    why: 'count: two errors in the window are over',
    rule: ruleOf({ kind: 'count', atLeast: 10, resolveAt: 2 }),
    events: [...errors(10, 0, 0), ...errors(20, MINUTE, 4 * MINUTE)],
    story: [`0 ${FIRED}`, '5 resolved: recovered_by_threshold'],
  },
  {
    why: 'ratio: a fifth of many calls is not more than a fifth',
    rule: ruleOf(RATIO),
    events: [...calls(80, 0, 0), ...errors(20, 0, 0)],
    story: [],
  },
  {
    why: 'ratio: all of few calls are too few',
    rule: ruleOf(RATIO),
    events: errors(49, 0, SECOND),
    story: [],
  },
  {
    why: 'ratio: more than a fifth fires, a twentieth is over',
    rule: ruleOf(RATIO),
    events: [
      ...calls(60, 0, 0),
      ...errors(16, MINUTE, 0),
      ...calls(100, 2 * MINUTE, 0),
      ...calls(200, 3 * MINUTE, 0),
    ],
    story: [`1 ${FIRED}`, '3 resolved: recovered_by_evidence'],
  },
  {
    why: 'ratio: successes that leave the window can raise it',
    rule: ruleOf(RATIO),
    events: [...calls(100, 0, 0), ...calls(50, 3 * MINUTE, 0), ...errors(20, 3 * MINUTE, 0)],
    story: [`5 ${FIRED}`, '18 resolved: recovered_by_quiet'],
  },
  {
    why: 'ratio: of the errors that match, among all answers of the place',
    rule: ruleOf(RATIO, { match: { code: ['500'], project: ['eu'] } }),
    events: [
      ...errors(60, 0, 0),
      ...many(15, 0, 0, (at) => failure({ at, code: '500' })),
      ...many(40, 0, 0, (at) => failure({ at, code: '500', project: 'us' })),
    ],
    story: [],
  },
  {
    why: 'spike: nothing is compared before two windows were watched',
    rule: ruleOf(SPIKE),
    events: errors(100, 0, 0),
    story: [],
  },
  {
    why: 'spike: five times the errors of the window before',
    rule: ruleOf(SPIKE),
    events: [success({ at: NOON - HOUR }), ...errors(20, 0, 0), ...errors(100, 5 * MINUTE, 0)],
    story: [`5 ${FIRED}`, '10 resolved: recovered_by_threshold'],
  },
  {
    why: 'spike: four times are none',
    rule: ruleOf(SPIKE),
    events: [success({ at: NOON - HOUR }), ...errors(20, 0, 0), ...errors(99, 5 * MINUTE, 0)],
    story: [],
  },
  {
    why: 'new: the first day everything is new, so nothing is',
    rule: ruleOf({ kind: 'new' }, { windowMs: 30 * DAY, groupBy: ['project', 'code'] }),
    events: errors(3, 0, MINUTE),
    story: [],
  },
  {
    why: 'new: a code never seen before fires once, and again when it has been away for long',
    rule: ruleOf({ kind: 'new' }, { windowMs: 10 * DAY, groupBy: ['project', 'code'] }),
    events: [
      success({ at: NOON - DAY }),
      failure({ at: NOON, code: '4711', scope: 'call', known: false }),
      failure({ at: NOON + 2 * HOUR, code: '4711', scope: 'call', known: false }),
      failure({ at: NOON + 12 * DAY, code: '4711', scope: 'call', known: false }),
    ],
    story: [
      `0 ${FIRED}`,
      '60 resolved: recovered_by_quiet',
      `${(12 * DAY) / MINUTE} ${FIRED}`,
      `${(12 * DAY) / MINUTE + 60} resolved: recovered_by_quiet`,
    ],
  },
])('$why', ({ rule: one, events, story: expected }) => {
  expect(story(events, [one], NOON + 13 * DAY).slice(0, expected.length || 1)).toEqual(expected)
})

test.for([
  { gap: 2 * DAY - 10 * MINUTE, fired: 1, why: 'is not new, also when that one leaves the window' },
  { gap: 2 * DAY + HOUR, fired: 2, why: 'is new where that one has left it' },
])('new: an error $gap ms after another of its code $why', ({ gap, fired }) => {
  const isNew = ruleOf({ kind: 'new' }, { windowMs: 2 * DAY, groupBy: ['project', 'code'] })
  const unknown = (at: Millis) => failure({ at, code: '4711', scope: 'call', known: false })
  const events = [success({ at: NOON - DAY }), unknown(NOON), unknown(NOON + gap)]
  const told = story(events, [isNew], NOON + 9 * DAY)
  expect(told.filter((one) => one.endsWith(FIRED))).toHaveLength(fired)
})

test('levels: begins as a warning, becomes critical in the second in which it is, and stays it', () => {
  const levels = ruleOf({ kind: 'count', atLeast: 10, criticalAt: 50 })
  const state = createState()
  tick(state, errors(10, 0, 0), [levels], NOON + 2 * SECOND)
  const severity = () =>
    [...state.instances.values()].map((one) => 'severity' in one && one.severity)
  expect(severity()).toEqual([false])
  tick(state, errors(40, MINUTE, 0), [levels], NOON + 2 * MINUTE)
  expect(severity()).toEqual(['critical'])
  tick(state, [], [levels], NOON + 6 * MINUTE)
  expect(severity()).toEqual(['critical'])
})

test('devices are exact up to 10,000, and then "10,000 or more" in bounded memory', () => {
  const state = createState()
  const rules = [ruleOf({ kind: 'distinct', atLeast: DEVICES_MAX })]
  tick(state, down(DEVICES_MAX - 1, 0), rules, NOON + 2 * SECOND)
  expect(state.instances.size).toBe(0)
  tick(state, down(DEVICES_MAX + 50, MINUTE), rules, NOON + 2 * MINUTE)
  const [tracked] = [...state.keys.values()]
  expect(tracked?.devices).toHaveLength(DEVICES_MAX)
  expect(tracked?.facts).toMatchObject({ devices: DEVICES_MAX, orMore: true })
})

const LAW_RULES: readonly Rule[] = [
  ruleOf({ kind: 'distinct', atLeast: 2 }, { id: 'devices', windowMs: MINUTE }),
  ruleOf({ kind: 'distinct', atLeast: 2, share: 0.5 }, { id: 'share', windowMs: MINUTE }),
  ruleOf({ kind: 'ratio', above: 0.3, minVolume: 3, resolveAt: 0.1 }, { id: 'ratio' }),
  ruleOf({ kind: 'spike', factor: 2, minVolume: 2 }, { id: 'spike', windowMs: MINUTE }),
  ruleOf({ kind: 'new' }, { id: 'new', windowMs: HOUR, groupBy: ['project', 'code'] }),
  ruleOf({ kind: 'count', atLeast: 2, criticalAt: 4, resolveAt: 1 }, { id: 'levels' }),
]

test('law: any cut into ticks and restarts gives the same transitions and state, whatever the condition', () => {
  const reasons = new Set<string>()
  fc.assert(
    fc.property(timeline(), fc.array(fc.boolean(), { minLength: 60 }), (events, cuts) => {
      const whole = createState()
      const inOneGo = tick(whole, events, LAW_RULES, NOON + 3 * DAY)
      for (const { key, to } of inOneGo) reasons.add(`${key.rule} ${to?.state}`)
      let state = createState()
      const pieces: Transition[] = []
      let piece: Event[] = []
      events.forEach((event, index) => {
        piece.push(event)
        const next = events[index + 1]
        if (next && !cuts[index]) return
        pieces.push(...tick(state, piece, LAW_RULES, next?.at ?? NOON + 3 * DAY))
        state = restarted(state)
        piece = []
      })
      expect(pieces).toEqual(inOneGo)
      expect(contents(state)).toEqual(contents(whole))
    }),
    { numRuns: 200 },
  )
  for (const { id } of LAW_RULES)
    expect([...reasons]).toEqual(expect.arrayContaining([`${id} firing`, `${id} resolved`]))
})

test('law: the order of the events of one tick never matters', () => {
  fc.assert(
    fc.property(timeline(), fc.infiniteStream(fc.nat()), (events, keys) => {
      const shuffled = events
        .map((event) => ({ event, key: keys.next().value ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ event }) => event)
      const inOrder = createState()
      const mixed = createState()
      expect(tick(mixed, shuffled, LAW_RULES, NOON + 3 * DAY)).toEqual(
        tick(inOrder, events, LAW_RULES, NOON + 3 * DAY),
      )
    }),
    { numRuns: 200 },
  )
})

/** Up to 60 events in order of time, from a day before on. */
function timeline(): fc.Arbitrary<readonly Event[]> {
  const gap = fc.oneof(fc.constantFrom(0, SECOND, MINUTE), fc.nat(2 * MINUTE), fc.nat(HOUR))
  const make = fc.constantFrom<((change: { at: number; device: string }) => Event)[]>(
    failure,
    offline,
    success,
    success,
  )
  const step = fc.record({ gap, make, device: fc.constantFrom('d1', 'd2', 'd3') })
  return fc.array(step, { minLength: 1, maxLength: 60 }).map((steps) => {
    let at = NOON
    const later = steps.map(({ gap: ms, make: one, device }) => {
      at += ms
      return one({ at, device })
    })
    return [success({ at: NOON - DAY }), ...later]
  })
}
