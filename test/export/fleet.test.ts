import { expect, test } from 'vitest'
import { prometheusRules } from '../../src/export/prometheus-rules.ts'
import { MINUTE } from '../../src/types/time.ts'
import { catalog } from '../support/engine.ts'
import { rule } from '../support/events.ts'
import { isMissing, type PromCase, promtoolTest, type Scraped } from '../support/promtool.ts'

/** Two minutes of a window of one, at a sample a second. */
const SECONDS = 120
const AT_LEAST = 4

const rules = prometheusRules(
  [rule({ name: 'fleet', condition: { kind: 'count', atLeast: AT_LEAST }, windowMs: MINUTE })],
  catalog,
).text

const FIRING = { severity: 'warning', rule: 'fleet', project: 'eu' }

const auth = (instance: string, code = '1010', category = 'auth') =>
  `tuya_errors_total{job="tuyawatch",instance="${instance}",source="app",project="eu",code="${code}",category="${category}"}`
const responses = (instance: string) =>
  `tuya_responses_total{job="tuyawatch",instance="${instance}",source="app",project="eu"}`

/** A counter that is scraped from one second to another and grows at some. */
function counter(
  { from = 0, to = SECONDS, start = 0 }: { from?: number; to?: number; start?: number },
  ...steps: number[]
): readonly Scraped[] {
  return Array.from({ length: SECONDS + 1 }, (_, second) => {
    if (second === to + 1) return 'stale'
    if (second < from || second > to) return undefined
    return start + steps.filter((step) => step <= second).length
  })
}

interface Fleet {
  readonly why: string
  readonly series: PromCase['series']
  readonly at: number
  readonly fires: boolean
}

const FLEETS: readonly Fleet[] = [
  {
    why: 'two instances reach together what neither reaches alone, and one alert fires',
    series: { [auth('a')]: counter({}, 10, 20), [auth('b')]: counter({}, 15, 25) },
    at: 26,
    fires: true,
  },
  {
    why: 'one error too few in the fleet',
    series: { [auth('a')]: counter({}, 10, 20), [auth('b')]: counter({}, 15) },
    at: 26,
    fires: false,
  },
  {
    why: 'errors that the window has left are gone',
    series: { [auth('a')]: counter({}, 10, 11), [auth('b')]: counter({}, 80, 81) },
    at: 82,
    fires: false,
  },
  {
    why: 'the errors of an instance that is gone count until the window has left them',
    series: { [auth('a')]: counter({ to: 22 }, 10, 20), [auth('b')]: counter({}, 30, 31) },
    at: 50,
    fires: true,
  },
  {
    why: 'an instance that moved, its counters restored, brings no error with it',
    series: {
      [auth('a')]: counter({ to: 70, start: 500 }),
      [responses('a')]: counter({ to: 70, start: 900 }),
      [auth('a-moved')]: counter({ from: 75, start: 500 }),
      [responses('a-moved')]: counter({ from: 75, start: 900 }),
    },
    at: 100,
    fires: false,
  },
  {
    why: 'nor does one that moved with the counters of unknown codes',
    series: {
      [auth('a', '99', 'unknown')]: counter({ to: 10, start: 500 }),
      [responses('a')]: counter({ to: 10, start: 900 }),
      [auth('b', '1010')]: counter({}),
      [responses('b')]: counter({}),
      [auth('a-moved', '99', 'unknown')]: counter({ from: 100, start: 500 }),
      [responses('a-moved')]: counter({ from: 100, start: 900 }),
    },
    at: 110,
    fires: false,
  },
  {
    why: 'nor one that was down for longer than the window and came back at its own address',
    series: {
      [auth('a', '99', 'unknown')]: [
        ...counter({ to: 19, start: 500 }).slice(0, 21),
        ...counter({ from: 90, start: 500 }).slice(21),
      ],
      [responses('a')]: [...counter({ to: 19 }).slice(0, 21), ...counter({ from: 90 }).slice(21)],
    },
    at: 110,
    fires: false,
  },
  {
    why: 'an instance that lost its state counts anew',
    series: {
      [auth('a')]: [
        ...counter({ start: 500 }).slice(0, 40),
        ...counter({}, 50, 51, 52, 53).slice(40),
      ],
    },
    at: 60,
    fires: true,
  },
  {
    why: 'the first errors of an unknown code count, although its series begins with them',
    series: {
      [auth('a', '99', 'unknown')]: counter({ from: 70, start: 3 }, 80),
      [responses('a')]: counter({}),
    },
    at: 81,
    fires: true,
  },
  {
    why: 'and leave the window like any other',
    series: {
      [auth('a', '99', 'unknown')]: counter({ from: 5, start: 3 }, 80),
      [responses('a')]: counter({ start: 1 }),
    },
    at: 81,
    fires: false,
  },
]

test.skipIf(isMissing('promtool')).for(FLEETS)('$why', ({ why, series, at, fires }) => {
  const alerts = [{ at, name: 'TuyaFleet', firing: fires ? [FIRING] : [] }]
  expect(promtoolTest(rules, [{ name: why, series, alerts }])).toBe('')
})

test.skipIf(isMissing('promtool'))('increase() would see four errors where there are three', () => {
  const everySecond = counter({ start: 500 }, 16, 31, 46)
  const scraped = everySecond.map((value, second) => (second % 15 === 0 ? value : undefined))
  const expr = `sum(increase(tuya_errors_total[1m])) >= bool ${AT_LEAST}`
  const name = 'scraped every 15 s'
  const alerts = [{ at: 74, name: 'TuyaFleet', firing: [] }]
  const queries = [{ at: 74, expr, values: [1] }]
  expect(promtoolTest(rules, [{ name, series: { [auth('a')]: scraped }, alerts, queries }])).toBe(
    '',
  )
})

test.skipIf(isMissing('promtool'))('levels fire one above the other, the lower one on', () => {
  const levels = rule({
    name: 'fleet',
    condition: { kind: 'count', atLeast: 2, criticalAt: 4 },
    windowMs: MINUTE,
  })
  const { text } = prometheusRules([levels], catalog)
  const series = { [auth('a')]: counter({}, 10, 20, 40, 50) }
  const alerts = [
    { at: 19, name: 'TuyaFleet', firing: [] },
    { at: 20, name: 'TuyaFleet', firing: [FIRING] },
    { at: 50, name: 'TuyaFleet', firing: [FIRING, { ...FIRING, severity: 'critical' }] },
  ]
  expect(promtoolTest(text, [{ name: 'levels', series, alerts }])).toBe('')
})
