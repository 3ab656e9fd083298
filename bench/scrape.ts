import { get } from 'node:http'
import { createMetrics } from '../src/metrics/metrics.ts'
import type { CounterSample, MetricsSnapshot } from '../src/metrics/snapshot.ts'
import { listen } from '../src/web/server.ts'
import { fakePorts } from '../test/web/support.ts'

/**
 * What a scrape of many series takes, from the request to the last byte of the answer, over HTTP on this machine:
 * `npm run bench:scrape`. The values are at hand; a daemon adds its commit, which `tuyawatch_commit_seconds` shows.
 */
const SERIES = 10_000
const WARM_UP = 10
const SCRAPES = 100

const metrics = createMetrics({ version: 'bench', revision: 'bench' })
const web = await listen(
  { host: '127.0.0.1', port: 0 },
  fakePorts({ metrics: (format) => metrics.render(snapshot(), format) }),
)
if (!web.ok) throw new Error(web.message)

const FORMS = [
  { name: 'text', headers: { accept: 'text/plain' } },
  { name: 'text, gzip', headers: { accept: 'text/plain', 'accept-encoding': 'gzip' } },
  { name: 'OpenMetrics', headers: { accept: 'application/openmetrics-text' } },
  {
    name: 'OpenMetrics, gzip',
    headers: { accept: 'application/openmetrics-text', 'accept-encoding': 'gzip' },
  },
]

console.log(`${SERIES} series, ${SCRAPES} scrapes of each form`)
for (const { name, headers } of FORMS) {
  for (let i = 0; i < WARM_UP; i++) await scrape(web.port, headers)
  const times: number[] = []
  let bytes = 0
  const before = process.cpuUsage()
  for (let i = 0; i < SCRAPES; i++) {
    const started = performance.now()
    bytes = await scrape(web.port, headers)
    times.push(performance.now() - started)
  }
  const { user, system } = process.cpuUsage(before)
  const work = ((user + system) / 1_000 / SCRAPES).toFixed(1)
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(share * (SCRAPES - 1))] ?? 0).toFixed(1)
  const clock = `median ${at(0.5)} ms, 99% ${at(0.99)} ms`
  const size = `${(bytes / 1_000).toFixed(0)} kB`
  console.log(`${name.padEnd(18)} ${work} ms of processor time, both ends; ${clock}; ${size}`)
}
await web.close()

/** Codes of ten logs, as a large installation has them. */
function snapshot(): MetricsSnapshot {
  return {
    counters: counters(),
    ...{ logs: [], devicesOffline: [], alerts: [], outboxEntries: 0, receivers: [] },
    ...{ clockLagMs: 0, stateWritable: true, watchMode: 'events' },
    lastReload: { successful: true, succeededAt: Date.now() },
  }
}

function counters(): readonly CounterSample[] {
  return Array.from({ length: SERIES }, (_, n) => ({
    name: 'tuya_errors_total',
    labels: {
      source: `billing-api-${n % 10}`,
      project: 'eu-prod',
      code: String(28_841_000 + Math.floor(n / 10)),
      category: 'quota_billing',
    },
    value: n,
  }))
}

function scrape(port: number, headers: Readonly<Record<string, string>>): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const options = { host: '127.0.0.1', port, path: '/metrics', headers }
  get(options, (response) => {
    let bytes = 0
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    response.on('end', () => resolve(bytes))
  }).on('error', reject)
  return promise
}
