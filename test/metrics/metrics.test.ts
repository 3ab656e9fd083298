import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMetrics } from '../../src/metrics/metrics.ts'
import { METRIC_FORMATS } from '../../src/metrics/process.ts'
import type { MetricsSnapshot } from '../../src/metrics/snapshot.ts'
import { METRICS } from '../../src/metrics/table.ts'
import { COUNTERS, type CounterName } from '../../src/types/series.ts'

const COUNTER_NAMES = Object.keys(COUNTERS) as CounterName[]

const metrics = createMetrics({ version: '1.2.3', revision: 'abc' })

const quiet: MetricsSnapshot = {
  counters: [],
  logs: [],
  devicesOffline: [],
  alerts: [],
  outboxEntries: 0,
  receivers: [],
  clockLagMs: 0,
  stateWritable: true,
  watchMode: 'events',
  lastReload: { successful: true, succeededAt: 1_700_000_000_000 },
}

const busy: MetricsSnapshot = {
  counters: COUNTER_NAMES.map((name, index) => ({
    name,
    labels: Object.fromEntries(COUNTERS[name].map((label) => [label, `${label} "${index}"`])),
    value: index,
  })),
  logs: [
    {
      source: 'billing',
      lagBytes: 12,
      lagMs: 2_500,
      files: { following: 2, finished: 1, unreadable: 0 },
      lastEventAt: 1_700_000_000_500,
    },
    { source: 'quiet', lagBytes: 0, lagMs: 0, files: { following: 0, finished: 0, unreadable: 0 } },
  ],
  devicesOffline: [{ source: 'billing', project: 'eu', devices: 3 }],
  quotas: [
    {
      ...{ project: 'eu', usedRatio: 0.5 },
      ...{ resetsAt: 1_700_000_000_000, exhaustedAt: 1_690_000_000_000 },
    },
  ],
  alerts: [{ rule: 'quota', pending: 0, firing: 1 }],
  outboxEntries: 4,
  receivers: [
    { receiver: 'ops', failing: true },
    { receiver: 'chat', failing: false },
  ],
  clockLagMs: 1_500,
  stateWritable: false,
  watchMode: 'sweep',
  lastReload: { successful: false, succeededAt: 1_700_000_000_000 },
}

async function textOf(snapshot: MetricsSnapshot): Promise<readonly string[]> {
  return (await metrics.render(snapshot, 'text')).body.split('\n')
}

test.for([
  'tuyawatch_log_lag_bytes{source="billing"} 12',
  'tuyawatch_log_lag_seconds{source="billing"} 2.5',
  'tuyawatch_log_files{source="billing",state="following"} 2',
  'tuyawatch_log_files{source="quiet",state="unreadable"} 0',
  'tuyawatch_log_last_event_timestamp_seconds{source="billing"} 1700000000.5',
  'tuya_devices_offline{source="billing",project="eu"} 3',
  'tuya_quota_used_ratio{project="eu"} 0.5',
  'tuya_quota_exhaustion_timestamp_seconds{project="eu"} 1690000000',
  'tuya_quota_reset_timestamp_seconds{project="eu"} 1700000000',
  'tuyawatch_alerts{rule="quota",state="pending"} 0',
  'tuyawatch_alerts{rule="quota",state="firing"} 1',
  'tuyawatch_outbox_entries 4',
  'tuyawatch_receiver_up{receiver="ops"} 0',
  'tuyawatch_receiver_up{receiver="chat"} 1',
  'tuyawatch_clock_lag_seconds 1.5',
  'tuyawatch_state_writable 0',
  'tuyawatch_watch_mode{mode="events"} 0',
  'tuyawatch_watch_mode{mode="sweep"} 1',
  'tuyawatch_config_last_reload_successful 0',
  'tuyawatch_config_last_reload_success_timestamp_seconds 1700000000',
  `tuyawatch_build_info{version="1.2.3",revision="abc",nodeversion="${process.version}"} 1`,
])('A scrape shows %s', async (line) => {
  expect(await textOf(busy)).toContain(line)
})

test('A log without a response has no time of its last event.', async () => {
  expect(await textOf(busy)).not.toContainEqual(
    expect.stringMatching(/^tuyawatch_log_last_event.*source="quiet"/),
  )
})

test('A commit is observed in both formats.', async () => {
  metrics.observeCommit(0.003)
  for (const format of METRIC_FORMATS) {
    const { body } = await metrics.render(quiet, format)
    expect(body).toContain('tuyawatch_commit_seconds_bucket{le="0.005"} 1\n')
  }
})

test('Every counter is shown with its saved value, in the text format with `_total` and its type.', async () => {
  const lines = await textOf(busy)
  for (const { name, value } of busy.counters) {
    expect(lines).toContain(`# TYPE ${name} counter`)
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${name}(\\{.*\\})? ${value}$`)))
  }
})

test('OpenMetrics names the family without `_total`, ends with # EOF, and does not change the other format.', async () => {
  const before = names(await textOf(busy))
  const { body, contentType } = await metrics.render(busy, 'openmetrics')
  expect(contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8')
  expect(body).toContain('# TYPE tuya_errors counter\ntuya_errors_total{')
  expect(body.endsWith('\n# EOF\n')).toBe(true)
  expect(names(await textOf(busy))).toEqual(before)
})

test('Two scrapes at the same moment show each its own values.', async () => {
  const name = 'tuya_responses_total' as const
  const labels = { source: 'a', project: '' }
  const snapshots = [1, 2, 3].map((value) => ({ ...quiet, counters: [{ name, labels, value }] }))
  const shown = await Promise.all(snapshots.map(textOf))
  for (const [index, lines] of shown.entries()) {
    expect(lines).toContain(`tuya_responses_total{source="a",project=""} ${index + 1}`)
  }
})

test('Any two label sets keep their own series.', async () => {
  const name = 'tuya_responses_total' as const
  const labels = fc.record({ source: fc.string(), project: fc.constantFrom('', '|', 'a|', ',x:') })
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(labels, { selector: (l) => JSON.stringify(l) }),
      async (all) => {
        const counters = all.map((set, index) => ({ name, labels: set, value: index }))
        const lines = await textOf({ ...quiet, counters })
        const values = lines
          .filter((l) => l.startsWith(`${name}{`))
          .map((l) => Number(/\d+$/.exec(l)))
        expect(values).toEqual(counters.map(({ value }) => value))
      },
    ),
    { numRuns: 50 },
  )
})

test('The scrape that promtool judges has a value of every metric.', async () => {
  const lines = await textOf(busy)
  for (const { name } of METRICS)
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${name}[{ ]`)))
})

test('Every counter of the state has its line in the table, and no other.', () => {
  const told = METRICS.filter(({ read }) => !read).map(({ name, labels }) => [name, labels])
  expect(Object.fromEntries(told)).toEqual(COUNTERS)
})

const promtoolIsMissing = spawnSync('promtool', ['--version']).error !== undefined

test.skipIf(promtoolIsMissing && process.env['CI'] !== 'true')(
  'promtool is content with every metric (needs Debian’s package `prometheus`).',
  async () => {
    const { body } = await metrics.render(busy, 'text')
    const check = spawnSync('promtool', ['check', 'metrics'], { input: body, encoding: 'utf8' })
    expect(check).toMatchObject({ stdout: '', stderr: '', status: 0 })
  },
)

function names(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.startsWith('# TYPE'))
}
