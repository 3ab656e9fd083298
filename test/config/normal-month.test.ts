import { expect, test } from 'vitest'
import { defaultConfig } from '../../src/config/default-config.ts'
import { createState } from '../../src/store/state.ts'
import type { Category, Kind, Severity } from '../../src/types/catalog.ts'
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { failure, NOON } from '../support/events.ts'
import { tick } from '../support/pipeline.ts'
import { machine } from './machine.ts'

interface ErrorAt {
  readonly at: Millis
  readonly category: Category
  readonly kind: Kind
  readonly severity: Severity
  readonly device: string
}

const DAYS = 30

const checked = defaultConfig({ paths: ['/a.log'], machine: machine() })
const rules = checked.ok ? checked.value.rules : []

/** `amount` errors from `at` on, evenly over `within`. */
function errors(
  amount: number,
  at: Millis,
  within: Millis,
  what: Omit<ErrorAt, 'at' | 'device'>,
  devices = amount,
): ErrorAt[] {
  return Array.from({ length: amount }, (_, index) => ({
    ...what,
    device: `d${index % devices}`,
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

/** How often each rule fires, in the engine itself. */
function firing(month: readonly ErrorAt[]): Record<string, number> {
  const events = month.map(({ at, ...what }) => failure({ ...what, at: NOON + at, scope: 'call' }))
  const fired = tick(createState(), events, rules, NOON + (DAYS + 1) * DAY)
    .filter(({ to }) => to?.state === 'firing')
    .map(({ key }) => rules.find(({ id }) => id === key.rule)?.name ?? '')
  return Object.fromEntries(
    [...Map.groupBy(fired, (name) => name)].map(([name, all]) => [name, all.length]),
  )
}

const normalMonth: readonly ErrorAt[] = [
  ...daily((day) =>
    Array.from({ length: 12 }, (_, refresh) => day + refresh * 2 * HOUR).flatMap((at) =>
      errors(3, at, 2 * SECOND, token),
    ),
  ),
  ...daily((day) => errors(15 * 4, day + 2 * HOUR, 20 * MINUTE, offline, 15)),
  ...[3, 10, 17, 24].flatMap((day) => errors(10, day * DAY, MINUTE, platform)),
  ...daily((day) => errors(430, day, DAY, unsupported)),
  ...daily((day) => errors(4, day + 9 * HOUR, 10 * SECOND, limited)),
]

test('a normal month is silent', () => {
  expect(firing(normalMonth)).toEqual({})
})

test('even when the nightly offline devices are all asked within a minute', () => {
  expect(firing(errors(15 * 6, 0, MINUTE, offline, 15))).toEqual({})
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
    what: 'a site of thirty devices that loses its power, each asked five times',
    happened: errors(150, DAY, 2 * MINUTE, offline, 30),
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
