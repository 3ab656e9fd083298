import { expect, test } from 'vitest'
import { parseSeriesKey, seriesKey } from '../../src/count/series.ts'
import { zeroSeries } from '../../src/count/zero.ts'
import type { Catalog, Entry } from '../../src/types/catalog.ts'
import type { LogEntry } from '../../src/types/config.ts'
import { LOSS_REASONS } from '../../src/types/file.ts'
import { REJECT_REASONS } from '../../src/types/record.ts'

const entry = (code: string, category: Entry['category']): Entry => ({
  code,
  category,
  messages: ['m'],
  kind: 'platform',
  scope: 'call',
  severity: 'warning',
  retryable: false,
  who: 'developer',
  meaning: 'm',
  advice: ['a'],
  link: 'https://example.com',
  source: 'table',
})

const catalog: Catalog = {
  entries: [entry('2007', 'auth'), entry('2007', 'parameter'), entry('500', 'platform')],
  find: () => undefined,
  findByMessage: () => [],
}

const log = (name: string): LogEntry => ({
  name,
  paths: [],
  exclude: [],
  startAt: 'end',
  format: 'auto',
  timezone: 'UTC',
  project: 'eu',
})

test('each code starts at 0 in each of its categories for each log, each key once', () => {
  const keys = zeroSeries([log('a'), log('b')], catalog)
  expect(keys).toContain(
    seriesKey('tuya_errors_total', { source: 'b', project: 'eu', code: '2007', category: 'auth' }),
  )
  const errors = keys.filter((key) => parseSeriesKey(key).name === 'tuya_errors_total')
  expect(errors).toHaveLength(6)
  expect(new Set(keys).size).toBe(keys.length)
})

test('each reason not to believe a candidate starts at 0, once', () => {
  const keys = zeroSeries([log('a'), log('b')], catalog)
  const rejected = keys.filter(
    (key) => parseSeriesKey(key).name === 'tuyawatch_candidates_rejected_total',
  )
  expect(rejected).toHaveLength(REJECT_REASONS.length)
})

test.for(LOSS_REASONS)('bytes lost by %s start at 0 for each log', (reason) => {
  const keys = zeroSeries([log('a'), log('b')], catalog)
  for (const source of ['a', 'b'])
    expect(keys).toContain(seriesKey('tuyawatch_log_lost_bytes_total', { source, reason }))
})
