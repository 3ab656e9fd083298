import { expect, test } from 'vitest'
import { evaluate, nextDue } from '../../src/evaluate/evaluate.ts'
import { QUIET_MS } from '../../src/evaluate/recovery.ts'
import { createState } from '../../src/store/state.ts'
import type { Transition } from '../../src/types/alert.ts'
import type { Event } from '../../src/types/event.ts'
import type { Rule } from '../../src/types/rule.ts'
import { DAY, HOUR, LATENESS, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, NOON, offline, rule, success, without } from '../support/events.ts'
import { tick } from '../support/pipeline.ts'

/** `+0:05 inactive -> firing threshold_reached` reads better than nested objects. */
function story(transitions: readonly Transition[]): string[] {
  return transitions.map(({ at, from, to, reason }) => {
    const seconds = (at - NOON) / SECOND
    return `${seconds} ${from} -> ${to?.state ?? 'inactive'}: ${reason}`
  })
}

const failures = (...seconds: number[]) =>
  seconds.map((second) => failure({ at: NOON + second * SECOND }))
const successes = (...seconds: number[]) =>
  seconds.map((second) => success({ at: NOON + second * SECOND }))

test.for<{ why: string; rule?: Partial<Rule>; events: readonly Event[]; story: string[] }>([
  {
    why: 'too few in the window',
    events: failures(0, 1, 306),
    story: [],
  },
  {
    why: 'enough within the window, over by quiet',
    events: failures(0, 1, 299),
    story: [
      '299 inactive -> firing: threshold_reached',
      '1199 firing -> resolved: recovered_by_quiet',
    ],
  },
  {
    why: 'a success after the last failure is evidence when nothing has failed for five minutes',
    events: [...failures(1, 2, 3), ...successes(20)],
    story: [
      '3 inactive -> firing: threshold_reached',
      '303 firing -> resolved: recovered_by_evidence',
    ],
  },
  {
    why: 'a success before the last failure is none',
    events: [...failures(1, 2, 30), ...successes(20)],
    story: [
      '30 inactive -> firing: threshold_reached',
      '930 firing -> resolved: recovered_by_quiet',
    ],
  },
  {
    why: 'a success that comes after the window has emptied ends it in its second',
    events: [...failures(1, 2, 3), ...successes(400.5)],
    story: [
      '3 inactive -> firing: threshold_reached',
      '401 firing -> resolved: recovered_by_evidence',
    ],
  },
  {
    why: 'a success within the second of the last failure, but behind it',
    events: [...failures(1, 2, 3.2), ...successes(3.4)],
    story: [
      '4 inactive -> firing: threshold_reached',
      '304 firing -> resolved: recovered_by_evidence',
    ],
  },
  {
    why: 'one failing device of two has not recovered',
    rule: { condition: { kind: 'count', atLeast: 2 } },
    events: [
      offline({ at: NOON + 1, device: 'a' }),
      offline({ at: NOON + 2, device: 'b' }),
      success({ at: NOON + SECOND, device: 'a' }),
    ],
    story: [
      '1 inactive -> firing: threshold_reached',
      '901 firing -> resolved: recovered_by_quiet',
    ],
  },
  {
    why: 'both failing devices have recovered',
    rule: { condition: { kind: 'count', atLeast: 2 } },
    events: [
      offline({ at: NOON + 1, device: 'a' }),
      offline({ at: NOON + 2, device: 'b' }),
      success({ at: NOON + SECOND, device: 'a' }),
      success({ at: NOON + 350 * SECOND, device: 'b' }),
    ],
    story: [
      '1 inactive -> firing: threshold_reached',
      '350 firing -> resolved: recovered_by_evidence',
    ],
  },
  {
    why: 'a failure that no success can answer leaves it to quiet',
    rule: { condition: { kind: 'count', atLeast: 1 } },
    events: [without(failure({ at: NOON, scope: 'api' }), 'path'), ...successes(20)],
    story: [
      '0 inactive -> firing: threshold_reached',
      '900 firing -> resolved: recovered_by_quiet',
    ],
  },
  {
    why: '`for` holds back what is over before',
    rule: { forMs: 5 * MINUTE + 3 * SECOND },
    events: failures(1, 2, 3),
    story: [
      '3 inactive -> pending: threshold_reached',
      '305 pending -> inactive: below_before_duration',
    ],
  },
  {
    why: '`for` fires what lasts',
    rule: { forMs: MINUTE, condition: { kind: 'count', atLeast: 1 } },
    events: failures(0),
    story: [
      '0 inactive -> pending: threshold_reached',
      '60 pending -> firing: held_for_duration',
      '900 firing -> resolved: recovered_by_quiet',
    ],
  },
  {
    why: '`keep_firing_for` bridges a gap',
    rule: { condition: { kind: 'count', atLeast: 1 }, keepFiringForMs: HOUR },
    events: [...failures(0), ...successes(1), ...failures(1_800), ...successes(1_801)],
    story: [
      '0 inactive -> firing: threshold_reached',
      '5400 firing -> resolved: recovered_by_evidence',
    ],
  },
  {
    why: 'an error of a long window counts in its own second, and leaves with its bucket',
    rule: { condition: { kind: 'count', atLeast: 1 }, windowMs: DAY },
    events: [failure({ at: NOON + SECOND, scope: 'call' })],
    story: [
      '1 inactive -> firing: threshold_reached',
      `${(DAY + 24 * MINUTE) / SECOND} firing -> resolved: recovered_by_quiet`,
    ],
  },
  {
    why: 'evidence ends it before a long window does, and its errors make no other one',
    rule: { condition: { kind: 'count', atLeast: 1 }, windowMs: DAY },
    events: [...failures(1), ...successes(2)],
    story: [
      '1 inactive -> firing: threshold_reached',
      '301 firing -> resolved: recovered_by_evidence',
    ],
  },
  {
    why: 'errors and successes that alternate are one incident',
    rule: { condition: { kind: 'count', atLeast: 1 }, windowMs: HOUR },
    events: [0, 1, 2, 3].flatMap((n) => [...failures(n * 299), ...successes(n * 299 + 1)]),
    story: [
      '0 inactive -> firing: threshold_reached',
      `${3 * 299 + 300} firing -> resolved: recovered_by_evidence`,
    ],
  },
  {
    why: 'an error after the proven end begins another incident',
    rule: { condition: { kind: 'count', atLeast: 2 }, windowMs: HOUR },
    events: [...failures(0, 1), ...successes(2), ...failures(400, 401)],
    story: [
      '1 inactive -> firing: threshold_reached',
      '301 firing -> resolved: recovered_by_evidence',
      '401 inactive -> firing: threshold_reached',
      `${HOUR / SECOND + 420} firing -> resolved: recovered_by_quiet`,
    ],
  },
  {
    why: 'a second incident after the first is another one',
    rule: { condition: { kind: 'count', atLeast: 1 } },
    events: failures(0, 5_000),
    story: [
      '0 inactive -> firing: threshold_reached',
      '900 firing -> resolved: recovered_by_quiet',
      '5000 inactive -> firing: threshold_reached',
      '5900 firing -> resolved: recovered_by_quiet',
    ],
  },
])('$why', ({ rule: change, events, story: expected }) => {
  const state = createState()
  expect(story(tick(state, events, [rule(change)], NOON + 2 * DAY))).toEqual(expected)
  expect(state.keys.size).toBe(0)
  expect(state.instances.size).toBe(0)
})

test('a second is evaluated when event time has passed it by the lateness, and once', () => {
  const state = createState()
  const rules = [rule({ condition: { kind: 'count', atLeast: 1 } })]
  expect(tick(state, failures(0), rules, NOON + LATENESS - 1)).toEqual([])
  expect(tick(state, [], rules, NOON + LATENESS)).toHaveLength(1)
  expect(tick(state, [], rules, NOON + LATENESS)).toEqual([])
  expect(state.clock.get('clock')?.grid).toBe(NOON)
})

test('steady errors below the threshold do not make the next incident older than it is', () => {
  const trickle = Array.from({ length: 200 }, (_, minute) =>
    failure({ at: NOON + minute * 2 * MINUTE }),
  )
  const burst = Array.from({ length: 10 }, () => failure({ at: NOON + 400 * MINUTE, code: '500' }))
  const [fired] = tick(
    createState(),
    [...trickle, ...burst],
    [rule({ condition: { kind: 'count', atLeast: 10 } })],
    NOON + 401 * MINUTE,
  )
  expect(fired?.to?.state === 'firing' && fired.to.since).toBe(NOON + 396 * MINUTE)
  expect(fired?.counts).toMatchObject({ total: 12, codes: { '1010': 2, '500': 10 } })
})

test('groups of one rule fire by themselves', () => {
  const events = ['eu', 'eu', 'us'].map((project) => failure({ project }))
  const rules = [rule({ condition: { kind: 'count', atLeast: 2 } })]
  const transitions = tick(createState(), events, rules, NOON + MINUTE)
  expect(transitions.map(({ key }) => key)).toEqual([{ rule: 'r1', group: { project: 'eu' } }])
})

test.for<{ why: string; rule: Partial<Rule>; expected: string[] }>([
  {
    why: 'firing is resolved',
    rule: { condition: { kind: 'count', atLeast: 1 } },
    expected: ['1 firing -> resolved: rule_removed'],
  },
  {
    why: 'pending ends',
    rule: { condition: { kind: 'count', atLeast: 1 }, forMs: HOUR },
    expected: ['1 pending -> inactive: rule_removed'],
  },
  { why: 'inactive is forgotten', rule: {}, expected: [] },
])('when a rule is gone, what was $why', ({ rule: change, expected }) => {
  const state = createState()
  tick(state, failures(0), [rule(change)], NOON + LATENESS)
  expect(story(tick(state, [], [rule({ id: 'r2' })], NOON + MINUTE))).toEqual(expected)
  expect(state.keys.size).toBe(0)
  expect(state.instances.size).toBe(0)
})

test('a late error fires at the next second', () => {
  const state = createState()
  const rules = [rule({ condition: { kind: 'count', atLeast: 1 } })]
  tick(state, [], rules, NOON + MINUTE)
  const transitions = tick(state, failures(10), rules, NOON + 2 * MINUTE)
  expect(story(transitions)[0]).toBe('60 inactive -> firing: threshold_reached')
})

test('the daemon wakes exactly when something is due', () => {
  const rules = [rule({ condition: { kind: 'count', atLeast: 1 }, forMs: MINUTE })]
  const state = createState()
  tick(state, [failure({ at: NOON + 100 }), failure({ at: NOON + 200 })], rules, NOON)
  const moments: Millis[] = []
  for (let due = nextDue(state, rules); due !== undefined; due = nextDue(state, rules)) {
    moments.push((due - LATENESS - NOON) / SECOND)
    evaluate(state, rules, due)
  }
  expect(moments).toEqual([1, 61, 305, (QUIET_MS + SECOND) / SECOND])
})

test('a backlog of hours with an error in every second is evaluated in a moment', () => {
  const state = createState()
  const events = Array.from({ length: (6 * HOUR) / SECOND }, (_, second) =>
    failure({ at: NOON + second * SECOND, identities: [] }),
  )
  const transitions = tick(state, events, [rule()], NOON + 7 * HOUR)
  expect(transitions).toHaveLength(2)
})
