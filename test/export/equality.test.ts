import fc from 'fast-check'
import { expect, test } from 'vitest'
import { account } from '../../src/count/account.ts'
import { parseSeriesKey } from '../../src/count/series.ts'
import { zeroSeries } from '../../src/count/zero.ts'
import { prometheusRules } from '../../src/export/prometheus-rules.ts'
import { createState } from '../../src/store/state.ts'
import type { LogEntry } from '../../src/types/config.ts'
import type { ErrorEvent, Event } from '../../src/types/event.ts'
import type { Rule } from '../../src/types/rule.ts'
import { HOUR, MINUTE, type Millis, SECOND } from '../../src/types/time.ts'
import { catalog } from '../support/engine.ts'
import { failure, NOON, rule, success } from '../support/events.ts'
import { tick } from '../support/pipeline.ts'
import { isMissing, promtoolTest, type Scraped } from '../support/promtool.ts'

/** Both sides keep firing to the end, so that what has fired is what fires. */
const HELD = { keepFiringForMs: HOUR }

const AUTH = { category: ['auth'] } as const
const token = (second: number, change: Partial<ErrorEvent> = {}) =>
  failure({ at: NOON + second * SECOND, ...change })
const sign = (second: number) =>
  token(second, { code: '1004', kind: 'signature', severity: 'critical' })
const offline = (second: number) =>
  token(second, { code: '2312', category: 'device_offline', kind: 'device_offline' })
const unknown = (second: number, code = '99') =>
  token(second, { code, category: 'unknown', kind: 'unknown', known: false })

const answer = (second: number) => success({ at: NOON + second * SECOND })
/** One in each of so many seconds. */
const many = (one: (second: number) => Event, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => one(from + index))

const RATIO: Partial<Rule> = {
  condition: { kind: 'ratio', above: 0.2, minVolume: 10 },
  match: AUTH,
}
const SPIKE: Partial<Rule> = {
  condition: { kind: 'spike', factor: 3, minVolume: 6 },
  windowMs: MINUTE,
}

const LOGS: readonly { why: string; rule: Partial<Rule>; events: readonly Event[] }[] = [
  { why: 'enough in the window', rule: {}, events: [token(1), token(100), token(200)] },
  { why: 'too few', rule: {}, events: [token(1), token(100)] },
  {
    why: 'enough, but never within one window',
    rule: {},
    events: [1, 200, 400, 600].map((s) => token(s)),
  },
  { why: 'the first error of all', rule: { condition: atLeast(1) }, events: [token(1)] },
  { why: 'a burst within one second', rule: {}, events: [token(7.1), token(7.2), token(7.3)] },
  {
    why: 'held for long enough',
    rule: { forMs: 2 * MINUTE },
    events: [token(1), token(2), token(3)],
  },
  {
    why: 'not held for long enough',
    rule: { forMs: MINUTE, windowMs: MINUTE },
    events: [token(1), token(29), token(30)],
  },
  { why: 'only its category', rule: { match: AUTH }, events: [token(1), token(2), offline(3)] },
  {
    why: 'only its kind, by the catalog',
    rule: { match: { kind: ['signature'] }, condition: atLeast(2) },
    events: [token(1), sign(2), token(3), sign(60)],
  },
  {
    why: 'only its severity, by the catalog',
    rule: { match: { severity: ['critical'] }, condition: atLeast(2) },
    events: [token(1), sign(2), token(3), unknown(4)],
  },
  {
    why: 'only its codes',
    rule: { match: { code: ['1004'] }, condition: atLeast(2) },
    events: [token(1), token(2), sign(3)],
  },
  {
    why: 'only its sources',
    rule: { match: { source: ['bill*'] }, condition: atLeast(2) },
    events: [token(1), token(2, { source: 'other' }), token(3)],
  },
  {
    why: 'only the project without a name',
    rule: { match: { project: [''] }, condition: atLeast(2) },
    events: [token(1), token(2), token(3, { project: '' }), token(9, { project: '' })],
  },
  {
    why: 'each group for itself',
    rule: { groupBy: ['project', 'code'], condition: atLeast(2) },
    events: [token(1), sign(2), token(3), token(4, { project: 'us' })],
  },
  {
    why: 'groups that are no label',
    rule: { groupBy: ['kind', 'severity'], condition: atLeast(2) },
    events: [token(1), sign(2), sign(3), unknown(4), unknown(5)],
  },
  {
    why: 'no group at all',
    rule: { groupBy: [] },
    events: [token(1), sign(2), token(3, { project: 'us' })],
  },
  {
    why: 'an unknown code from its first error on',
    rule: { condition: atLeast(1) },
    events: [unknown(30)],
  },
  {
    why: 'known and unknown codes together',
    rule: {},
    events: [token(30), unknown(40), unknown(50, '98')],
  },
  {
    why: 'an unknown code that the rule names',
    rule: { match: { code: ['99', '1010'] } },
    events: [unknown(30), unknown(31), token(32), unknown(33, '98')],
  },
  {
    why: 'more than a share of all answers fail',
    rule: RATIO,
    events: [...many(answer, 1, 8), ...many(token, 10, 3)],
  },
  {
    why: 'exactly the share, which is not more',
    rule: RATIO,
    events: [...many(answer, 1, 8), ...many(token, 10, 2)],
  },
  {
    why: 'too few answers for a share',
    rule: RATIO,
    events: [...many(answer, 1, 2), ...many(token, 10, 7)],
  },
  {
    why: 'errors of another kind are answers too',
    rule: RATIO,
    events: [...many(offline, 1, 9), ...many(token, 10, 2)],
  },
  {
    why: 'a share over all projects',
    rule: { ...RATIO, match: {}, groupBy: [] },
    events: [...many(answer, 1, 7), token(10), sign(11), unknown(12), unknown(13)],
  },
  {
    why: 'many times the errors of the window before',
    rule: SPIKE,
    events: [answer(1), token(65), token(70), ...many(token, 125, 6)],
  },
  {
    why: 'not so many times',
    rule: SPIKE,
    events: [answer(1), ...many(token, 65, 3), ...many(token, 130, 6)],
  },
  {
    why: 'no errors before, and enough now',
    rule: SPIKE,
    events: [answer(1), ...many(token, 130, 6)],
  },
  { why: 'too few for a spike', rule: SPIKE, events: [answer(1), ...many(token, 130, 5)] },
  {
    why: 'a spike of a code that nobody had seen before',
    rule: { ...SPIKE, groupBy: ['code'] },
    events: [answer(1), ...many((second) => unknown(second), 130, 6)],
  },
  {
    why: 'nothing to compare with yet',
    rule: SPIKE,
    events: [answer(1), ...many(token, 50, 6)],
  },
]

test.skipIf(isMissing('promtool')).for(LOGS)(
  'Prometheus and the engine fire alike: $why',
  (log) => {
    const one = rule({ ...HELD, ...log.rule })
    expect(differences(one, log.events, firingsOf(one, log.events))).toBe('')
  },
)

/** Less than an hour apart. */
const SOMETIMES = [60, 3_300, 6_600, 9_900, 13_200, 16_500, 19_000].map(sign)

test.skipIf(isMissing('promtool')).for([
  { why: 'after hours of watching', events: [answer(1), token(14_400), token(14_460)], fires: 1 },
  { why: 'not what was there before', events: SOMETIMES, fires: 0 },
  { why: 'not what the first minutes bring', events: [answer(1), sign(600)], fires: 0 },
  { why: 'an unknown code', events: [answer(1), sign(60), unknown(14_400)], fires: 1 },
])('Prometheus and the engine take the same for new: $why', ({ events, fires }) => {
  const groupBy = ['project', 'code'] as const
  const one = rule({ ...HELD, condition: { kind: 'new' }, windowMs: 2 * HOUR, groupBy })
  const end = NOON + 5.5 * HOUR
  const firings = firingsOf(one, events, end)
  expect(firings).toHaveLength(fires)
  expect(differences(one, events, firings, 60, end)).toBe('')
})

test('the table has logs that fire and logs that do not', () => {
  const firing = LOGS.map((log) => firingsOf(rule(log.rule), log.events).length > 0)
  expect(firing.filter(Boolean).length).toBeGreaterThan(8)
  expect(firing.filter((fires) => !fires).length).toBeGreaterThan(4)
})

/** Seconds between scrapes, and between errors: a day of seconds would take promtool minutes. */
const EVERY = 5

const someError = fc
  .tuple(fc.integer({ min: 1, max: 100 }), fc.constantFrom(token, sign, offline, unknown))
  .map(([step, error]) => error(step * EVERY))

const someLog = fc.array(someError, { maxLength: 25 })

const someRule = fc
  .record({
    condition: fc.integer({ min: 1, max: 6 }).map(atLeast),
    windowMs: fc.constantFrom(30, 60, 180).map((seconds) => seconds * SECOND),
    forMs: fc.constantFrom(0, 10, 45).map((seconds) => seconds * SECOND),
    groupBy: fc.constantFrom<Rule['groupBy']>(['project'], ['code'], ['kind', 'category'], []),
    match: fc.constantFrom<Rule['match']>({}, AUTH, { severity: ['warning'] }),
  })
  .map((change) => rule({ ...HELD, ...change }))

/**
 * An error counts for a whole window in Prometheus, less up to a scrape; in the engine for up to a bucket longer.
 * So Prometheus stands between the engine and the engine with a window that is shorter by both. Where those agree, all three must.
 */
test.skipIf(isMissing('promtool'))(
  'on any log Prometheus fires where the engine does',
  {
    timeout: 180_000,
  },
  () => {
    let compared = 0
    fc.assert(
      fc.property(someRule, someLog, (one, events) => {
        const { windowMs } = one
        const shorter = {
          ...one,
          windowMs: windowMs - Math.ceil(windowMs / MINUTE) * SECOND - EVERY * SECOND,
        }
        const firings = firingsOf(one, events)
        if (!sameFirings(firings, firingsOf(shorter, events))) return
        compared += 1
        expect(differences(one, events, firings, EVERY)).toBe('')
      }),
      { numRuns: 30 },
    )
    expect(compared).toBeGreaterThan(10)
  },
)

function atLeast(n: number): Rule['condition'] {
  return { kind: 'count', atLeast: n }
}

interface Firing {
  readonly at: Millis
  readonly labels: Readonly<Record<string, string>>
}

const END = NOON + 12 * MINUTE

/** What the engine fires, in order of time. */
function firingsOf(one: Rule, events: readonly Event[], end = END): readonly Firing[] {
  const state = createState()
  state.clock.set('clock', { grid: NOON, reached: NOON, live: true })
  return tick(state, events, [one], end)
    .filter(({ to }) => to?.state === 'firing')
    .map(({ at, key }) => ({ at, labels: promLabels(key.group) }))
}

/** Prometheus leaves empty labels out; the label `severity` is the alert's. */
function promLabels({ severity, ...group }: Readonly<Record<string, string>>) {
  const labels = { ...group, ...(severity && { code_severity: severity }) }
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''))
}

function sameFirings(a: readonly Firing[], b: readonly Firing[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** What promtool finds other than the engine does: just before each firing, at it, and at the end. */
function differences(
  one: Rule,
  events: readonly Event[],
  firings: readonly Firing[],
  every = 1,
  end = END,
): string {
  const times = new Set([...firings.flatMap(({ at }) => [at - every * SECOND, at]), end])
  const alerts = [...times].map((time) => ({
    at: (time - NOON) / SECOND,
    name: 'TuyaFailing',
    firing: firings
      .filter(({ at }) => at <= time)
      .map(({ labels }) => ({ severity: 'warning', rule: 'failing', ...labels })),
  }))
  const { text } = prometheusRules([one], catalog)
  return promtoolTest(
    text,
    [{ name: one.name, series: scrapes(events, every, end), alerts }],
    every,
  )
}

/** The daemon's own counters, scraped every so many seconds. */
function scrapes(
  events: readonly Event[],
  every: number,
  end: Millis,
): Readonly<Record<string, readonly Scraped[]>> {
  const state = createState()
  for (const key of zeroSeries(logsOf(events), catalog)) state.counters.set(key, 0)
  const series = new Map<string, Scraped[]>()
  for (let at = NOON, scrape = 0; at <= end; at += every * SECOND, scrape++) {
    const since = at - every * SECOND
    for (const event of events) if (since < event.at && event.at <= at) account(state, event, [])
    for (const [key, value] of state.counters.entries()) {
      const values = series.get(key) ?? []
      values[scrape] = value
      series.set(key, values)
    }
  }
  const used = [...series].filter(isOfUse)
  return Object.fromEntries(used.map(([key, values]) => [shown(key), Array.from(values)]))
}

function logsOf(events: readonly Event[]): readonly LogEntry[] {
  return events.map(({ source, project }) => ({
    ...{ name: source, project, paths: [], exclude: [], timezone: 'UTC' },
    startAt: 'end',
    format: 'auto',
  }))
}

/** Hundreds of series stay at 0 and make promtool slow. */
function isOfUse([key, values]: readonly [string, readonly Scraped[]]): boolean {
  return (
    key.includes('tuya_responses_total') ||
    (key.includes('tuya_errors_total') && values.at(-1) !== 0)
  )
}

function shown(key: string): string {
  const { name, labels } = parseSeriesKey(key)
  const all = Object.entries({ job: 'tuyawatch', instance: 'a', ...labels })
  return `${name}{${all.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(',')}}`
}
