import { expect, test } from 'vitest'
import { prometheusRules } from '../../src/export/prometheus-rules.ts'
import type { QuotaPlan } from '../../src/types/quota.ts'
import type { Condition, Rule } from '../../src/types/rule.ts'
import { MINUTE } from '../../src/types/time.ts'
import { catalog } from '../support/engine.ts'
import { rule } from '../support/events.ts'
import { isMissing, type PromCase, promtoolTest, type Scraped } from '../support/promtool.ts'

/** A sample at each step, and what it is then. */
const STEPS = 40
const over = (value: (step: number) => Scraped): readonly Scraped[] =>
  Array.from({ length: STEPS + 1 }, (_, step) => value(step))

const of = (metric: string, instance: string, labels = '') =>
  `${metric}{job="tuyawatch",instance="${instance}",source="app"${labels}}`
const lines = (instance: string) => of('tuyawatch_log_lines_total', instance)
const responses = (instance: string) => of('tuya_responses_total', instance, ',project="eu"')
const errors = (instance: string) =>
  of('tuya_errors_total', instance, ',project="eu",code="1010",category="auth"')
const lost = (instance: string) =>
  of('tuyawatch_log_lost_bytes_total', instance, ',reason="truncated"')
const offline = (instance: string) => of('tuya_devices_offline', instance, ',project="eu"')
const quota = (metric: string, instance: string) =>
  `tuya_quota_${metric}{job="tuyawatch",instance="${instance}",project="eu"}`

/** Grows at each step up to one, and stands still from there on. */
const until = (last: number) => over((step) => Math.min(step, last))
const always = over((step) => step)
const still = (value: number) => over(() => value)

const PLAN: QuotaPlan = {
  ...{ project: 'eu', calls: 1_000, period: 'monthly', resetsOn: 1, timezone: 'UTC', exclude: [] },
}
const absent = (what: 'response' | 'success' | 'line'): Condition => ({ kind: 'absent', what })
const LOST: Condition = { kind: 'lost', atLeast: 10 }
const SHARE: Condition = { kind: 'quota', at: 0.85, plans: [PLAN] }
const FORECAST: Condition = { kind: 'quota', at: 'forecast', plans: [PLAN] }
const DEVICES: Condition = { kind: 'distinct', atLeast: 25 }

/** A window of twelve steps; for forecasts a step is a quarter of an hour. */
const CASES: readonly {
  readonly why: string
  readonly condition: Condition
  readonly series: PromCase['series']
  readonly match?: Rule['match']
  readonly every?: number
  /** Steps at which it does not fire, and at which it does. */
  readonly quiet: readonly number[]
  readonly fires: readonly number[]
}[] = [
  {
    why: 'no line any more',
    condition: absent('line'),
    series: { [lines('a')]: until(15), [responses('a')]: still(0) },
    quiet: [10, 26],
    fires: [27, 40],
  },
  {
    why: 'a log that never had a line misses none',
    condition: absent('line'),
    series: { [lines('a')]: still(0), [responses('a')]: still(0) },
    quiet: [10, 40],
    fires: [],
  },
  {
    why: 'lines at one of two instances are lines of the fleet',
    condition: absent('line'),
    series: {
      ...{ [lines('a')]: until(15), [responses('a')]: still(0) },
      ...{ [lines('b')]: always, [responses('b')]: still(0) },
    },
    quiet: [27, 40],
    fires: [],
  },
  {
    why: 'lines, but never an answer',
    condition: absent('response'),
    series: { [lines('a')]: always, [responses('a')]: still(0) },
    quiet: [5, 12],
    fires: [14],
  },
  {
    why: 'answers, but only errors',
    condition: absent('success'),
    series: {
      [lines('a')]: always,
      [responses('a')]: always,
      [errors('a')]: over((s) => Math.max(0, s - 10)),
    },
    quiet: [12, 21],
    fires: [22],
  },
  {
    why: 'answers with successes among them',
    condition: absent('success'),
    series: { [lines('a')]: always, [responses('a')]: over((s) => 2 * s), [errors('a')]: always },
    quiet: [20, 40],
    fires: [],
  },
  {
    why: 'the first bytes lost, of a series that stood at 0',
    condition: LOST,
    series: {
      ...{ [lines('a')]: always, [responses('a')]: still(0) },
      [lost('a')]: over((step) => (step < 20 ? 0 : 500)),
    },
    quiet: [19, 33],
    fires: [20, 31],
  },
  {
    why: 'bytes lost at two instances, too few at each',
    condition: LOST,
    series: {
      ...{ [lines('a')]: always, [responses('a')]: still(0) },
      ...{ [lines('b')]: always, [responses('b')]: still(0) },
      [lost('a')]: over((step) => (step < 20 ? 900 : 905)),
      [lost('b')]: over((step) => (step < 22 ? 100 : 105)),
    },
    quiet: [21],
    fires: [22],
  },
  {
    why: 'an instance that moved with what it had lost before loses nothing',
    condition: LOST,
    series: {
      ...{ [lines('b')]: always, [responses('b')]: still(0) },
      [lines('a-moved')]: over((step) => (step < 20 ? undefined : 5_000)),
      [responses('a-moved')]: over((step) => (step < 20 ? undefined : 70)),
      [lost('a-moved')]: over((step) => (step < 20 ? undefined : 500)),
    },
    quiet: [20, 25, 40],
    fires: [],
  },
  {
    why: 'what two sidecars have used is what the plan has lost',
    condition: SHARE,
    series: {
      [quota('used_ratio', 'a')]: still(0.5),
      [quota('used_ratio', 'b')]: over((step) => (step < 20 ? 0.34 : 0.35)),
    },
    quiet: [19],
    fires: [20],
  },
  {
    why: 'two sidecars that will use up the plan together',
    condition: FORECAST,
    every: 900,
    series: {
      ...{ [responses('a')]: always, [responses('b')]: always },
      [quota('used_ratio', 'a')]: over((step) => step / 1_000),
      [quota('used_ratio', 'b')]: over((step) => step / 1_000),
      [quota('reset_timestamp_seconds', 'a')]: still(10 * 86_400),
      [quota('reset_timestamp_seconds', 'b')]: still(10 * 86_400),
    },
    quiet: [20, 23],
    fires: [24, 40],
  },
  {
    why: 'one of them alone will not',
    condition: FORECAST,
    every: 900,
    series: {
      [responses('a')]: always,
      [quota('used_ratio', 'a')]: over((step) => step / 1_000),
      [quota('reset_timestamp_seconds', 'a')]: still(10 * 86_400),
    },
    quiet: [24, 40],
    fires: [],
  },
  {
    why: 'devices offline, told of by two instances',
    condition: DEVICES,
    match: { category: ['device_offline'] },
    series: { [offline('a')]: always, [offline('b')]: still(5) },
    quiet: [19],
    fires: [20, 40],
  },
]

const EVERY = 5

test.skipIf(isMissing('promtool')).for(CASES)('$why', (one) => {
  const { why, condition, series, match = {}, every = EVERY, quiet, fires } = one
  const { text } = prometheusRules(
    [rule({ name: 'place', condition, match, groupBy: ['project'], windowMs: MINUTE })],
    catalog,
  )
  const alert = (firing: boolean) => (step: number) => ({
    ...{ at: step * every, name: 'TuyaPlace' },
    firing: firing ? [{ severity: 'warning', rule: 'place', project: 'eu' }] : [],
  })
  const alerts = [...quiet.map(alert(false)), ...fires.map(alert(true))]
  expect(promtoolTest(text, [{ name: why, series, alerts }], every)).toBe('')
})
