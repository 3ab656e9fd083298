import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createState } from '../../src/store/state.ts'
import type { Category, Kind } from '../../src/types/catalog.ts'
import { DEFAULT_NOISE, DEFAULT_POLICY, type Policy } from '../../src/types/noise.ts'
import type { Digest, Notification } from '../../src/types/notification.ts'
import type { Rule } from '../../src/types/rule.ts'
import { HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, NOON, offline, rule, success } from '../support/events.ts'
import { liveTick, restarted } from '../support/pipeline.ts'

const of = (category: Category, change: Partial<Rule> = {}) =>
  rule({
    id: category,
    name: category,
    match: { category: [category] },
    condition: { kind: 'count', atLeast: 1 },
    ...change,
  })

const RULES = [
  of('quota_billing', { severity: 'critical' }),
  of('auth'),
  of('permission'),
  of('rate_limit'),
  of('device_offline'),
  of('parameter'),
]

const error = (category: Category, at: Millis, project = 'eu') =>
  failure({ at, project, category, kind: category as Kind, code: category, scope: 'project' })

function names(told: readonly (Notification | Digest)[]): string[] {
  return told.map((one) => (one.kind === 'digest' ? 'digest' : `${one.kind} ${one.rule.name}`))
}

test.for<[source: Category, target: Category]>([
  ['quota_billing', 'auth'],
  ['quota_billing', 'parameter'],
  ['auth', 'permission'],
  ['permission', 'rate_limit'],
  ['rate_limit', 'device_offline'],
  ['device_offline', 'parameter'],
])('%s explains %s in the same project, and in no other', ([source, target]) => {
  const state = createState()
  const errors = [error(target, NOON - 900), error(source, NOON), error(target, NOON, 'us')]
  liveTick(state, errors, RULES, NOON + SECOND)
  const told = liveTick(state, [], RULES, NOON + 3 * SECOND)
  expect(names(told).sort()).toEqual([`firing ${source}`, `firing ${target}`].sort())
  expect(told.find((one) => one.kind === 'firing' && one.rule.name === source)).toMatchObject({
    heldBack: { alerts: 1, errors: 1, named: [{ rule: target, group: { project: 'eu' } }] },
  })
})

test('a target that fires less than a second before its cause is held; one that fired earlier was told', () => {
  const state = createState()
  const sent = [
    ...liveTick(state, [error('device_offline', NOON)], RULES, NOON + SECOND),
    ...liveTick(state, [error('auth', NOON + 900)], RULES, NOON + 2 * SECOND),
    ...liveTick(state, [], RULES, NOON + 10 * SECOND),
  ]
  expect(names(sent)).toEqual(['firing auth'])
})

test('only the root of a chain is told, and it names all', () => {
  const state = createState()
  const chain = ['parameter', 'device_offline', 'rate_limit', 'permission', 'auth'] as const
  liveTick(
    state,
    chain.map((one) => error(one, NOON)),
    RULES,
    NOON + SECOND,
  )
  const [only, ...others] = liveTick(restarted(state), [], RULES, NOON + 2 * SECOND)
  expect(others).toEqual([])
  expect(only).toMatchObject({ rule: { name: 'auth' }, heldBack: { alerts: 4, errors: 4 } })
})

test('when the cause is over, what happens since then is told, and what its window remembers is not', () => {
  const rules = [of('auth'), of('device_offline', { condition: { kind: 'count', atLeast: 3 } })]
  const state = createState()
  const burst = Array.from({ length: 9 }, () => offline({ at: NOON }))
  liveTick(state, [error('auth', NOON), ...burst], rules, NOON + 2 * SECOND)
  const wellAgain = [success({ at: NOON + MINUTE, device: 'another' })]
  const atEnd = liveTick(
    state,
    [...wellAgain, offline({ at: NOON + 4 * MINUTE })],
    rules,
    NOON + 5 * MINUTE + 2 * SECOND,
  )
  expect(names(atEnd)).toEqual(['resolved auth'])
  const more = [offline({ at: NOON + 6 * MINUTE }), offline({ at: NOON + 6 * MINUTE })]
  expect(names(liveTick(state, more, rules, NOON + 6 * MINUTE + 2 * SECOND))).toEqual([])
})

test('what outlives its cause is told', () => {
  const rules = [of('auth', { windowMs: MINUTE }), of('device_offline')]
  const state = createState()
  liveTick(state, [error('auth', NOON), offline({ at: NOON })], rules, NOON + 2 * SECOND)
  const wellAgain = [success({ at: NOON + SECOND, device: 'another' })]
  expect(names(liveTick(state, wellAgain, rules, NOON + MINUTE + 2 * SECOND))).toEqual([
    'resolved auth',
  ])
  expect(names(liveTick(state, [], rules, NOON + MINUTE + 4 * SECOND))).toEqual([])
  const still = [offline({ at: NOON + 2 * MINUTE })]
  const [told] = liveTick(restarted(state), still, rules, NOON + 2 * MINUTE + 2 * SECOND)
  expect(told).toMatchObject({ kind: 'firing', rule: { name: 'device_offline' }, firedAt: NOON })
})

test('a warning never holds back what is critical', () => {
  const state = createState()
  const rules = [of('auth'), of('permission', { severity: 'critical' })]
  liveTick(state, [error('auth', NOON), error('permission', NOON)], rules, NOON + SECOND)
  expect(liveTick(state, [], rules, NOON + 2 * SECOND)).toHaveLength(2)
})

test('nothing is held back where the configuration says none', () => {
  const state = createState()
  const policy: Policy = { ...DEFAULT_POLICY, noise: { ...DEFAULT_NOISE, inhibit: [] } }
  liveTick(state, [error('auth', NOON), error('permission', NOON)], RULES, NOON + SECOND, {
    policy,
  })
  expect(liveTick(state, [], RULES, NOON + 2 * SECOND, { policy })).toHaveLength(2)
})

test('a rule that names only codes is known by the catalog', () => {
  const state = createState()
  const rules = [
    of('auth'),
    rule({ id: 'own', match: { code: ['2001'] }, condition: { kind: 'count', atLeast: 1 } }),
  ]
  const policy: Policy = {
    ...DEFAULT_POLICY,
    meaningOf: () => ({ category: 'device_offline', kind: 'device_offline' }),
  }
  liveTick(state, [error('auth', NOON), offline({ at: NOON })], rules, NOON + SECOND, { policy })
  expect(names(liveTick(state, [], rules, NOON + 2 * SECOND, { policy }))).toEqual(['firing auth'])
})

test('whatever explains whatever, in circles too: somebody is told, and everything held names a cause that is', () => {
  const categories = ['auth', 'permission', 'rate_limit', 'parameter'] as const
  const pair = fc.tuple(fc.constantFrom(...categories), fc.constantFrom(...categories))
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 10 }), (pairs) => {
      const inhibit = pairs.map(([source, target]) => ({
        source: { category: [source] },
        target: { category: [target] },
        equal: ['project' as const],
      }))
      const policy: Policy = { ...DEFAULT_POLICY, noise: { ...DEFAULT_NOISE, inhibit } }
      const state = createState()
      liveTick(
        state,
        categories.map((one) => error(one, NOON)),
        RULES,
        NOON + SECOND,
        { policy },
      )
      const told = liveTick(state, [], RULES, NOON + 2 * SECOND, { policy })
      expect(told.length).toBeGreaterThan(0)
      const roots = new Set(told.map((one) => one.kind === 'firing' && one.incident))
      for (const { held } of state.announced.values())
        if (held) expect(roots.has(held.by ?? '')).toBe(true)
    }),
  )
})

test('an explained incident that ends is nobody’s mail, and stays counted in the last mail of its cause', () => {
  const state = createState()
  const rules = [of('auth', { keepFiringForMs: HOUR }), of('device_offline', { windowMs: MINUTE })]
  liveTick(state, [error('auth', NOON), offline({ at: NOON })], rules, NOON + 2 * SECOND)
  const well = [success({ at: NOON + SECOND, path: '/v1.0/devices/x' })]
  expect(liveTick(state, well, rules, NOON + 30 * MINUTE)).toEqual([])
  expect(state.announced.size).toBe(1)
  const [end, ...others] = liveTick(state, [], rules, NOON + 2 * HOUR)
  expect(others).toEqual([])
  expect(end).toMatchObject({ kind: 'resolved', heldBack: { alerts: 1, errors: 1 } })
})
