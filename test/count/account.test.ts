import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { account } from '../../src/count/account.ts'
import { UNKNOWN_CODES_MAX } from '../../src/count/counters.ts'
import { GROUPS_MAX } from '../../src/count/group.ts'
import { IDENTITIES_MAX, IDENTITY_AGE } from '../../src/count/identities.ts'
import { devicesOffline, OFFLINE_MAX } from '../../src/count/offline.ts'
import { parseSeriesKey, seriesKey } from '../../src/count/series.ts'
import { SUCCESS_SCOPES_MAX } from '../../src/count/successes.ts'
import { createState } from '../../src/store/state.ts'
import type { Event } from '../../src/types/event.ts'
import type { State } from '../../src/types/state.ts'
import { MINUTE, SECOND } from '../../src/types/time.ts'
import { failure, NOON, offline, rule, success, without } from '../support/events.ts'
import { contents } from '../support/pipeline.ts'

const tid = (hash: bigint) => ({ by: 'tid', hash }) as const
/** Far from the hashes of the tids. */
const codeT = (hash: bigint) => ({ by: 'code_t', hash: hash << 32n }) as const

test.for<{ why: string; first: Event; second: Event; outcome: string }>([
  {
    why: 'the same tid again',
    first: failure({ identities: [tid(1n)] }),
    second: failure({ identities: [tid(1n)], source: 'other' }),
    outcome: 'duplicate_identity',
  },
  {
    why: 'another tid, though the same code and t: two devices in one millisecond',
    first: failure({ identities: [tid(1n), codeT(2n)] }),
    second: failure({ identities: [tid(30n), codeT(2n)] }),
    outcome: 'counted',
  },
  {
    why: 'the same code and t, the second without a tid',
    first: failure({ identities: [tid(1n), codeT(2n)] }),
    second: failure({ identities: [codeT(2n)] }),
    outcome: 'duplicate_identity',
  },
  {
    why: 'the same code and t, the first without a tid',
    first: failure({ identities: [codeT(2n)] }),
    second: failure({ identities: [tid(1n), codeT(2n)] }),
    outcome: 'duplicate_identity',
  },
  {
    why: 'the same code and t, both without a tid',
    first: failure({ identities: [codeT(2n)] }),
    second: failure({ identities: [codeT(2n)] }),
    outcome: 'duplicate_identity',
  },
  {
    why: 'other identities',
    first: failure({ identities: [tid(1n)] }),
    second: failure({ identities: [tid(2n)] }),
    outcome: 'counted',
  },
  {
    why: 'the same tid as long after as is remembered',
    first: success({ identities: [tid(1n)] }),
    second: success({ identities: [tid(1n)], at: NOON + IDENTITY_AGE }),
    outcome: 'duplicate_identity',
  },
  {
    why: 'the same tid later than that',
    first: success({ identities: [tid(1n)] }),
    second: success({ identities: [tid(1n)], at: NOON + IDENTITY_AGE + 1 }),
    outcome: 'counted',
  },
  {
    why: 'no identity, the same code in another shape just before',
    first: failure({ identities: [] }),
    second: failure({ identities: [], echo: true }),
    outcome: 'duplicate_echo',
  },
  {
    why: 'no identity, the same shape twice',
    first: failure({ identities: [] }),
    second: failure({ identities: [] }),
    outcome: 'counted',
  },
  {
    why: 'an identity of its own counts more than an echo',
    first: failure({ identities: [tid(1n)] }),
    second: failure({ identities: [tid(2n)], echo: true }),
    outcome: 'counted',
  },
])('$why: $outcome', ({ first, second, outcome }) => {
  const state = createState()
  account(state, first, [])
  expect(account(state, second, []).outcome).toBe(outcome)
})

test('an answer is remembered under identities that only its second sighting showed', () => {
  const state = createState()
  account(state, failure({ identities: [tid(1n)] }), [])
  account(state, failure({ identities: [tid(1n), codeT(2n)] }), [])
  expect(account(state, failure({ identities: [codeT(2n)] }), []).outcome).toBe(
    'duplicate_identity',
  )
})

test('every answer is a response, every error an error, a duplicate neither', () => {
  const state = createState()
  account(state, success(), [])
  account(state, failure({ identities: [tid(7n)] }), [])
  account(state, failure({ identities: [tid(7n)] }), [])
  expect(counters(state)).toEqual({
    [seriesKey('tuya_responses_total', { source: 'billing', project: 'eu' })]: 2,
    [errorKey('1010', 'auth')]: 1,
    [seriesKey('tuyawatch_duplicates_total', { source: 'billing', reason: 'identity' })]: 1,
  })
})

test('an answer at or before the second evaluated last is late, and counted', () => {
  const state = createState()
  state.clock.set('clock', { grid: NOON, reached: NOON + SECOND, live: true })
  expect(account(state, success({ at: NOON }), []).late).toBe(true)
  expect(account(state, success({ at: NOON + 1 }), []).late).toBe(false)
  expect(counters(state)).toMatchObject({
    [seriesKey('tuyawatch_events_late_total', { source: 'billing' })]: 1,
    [seriesKey('tuya_responses_total', { source: 'billing', project: 'eu' })]: 2,
  })
})

test('a late error enters at the next second, into its own bucket, unless the window has passed that', () => {
  const rules = [rule({ windowMs: MINUTE })]
  const state = createState()
  state.clock.set('clock', { grid: NOON, reached: NOON, live: true })
  account(state, failure({ at: NOON - 10 * SECOND }), rules)
  account(state, failure({ at: NOON - 58 * SECOND }), rules)
  account(state, failure({ at: NOON - 59 * SECOND }), rules)
  const [key] = state.keys.values()
  expect(key?.ahead.flat().map(({ due, end }) => [due - NOON, end - NOON])).toEqual([
    [SECOND, -58 * SECOND],
    [SECOND, -10 * SECOND],
  ])
})

test('unknown codes have series of their own up to the limit, then they share one', () => {
  const state = createState()
  const unknown = (code: string) => failure({ code, known: false, category: 'unknown' })
  for (let code = 0; code <= UNKNOWN_CODES_MAX; code++) account(state, unknown(`90${code}`), [])
  account(state, unknown('900'), [])
  expect(state.unknownCodes.size).toBe(UNKNOWN_CODES_MAX)
  expect(counters(state)).toMatchObject({
    [errorKey('900', 'unknown')]: 2,
    [errorKey('other', 'unknown')]: 1,
  })
})

test('identities beyond the limit are forgotten, the first ones first, and counted', () => {
  const state = createState()
  for (let hash = 0n; hash <= IDENTITIES_MAX; hash++)
    account(state, success({ identities: [tid(hash)] }), [])
  expect(state.identities.size).toBeLessThanOrEqual(IDENTITIES_MAX)
  expect(state.identities.get(0n)).toBeUndefined()
  expect(state.identities.get(BigInt(IDENTITIES_MAX))).toBeDefined()
  const forgotten = state.counters.get(seriesKey('tuyawatch_identities_forgotten_total', {}))
  expect(forgotten).toBe(IDENTITIES_MAX + 1 - state.identities.size)
})

test('identities too old to match are forgotten as time goes on', () => {
  const state = createState()
  for (let second = 0; second < 3_600; second++) {
    state.clock.set('clock', { grid: NOON + (second - 1) * SECOND, reached: NOON, live: true })
    account(state, success({ at: NOON + second * SECOND }), [])
  }
  expect(state.identities.size).toBeLessThan(2_000)
  expect(counters(state)).not.toHaveProperty(seriesKey('tuyawatch_identities_forgotten_total', {}))
})

test('groups of a rule beyond the limit are counted in a group `other`', () => {
  const state = createState()
  const rules = [rule({ groupBy: ['device_id'] })]
  for (let device = 0; device < GROUPS_MAX + 5; device++)
    account(state, failure({ device: `d${device}` }), rules)
  expect(state.keys.size).toBe(GROUPS_MAX + 1)
  const others = [...state.keys.values()].find(({ group }) => group.device_id === 'other')
  expect(others?.ahead.flat().map(({ total }) => total)).toEqual([5])
})

test('a device is offline from its last offline error to its next success', () => {
  const state = createState()
  account(state, offline({ at: NOON, device: 'a' }), [])
  account(state, offline({ at: NOON, device: 'b' }), [])
  account(state, offline({ at: NOON, device: 'a', source: 'other' }), [])
  expect(devicesOffline(state)).toEqual([
    { source: 'billing', project: 'eu', devices: 2 },
    { source: 'other', project: 'eu', devices: 1 },
  ])
  account(state, success({ at: NOON + 1, device: 'a' }), [])
  account(state, offline({ at: NOON - 1, device: 'a' }), [])
  expect(devicesOffline(state)).toContainEqual({ source: 'billing', project: 'eu', devices: 1 })
})

test('devices and scopes are remembered up to their limits', () => {
  const state = createState()
  for (let device = 0; device < SUCCESS_SCOPES_MAX + 5; device++) {
    account(state, offline({ device: `d${device}` }), [])
    account(state, without(success({ at: NOON - 1, device: `d${device}` }), 'path'), [])
  }
  expect(state.offline.size).toBe(OFFLINE_MAX)
  expect(state.successes.size).toBe(SUCCESS_SCOPES_MAX)
})

test('a series key says its name and labels again', () => {
  const label = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(label, label, label, label, (source, project, code, category) => {
      const labels = { source, project, code, category }
      expect(parseSeriesKey(seriesKey('tuya_errors_total', labels))).toEqual({
        name: 'tuya_errors_total',
        labels,
      })
    }),
  )
})

test('law: events in any order give the same state', () => {
  const rules = [
    rule(),
    rule({ id: 'r2', groupBy: ['source', 'code'], windowMs: 60 * MINUTE }),
    rule({ id: 'r3', match: { category: ['device_offline'] }, groupBy: ['device_id'] }),
  ]
  fc.assert(
    fc.property(
      fc
        .array(anyEvent(), { minLength: 2, maxLength: 60 })
        .map((events) => [...events, ...events.slice(0, 10)])
        .chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
      ([events, shuffled]) => {
        expect(stateAfter(shuffled, rules)).toEqual(stateAfter(events, rules))
      },
    ),
  )
})

function anyEvent(): fc.Arbitrary<Event> {
  return fc
    .record({
      at: fc.integer({ min: -140, max: 20 }).map((half) => NOON + (half * SECOND) / 2),
      source: fc.constantFrom('billing', 'heating'),
      device: fc.constantFrom('d1', 'd2'),
      sample: fc.constantFrom('x', 'y'),
    })
    .chain((change) =>
      fc.constantFrom<Event>(
        failure(change),
        failure({ ...change, code: '28841004', category: 'quota_billing', scope: 'call' }),
        failure({ ...change, identities: [codeT(hashOf(change))] }),
        failure({ ...change, code: '777', category: 'unknown', known: false }),
        offline(change),
        success(change),
        success({ ...change, path: '/v1.0/token' }),
      ),
    )
}

/** What has the same identity is the same answer. */
function hashOf(change: object): bigint {
  return createHash('sha256').update(JSON.stringify(change)).digest().readBigUInt64BE()
}

function stateAfter(events: readonly Event[], rules: Parameters<typeof account>[2]) {
  const state = createState()
  state.clock.set('clock', { grid: NOON - MINUTE, reached: NOON, live: true })
  for (const event of events) account(state, event, rules)
  return contents(state)
}

function counters(state: State): Record<string, number> {
  return Object.fromEntries(state.counters.entries())
}

function errorKey(code: string, category: string): string {
  return seriesKey('tuya_errors_total', { source: 'billing', project: 'eu', code, category })
}
