import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { catalogOf } from '../../src/catalog/lookup.ts'
import { loadConfig } from '../../src/config/load.ts'
import type { Alert } from '../../src/export/alert.ts'
import { prometheusRules } from '../../src/export/prometheus-rules.ts'
import type { QuotaPlan } from '../../src/types/quota.ts'
import type { Rule } from '../../src/types/rule.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/types/time.ts'
import { machine } from '../config/machine.ts'
import { catalog } from '../support/engine.ts'
import { rule } from '../support/events.ts'
import { isMissing, promtoolCheck } from '../support/promtool.ts'

interface Group {
  readonly name: string
  readonly interval: string
  readonly rules: readonly Alert[]
}

function groupsOf(...rules: readonly Rule[]): readonly Group[] {
  return parse(prometheusRules(rules, catalog).text).groups
}

function alertsOf(change: Partial<Rule>): readonly Alert[] {
  return groupsOf(rule(change)).flatMap(({ rules }) => rules)
}

test('a rule is one alert, its counters taken for themselves and then added', () => {
  const [alert] = alertsOf({
    name: 'rate-limited',
    match: { category: ['rate_limit'] },
    forMs: 10 * MINUTE,
    keepFiringForMs: 90 * SECOND,
    severity: 'critical',
    runbook: 'https://example.com/limits',
  })
  expect(alert).toMatchObject({
    alert: 'TuyaRateLimited',
    for: '10m',
    keep_firing_for: '90s',
    labels: { severity: 'critical', rule: 'rate-limited' },
    annotations: {
      summary: '3 or more errors of the Tuya cloud in 5m (rate_limit)',
      description: expect.stringContaining('{{ with $labels.project }}, project {{ . }}{{ end }}'),
      runbook_url: 'https://example.com/limits',
    },
  })
  expect(alert?.expr).toBe(`sum by (project) (
  (
      last_over_time(tuya_errors_total{category="rate_limit"}[5m])
    - min_over_time(tuya_errors_total{category="rate_limit"}[5m])
  )
) >= 3`)
})

test.for<{ why: string; change: Partial<Rule>; shows: readonly string[]; hides?: string }>([
  {
    why: 'every error, unknown codes from their first on',
    change: {},
    shows: ['last_over_time(tuya_errors_total[5m])', 'tuya_errors_total{category="unknown"}\n'],
  },
  {
    why: 'several categories',
    change: { match: { category: ['auth', 'platform'] } },
    shows: ['{category=~"auth|platform"}'],
    hides: 'unknown',
  },
  {
    why: 'a kind that is a whole category needs no codes',
    change: { match: { kind: ['rate_limit', 'device_offline'] } },
    shows: ['{category=~"device_offline|rate_limit"}'],
    hides: 'code',
  },
  {
    why: 'a kind that is a part of a category is its codes',
    change: { match: { kind: ['signature'] } },
    shows: ['category="auth",code=~"', '|1004|'],
    hides: '1010',
  },
  {
    why: 'codes of the catalog begin at 0',
    change: { match: { code: ['1010', '1011'] } },
    shows: ['{code=~"1010|1011"}'],
    hides: 'unknown',
  },
  {
    why: 'codes that the catalog does not know do not',
    change: { match: { code: ['1010', 'MINE'] } },
    shows: ['{code=~"1010|MINE"}', '{category="unknown",code="MINE"}'],
  },
  {
    why: 'where it was logged, in every selector',
    change: { match: { source: ['billing-*', 'a.b'], project: [''] } },
    shows: [
      'tuya_errors_total{source=~"billing-.*|a\\\\.b",project=""}',
      '{category="unknown",source=~"billing-.*|a\\\\.b",project=""}',
      'tuya_responses_total{source=~"billing-.*|a\\\\.b",project=""}',
    ],
  },
  {
    why: 'quotes and other alphabets in a name',
    change: { match: { category: ['auth'], project: ['Büro "1"'] } },
    shows: ['project="Büro \\"1\\""'],
  },
])('the expression says $why', ({ change, shows, hides = '\0' }) => {
  const [alert] = alertsOf(change)
  for (const text of shows) expect(alert?.expr).toContain(text)
  expect(alert?.expr).not.toContain(hides)
})

test('a code with meanings in two categories counts only in the one that is meant', () => {
  const [alert] = alertsOf({ match: { severity: ['critical'] } })
  const twice = Map.groupBy(catalog.entries, ({ code }) => code)
  const torn = [...twice.values()].filter(
    (entries) =>
      new Set(entries.map(({ category }) => category)).size > 1 &&
      new Set(entries.map(({ severity }) => severity === 'critical')).size > 1,
  )
  expect(torn.length).toBeGreaterThan(0)
  for (const { code, category, severity } of torn.flat())
    expect(selects(alert, code, category), `${code} ${category}`).toBe(severity === 'critical')
})

/** Reads the selectors of an expression as Prometheus does. */
function selects(alert: Alert | undefined, code: string, category: string): boolean {
  const selectors = [
    ...(alert?.expr ?? '').matchAll(/last_over_time\(tuya_errors_total\{(.*?)\}\[/g),
  ]
  return selectors.some(([, matchers = '']) => {
    const allows = (label: string, value: string) => {
      const [, , pattern] = new RegExp(`\\b${label}=(~?)"(.*?)"`).exec(matchers) ?? []
      return pattern === undefined || new RegExp(`^(?:${pattern})$`).test(value)
    }
    return allows('code', code) && allows('category', category)
  })
}

test('two meanings in one series are counted together, with a warning', () => {
  const [entry] = catalog.entries
  if (entry === undefined) throw new Error('the catalog is empty')
  const own = catalogOf([
    { ...entry, code: '77', severity: 'critical', when: { message: 'other' } },
    { ...entry, code: '77', severity: 'info' },
  ])
  const { warnings } = prometheusRules(
    [rule({ name: 'severe', match: { severity: ['critical'] } })],
    own,
  )
  expect(warnings).toEqual(['rule "severe" counts code 77 in every meaning'])
})

const OFFLINE: Rule['match'] = { category: ['device_offline'] }

test.for<{ change: Partial<Rule>; why: string }>([
  {
    change: { condition: { kind: 'distinct', atLeast: 25 } },
    why: 'no metric tells devices apart but by whether they are offline',
  },
  {
    change: { condition: { kind: 'distinct', atLeast: 10, share: 0.2 }, match: OFFLINE },
    why: 'no metric shows how many devices there are',
  },
  {
    change: { condition: { kind: 'distinct', atLeast: 10 }, match: OFFLINE, groupBy: ['code'] },
    why: 'it groups devices by code, and the metric of those that are offline does not',
  },
  { change: { match: { message: 'token' } }, why: 'it looks at messages, which are no label' },
  { change: { match: { path: ['/v1.0/*'] } }, why: 'it looks at paths, which are no label' },
  { change: { groupBy: ['project', 'path'] }, why: 'it groups by path, which is no label' },
  { change: { groupBy: ['device_id'] }, why: 'it groups by device_id, which is no label' },
  { change: { match: { source: ['!x*'] } }, why: 'the glob "!x*" has no counterpart in RE2' },
  {
    change: { match: { category: ['auth'], kind: ['platform'] } },
    why: 'no code of the catalog is what it matches',
  },
])('left out with a comment and a warning: $why', ({ change, why }) => {
  const { text, warnings } = prometheusRules([rule(change)], catalog)
  expect(warnings).toEqual([`rule "failing" is left out: ${why}`])
  expect(text).toContain(`# rule "failing" is left out: ${why}\n`)
  expect(parse(text)).toEqual({ groups: [] })
})

test('groups that are no label become alerts of their own', () => {
  const alerts = alertsOf({
    match: { category: ['auth'] },
    groupBy: ['source', 'kind', 'severity'],
  })
  const labels = alerts.map(({ labels: { kind, code_severity } }) => `${kind} ${code_severity}`)
  expect(labels).toContain('signature critical')
  expect(new Set(labels).size).toBe(labels.length)
  expect(alerts[0]?.expr).toMatch(/^sum by \(source\)/)
  expect(alerts[0]?.annotations['description']).toMatch(/, source .*, kind \w+, severity \w+/)
})

test('long windows are read less often', () => {
  const windows = [MINUTE, 5 * MINUTE, 24 * HOUR]
  const groups = groupsOf(...windows.map((windowMs) => rule({ windowMs, name: `in ${windowMs}` })))
  expect(groups.map(({ interval }) => interval)).toEqual(['15s', '30s', '1m'])
})

test('what people wrote is no template and no YAML', () => {
  const name = 'a {{ $labels.x }}: # "b"'
  const [alert] = alertsOf({ name, why: 'because {{ 1 }}' })
  expect(alert?.labels['rule']).toBe('a {{ "{{" }} $labels.x }}: # "b"')
  expect(alert?.alert).toBe('TuyaALabelsXB')
  expect(alert?.annotations['description']).toContain('because {{ "{{" }} 1 }}')
})

test('the default rules are all there', () => {
  const { text } = prometheusRules(defaultRules(), catalog)
  for (const { name } of defaultRules()) expect(text).toContain(`rule: ${name}\n`)
})

const PLAN: QuotaPlan = {
  ...{ project: 'eu.1', calls: 1_000, period: 'monthly', resetsOn: 1 },
  ...{ timezone: 'UTC', exclude: ['rate_limit'] },
}

test.for<{ change: Partial<Rule>; remark: string | undefined }>([
  {
    change: { condition: { kind: 'count', atLeast: 10, resolveAt: 2 } },
    remark: 'ends where it no longer fires, without a threshold of its own',
  },
  {
    change: { condition: { kind: 'ratio', above: 0.2, minVolume: 50, resolveAt: 0.05 } },
    remark: 'ends where it no longer fires, without a threshold of its own',
  },
  { change: { condition: { kind: 'ratio', above: 0.2, minVolume: 50 } }, remark: undefined },
  {
    change: { condition: { kind: 'distinct', atLeast: 25 }, match: OFFLINE },
    remark: 'counts devices that are offline now; one that two logs tell of counts twice',
  },
  {
    change: {
      condition: { kind: 'quota', at: 0.8, plans: [{ ...PLAN, shown: { used: 1, at: 1 } }] },
    },
    remark: 'adds what each instance has used: give "used" to one instance of a fleet only',
  },
  { change: { condition: { kind: 'quota', at: 'forecast', plans: [PLAN] } }, remark: undefined },
  {
    change: { condition: { kind: 'new' }, windowMs: 30 * DAY },
    remark: 'looks back 30d: let Prometheus keep as much',
  },
  { change: { condition: { kind: 'absent', what: 'line' } }, remark: undefined },
])('what Prometheus does otherwise is remarked on: $remark', ({ change, remark }) => {
  const { warnings } = prometheusRules([rule(change)], catalog)
  expect(warnings).toEqual(remark === undefined ? [] : [`rule "failing" ${remark}`])
})

test('a summary says what fires', () => {
  const summaries = [
    alertsOf({ condition: { kind: 'count', atLeast: 1 } }),
    alertsOf({ condition: { kind: 'ratio', above: 0.125, minVolume: 50 } }),
    alertsOf({ condition: { kind: 'spike', factor: 5, minVolume: 50 } }),
    alertsOf({ condition: { kind: 'new' } }),
    alertsOf({ condition: { kind: 'absent', what: 'success' } }),
    alertsOf({ condition: { kind: 'lost', atLeast: 1 } }),
    alertsOf({ condition: { kind: 'distinct', atLeast: 25 }, match: OFFLINE }),
    alertsOf({ condition: { kind: 'quota', at: 0.85, plans: [PLAN] } }),
    alertsOf({ condition: { kind: 'quota', at: 'forecast', plans: [PLAN] } }),
  ].map(([alert]) => alert?.annotations['summary'])
  expect(summaries).toEqual([
    'An error of the Tuya cloud in 5m',
    'More than 12.5% errors among 50 or more answers of the Tuya cloud in 5m',
    '50 or more errors, 5 times as many as before, of the Tuya cloud in 5m',
    'A new error of the Tuya cloud in 5m',
    'No success of the Tuya cloud in 5m',
    'A byte or more of logs lost in 5m',
    '25 or more devices of the Tuya cloud offline',
    '85% or more of the calls of the plan are used',
    'The calls of the plan will be used up before the reset',
  ])
})

test.skipIf(isMissing('promtool'))('promtool is content with every form of rule', () => {
  const forms: readonly Rule[] = [
    ...defaultRules(),
    rule({ name: 'every error {{ x', why: 'a {{ b' }),
    rule({ name: 'Büro "1"', match: { source: ['{a,b}-*', 'x.y'], project: ['', 'Büro "1"'] } }),
    rule({ name: 'grouped', groupBy: ['kind', 'severity', 'code'] }),
    rule({ name: 'no group', groupBy: [], forMs: 61 * SECOND }),
    rule({ name: 'levels', condition: { kind: 'count', atLeast: 2, criticalAt: 4 } }),
    rule({ name: 'ratio', condition: { kind: 'ratio', above: 0.2, minVolume: 50 } }),
    rule({ name: 'spike', condition: { kind: 'spike', factor: 5, minVolume: 50 }, groupBy: [] }),
    ...(['response', 'success', 'line'] as const).map((what) =>
      rule({ name: what, condition: { kind: 'absent', what }, match: { source: ['a*'] } }),
    ),
    rule({ name: 'lost', condition: { kind: 'lost', atLeast: 1 }, groupBy: ['source'] }),
    rule({ name: 'new', condition: { kind: 'new' }, windowMs: 30 * DAY }),
    rule({ name: 'share', condition: { kind: 'quota', at: 0.85, plans: [PLAN] } }),
    rule({ name: 'forecast', condition: { kind: 'quota', at: 'forecast', plans: [PLAN, PLAN] } }),
    rule({ name: 'severe', match: { severity: ['warning', 'critical'] }, windowMs: 90 * SECOND }),
  ]
  expect(promtoolCheck(prometheusRules(forms, catalog).text)).toBe('')
})

function defaultRules(): readonly Rule[] {
  const text = 'logs: [{ path: /var/log/app.log }]'
  const config = loadConfig({ file: 'tuyawatch.yaml', text }, machine())
  if (!config.ok) throw new Error('the smallest configuration is wrong')
  return config.value.rules
}
