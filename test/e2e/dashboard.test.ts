import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { panels, variables } from '../grafana/board.ts'
import { failure, foreign, success, tidAt } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { until } from '../support/process.ts'
import { isMissing } from '../support/promtool.ts'
import { query, startPrometheus } from '../support/server.ts'
import { startRun } from './start.ts'

/** A daemon of which every panel has something to show. */
test.skipIf(isMissing('prometheus'))(
  'every expression of the dashboard gives data in Prometheus (needs Debian’s package prometheus)',
  async () => {
    const directory = temporaryDirectory()
    const log = join(directory, 'app.log')
    writeFileSync(log, `${foreign(Date.now())}\n`)
    const { url } = await startRun(configure(directory, await startRelay()))
    const target = new URL(url).host
    const prometheus = await startPrometheus(
      directory,
      `global: { scrape_interval: 1s }
scrape_configs: [{ job_name: tuyawatch, static_configs: [{ targets: ["${target}"] }] }]
`,
    )
    await until('a scrape', async () => (await query(prometheus, 'up == 1')).length > 0)
    write(log, 4)
    for (const { title, targets } of panels)
      for (const { expr } of targets.filter(({ expr }) => !expr.includes(FORECAST)))
        await until(
          `data of “${title}”: ${expr}`,
          async () => {
            write(log, 1)
            const samples = await query(prometheus, filled(expr))
            return samples.some(({ value }) => Number.isFinite(value))
          },
          30_000,
        )
    for (const { name, query: text } of variables.filter(({ type }) => type === 'query'))
      expect(await labelValues(prometheus, text), name).not.toEqual([])
  },
  120_000,
)

/** Its gauge is absent until six hours were watched; the promise of the others is kept by the same selector. */
const FORECAST = 'tuya_quota_exhaustion_timestamp_seconds'

/** As Grafana fills it in where everything is chosen. */
function filled(expr: string): string {
  return expr
    .replaceAll('$__rate_interval', '1m')
    .replaceAll('$__range', '5m')
    .replaceAll(/\$(job|instance|source|project)/g, '.+')
}

/** What `label_values(selector, label)` of a variable offers. */
async function labelValues(prometheus: string, text: string): Promise<readonly string[]> {
  const [, selector = '', label] = /^label_values\((.*), (\w+)\)$/.exec(text) ?? []
  const match = encodeURIComponent(filled(selector))
  const response = await fetch(`${prometheus}/api/v1/label/${label}/values?match[]=${match}`)
  return ((await response.json()) as { data: readonly string[] }).data
}

/** Answers of every kind that is counted apart: errors, successes, sightings again, what is none, and a line too long. */
function write(log: string, times: number): void {
  for (let i = 0; i < times; i++) {
    const now = Date.now()
    const again = failure(1010, 'token invalid', now)
    const offline = `{"code":2312,"msg":"device is offline","success":false,"t":${now},"tid":"${tidAt(now)}","device_id":"bf6054cl5k0030r58wsn"}`
    const none = '{"code":"ECONNREFUSED","msg":"connect","success":false}'
    const late = failure(500, 'system error', now - 60_000)
    const lines = [again, again, success(now), offline, none, late]
    appendFileSync(log, lines.map((line) => `${line}\n`).join(''))
  }
  if (times > 1) appendFileSync(log, `${'x'.repeat(1_100_000)}\n`)
}

/** One receiver that takes mails, one that nobody listens at. */
function configure(directory: string, port: number): string {
  const config = join(directory, 'tuyawatch.yaml')
  const receiver = (name: string, at: number) =>
    `  - { name: ${name}, email: { to: [a@example.com], from: b@example.com, smtp: { host: 127.0.0.1, port: ${at}, tls: none } } }`
  writeFileSync(
    config,
    `state_dir: state
http: { listen: "127.0.0.1:0" }
logs: [{ name: app, path: app.log, project: eu }]
quota: [{ project: eu, calls: 26000, period: monthly, resets_on: 1, timezone: UTC }]
rules: [{ name: failing, match: { category: auth }, count: 1, window: 10m, group_by: [] }]
receivers:
${receiver('ops', port)}
${receiver('nobody', 1)}
`,
  )
  return config
}

async function startRelay(): Promise<number> {
  const relay = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] })
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => relay.close(() => resolve())))
  const address = relay.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the relay has no port')
  return address.port
}
