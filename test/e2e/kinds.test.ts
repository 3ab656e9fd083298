import { spawnSync } from 'node:child_process'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failure, foreign, success, tidAt } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { until } from '../support/process.ts'
import { isMissing } from '../support/promtool.ts'
import { query, startPrometheus } from '../support/server.ts'
import { startRun } from './start.ts'

/** Two rules of each kind that is not about quarters of an hour or days: one that fires on the log below, and one that wants more (`not-…`). */
const RULES = `
  - { name: count, match: { category: auth }, count: 2, window: 10m }
  - { name: not-count, match: { category: auth }, count: 3, window: 10m }
  - { name: ratio, match: { category: auth }, ratio: { above: 20%, min_volume: 5 }, window: 10m }
  - { name: not-ratio, match: { category: auth }, ratio: { above: 60%, min_volume: 5 }, window: 10m }
  - { name: distinct, match: { category: device_offline }, distinct: { device_id: 2 }, window: 10m }
  - { name: not-distinct, match: { category: device_offline }, distinct: { device_id: 3 }, window: 10m }
  - { name: lost, lost_bytes: 1000000, window: 10m }
  - { name: not-lost, lost_bytes: 2000000, window: 10m }
  - { name: no-success, absent: success, window: 4s, match: { source: silent } }
  - { name: not-no-line, absent: line, window: 10m, match: { source: silent } }
`

/** `log-loss` is built in. */
const FIRING = ['count', 'distinct', 'log-loss', 'lost', 'no-success', 'ratio']

test.skipIf(isMissing('prometheus'))(
  'Prometheus with the exported rules and the daemon fire the same rules on one log (needs Debian’s package prometheus)',
  async () => {
    const directory = temporaryDirectory()
    const config = configure(directory)
    for (const name of ['app', 'silent'])
      writeFileSync(join(directory, `${name}.log`), `${foreign(Date.now())}\n`)
    const { url } = await startRun(config)
    const prometheus = await startPrometheus(
      directory,
      `global: { scrape_interval: 1s }
rule_files: [rules.yml]
scrape_configs: [{ job_name: tuyawatch, static_configs: [{ targets: ["${new URL(url).host}"] }] }]
`,
    )
    const sees = async (expr: string) => (await query(prometheus, expr)).length > 0
    await until('a scrape', () => sees('tuya_responses_total'))
    write(directory)
    const inPrometheus = async () => rulesIn(await query(prometheus, ALERTS))
    const inDaemon = async () => rulesIn(await query(prometheus, FIRING_INSIDE))
    await untilFiring(inDaemon)
    await untilFiring(inPrometheus)
    await until('some evaluations more', () => sees(`count_over_time(up[1m]) >= 15`), 30_000)
    expect(await inPrometheus()).toEqual(FIRING)
    expect(await inDaemon()).toEqual(FIRING)
  },
  90_000,
)

const ALERTS = 'ALERTS{alertstate="firing"}'
const FIRING_INSIDE = 'tuyawatch_alerts{state="firing"} > 0'

/** One that waits in vain says what fires instead. */
async function untilFiring(rules: () => Promise<readonly string[]>): Promise<void> {
  const all = JSON.stringify(FIRING)
  const fire = async () => JSON.stringify(await rules()) === all
  await until('the rules', fire).catch(async () => expect(await rules()).toEqual(FIRING))
}

function rulesIn(samples: Awaited<ReturnType<typeof query>>): readonly string[] {
  return [...new Set(samples.map(({ labels }) => labels['rule'] ?? ''))].toSorted()
}

function configure(directory: string): string {
  const config = join(directory, 'tuyawatch.yaml')
  writeFileSync(
    config,
    `state_dir: state
http: { listen: "127.0.0.1:0" }
logs: [{ path: app.log, project: eu }, { path: silent.log, project: eu }]
rules: ${RULES}`,
  )
  const args = ['dist/main.js', 'export', 'prometheus-rules', '-c', config]
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(status).toBe(0)
  writeFileSync(join(directory, 'rules.yml'), stdout.replaceAll(/interval: .*/g, 'interval: 1s'))
  return config
}

function write(directory: string): void {
  const now = Date.now()
  const offline = (device: string, n: number) =>
    `{"code":2001,"msg":"device is offline","success":false,"t":${now},"tid":"${tidAt(now + n)}","device_id":"${device}"}`
  const lines = [
    ...[1, 2].map(() => failure(1010, 'token invalid', now)),
    ...[1, 2].map(() => success(now)),
    offline('bf6054cl5k0030r58wsn', 1),
    offline('bf7165dm6l1141s69xto', 2),
    'x'.repeat(1_500_000),
  ]
  appendFileSync(join(directory, 'app.log'), lines.map((line) => `${line}\n`).join(''))
  // The pulse of a log that has answers, and none of them a success.
  appendFileSync(join(directory, 'silent.log'), `${foreign(now)}\n`)
}
