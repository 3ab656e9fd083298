import { expect, test } from 'vitest'
import { defaultConfig } from '../../src/config/default-config.ts'
import type { Category, Kind, Severity } from '../../src/types/catalog.ts'
import type { Rule } from '../../src/types/rule.ts'
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { machine } from './machine.ts'

interface ErrorAt {
  readonly at: Millis
  readonly category: Category
  readonly kind: Kind
  readonly severity: Severity
}

const DAYS = 30

const checked = defaultConfig({ paths: ['/a.log'], machine: machine() })
const rules = checked.ok ? checked.value.rules : []

/** `amount` errors from `at` on, evenly over `within`. */
function errors(amount: number, at: Millis, within: Millis, what: Omit<ErrorAt, 'at'>): ErrorAt[] {
  return Array.from({ length: amount }, (_, index) => ({
    ...what,
    at: at + Math.floor((index * within) / amount),
  }))
}

function daily(make: (day: Millis) => readonly ErrorAt[]): ErrorAt[] {
  return Array.from({ length: DAYS }, (_, day) => make(day * DAY)).flat()
}

const token = { category: 'auth', kind: 'auth_token', severity: 'warning' } as const
const offline = { category: 'device_offline', kind: 'device_offline', severity: 'info' } as const
const platform = { category: 'platform', kind: 'platform', severity: 'warning' } as const
const unsupported = {
  category: 'unsupported',
  kind: 'unsupported',
  severity: 'warning',
} as const
const parameter = { category: 'parameter', kind: 'parameter', severity: 'warning' } as const
const limited = { category: 'rate_limit', kind: 'rate_limit', severity: 'warning' } as const
const denied = { category: 'permission', kind: 'permission', severity: 'warning' } as const
const plan = { category: 'quota_billing', kind: 'subscription', severity: 'critical' } as const
const signature = { category: 'auth', kind: 'signature', severity: 'critical' } as const

/** How often a rule begins to fire: its threshold reached on the grid of seconds, and held for `forMs`. */
function firings(rule: Rule, month: readonly ErrorAt[]): number {
  const times = month.filter((error) => matches(rule, error)).map(({ at }) => at)
  const grid = times.map((at) => Math.ceil(at / SECOND) * SECOND).toSorted((a, b) => a - b)
  const held: [from: Millis, to: Millis][] = []
  for (const [index, last] of grid.entries()) {
    const first = grid[index - rule.condition.atLeast + 1]
    if (first === undefined || first + rule.windowMs <= last) continue
    const before = held.at(-1)
    if (before && last <= before[1]) before[1] = first + rule.windowMs
    else held.push([last, first + rule.windowMs])
  }
  return held.filter(([from, to]) => to - from > rule.forMs).length
}

function matches({ match }: Rule, error: ErrorAt): boolean {
  return (
    (match.category?.includes(error.category) ?? true) &&
    (match.kind?.includes(error.kind) ?? true) &&
    (match.severity?.includes(error.severity) ?? true)
  )
}

function firing(month: readonly ErrorAt[]): Record<string, number> {
  const counts = rules.map((rule) => [rule.name, firings(rule, month)] as const)
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

const normalMonth: readonly ErrorAt[] = [
  ...daily((day) =>
    Array.from({ length: 12 }, (_, refresh) => day + refresh * 2 * HOUR).flatMap((at) =>
      errors(3, at, 2 * SECOND, token),
    ),
  ),
  ...daily((day) => errors(15 * 4, day + 2 * HOUR, 20 * MINUTE, offline)),
  ...[3, 10, 17, 24].flatMap((day) => errors(10, day * DAY, MINUTE, platform)),
  ...daily((day) => errors(430, day, DAY, unsupported)),
  ...daily((day) => errors(4, day + 9 * HOUR, 10 * SECOND, limited)),
]

test('a normal month is silent', () => {
  expect(firing(normalMonth)).toEqual({})
})

test('even when the nightly offline devices are all asked within a minute', () => {
  expect(firing(errors(15 * 6, 0, MINUTE, offline))).toEqual({})
})

test('a deploy with forty wrong requests alerts once', () => {
  const deploy = errors(40, 12 * DAY, 8 * MINUTE, parameter)
  expect(firing([...normalMonth, ...deploy])).toEqual({ 'bad-requests': 1 })
})

test.for([
  { what: 'one expired plan', happened: errors(1, DAY, 1, plan), rule: 'quota-or-billing' },
  { what: 'one wrong signature', happened: errors(1, DAY, 1, signature), rule: 'access-refused' },
  {
    what: 'a token that is never renewed, asked for once a minute',
    happened: errors(20, DAY, 20 * MINUTE, token),
    rule: 'auth-failing',
  },
  {
    what: 'half an hour of slowed down polling',
    happened: errors(180, DAY, 30 * MINUTE, limited),
    rule: 'rate-limited',
  },
  {
    what: 'an unlinked account, asked for every half minute',
    happened: errors(120, DAY, HOUR, denied),
    rule: 'permission-denied',
  },
  {
    what: 'an outage of the platform, met once a minute',
    happened: errors(60, DAY, HOUR, platform),
    rule: 'platform-outage',
  },
  {
    what: 'a site of a hundred and fifty devices that loses its power',
    happened: errors(150, DAY, 2 * MINUTE, offline),
    rule: 'devices-offline',
  },
])('$what alerts by $rule', ({ happened, rule }) => {
  expect(firing(happened)).toEqual({ [rule]: 1 })
})

test.for([
  { what: 'a burst of rate limits', happened: errors(200, DAY, MINUTE, limited) },
  { what: 'a burst of refusals', happened: errors(50, DAY, MINUTE, denied) },
])('$what passes by itself', ({ happened }) => {
  expect(firing(happened)).toEqual({})
})
