import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { failure, foreign } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { scrape, sumOf, until } from '../support/process.ts'
import { isMissing } from '../support/promtool.ts'
import { query, startPrometheus, startServer } from '../support/server.ts'
import { startRun } from './start.ts'

/** `beyond` wants one error more than there are. */
const RULES = `
rules:
  - { name: fleet, match: { category: auth }, count: 4, window: 10m }
  - { name: beyond, match: { category: auth }, count: 5, window: 10m }
  - { name: quota, match: { category: quota_billing }, count: 1, window: 10m, severity: critical }
  - { name: unknown, match: { category: unknown }, count: 1, window: 10m }
`

test.skipIf(isMissing('prometheus') || isMissing('prometheus-alertmanager'))(
  'a threshold over two daemons fires once in Alertmanager, and a daemon that moves with its counters fires nothing (needs Debian’s packages prometheus and prometheus-alertmanager)',
  async () => {
    const directory = temporaryDirectory()
    const pager = await startPager()
    const alertmanager = await startAlertmanager(directory, pager.url)
    const a = prepare(directory, 'a')
    const b = prepare(directory, 'b')
    const first = await startRun(a.config)
    const second = await startRun(b.config)
    const targets = (...urls: string[]) => writeTargets(directory, urls)
    targets(first.url, second.url)
    const prometheus = await startFleet(directory, a.config, alertmanager)
    const sees = async (expr: string) => (await query(prometheus, expr)).length > 0
    await until('both daemons in Prometheus', () => sees('count(tuya_responses_total) == 2'))

    a.log(failure(1010, 'token invalid', Date.now()), failure(1010, 'token invalid', Date.now()))
    b.log(failure(1010, 'token invalid', Date.now()), failure(1004, 'sign invalid', Date.now()))
    await until('the page of the fleet', () => pager.pages.includes('fleet'))
    for (const { url } of [first, second]) expect(await firing(url, 'fleet')).toBe(0)

    a.log(failure(28841004, 'quota used up', Date.now()))
    b.log(failure(99887766, 'never seen', Date.now()))
    await until('the pages of single errors', () => pager.pages.length === 3)
    const fires = (url: string, rule: string) => async () => (await firing(url, rule)) === 1
    await until('the same in the daemon', fires(first.url, 'quota'))
    await until('the same in the other daemon', fires(second.url, 'unknown'))

    await first.daemon.end('SIGKILL')
    const moved = await startRun(a.config)
    targets(moved.url, second.url)
    const instance = new URL(moved.url).host
    const restored = `tuya_errors_total{instance="${instance}",code="1010"} == 2`
    await until('the restored counters in Prometheus', () => sees(restored))
    await until('some evaluations more', () =>
      sees(`count_over_time(tuya_errors_total{instance="${instance}",code="1010"}[1m]) >= 4`),
    )
    expect(await rulesFiring(prometheus)).toEqual(['fleet', 'quota', 'unknown'])
    expect(pager.pages.toSorted()).toEqual(['fleet', 'quota', 'unknown'])
  },
  90_000,
)

interface Prepared {
  readonly config: string
  log(...lines: string[]): void
}

function prepare(directory: string, name: string): Prepared {
  const home = join(directory, name)
  const file = join(home, 'app.log')
  const config = join(home, 'tuyawatch.yaml')
  mkdirSync(home)
  writeFileSync(
    config,
    `state_dir: state\nhttp: { listen: "127.0.0.1:0" }\nlogs: [{ name: app, path: app.log, project: eu }]\n${RULES}`,
  )
  const log = (...lines: string[]) => appendFileSync(file, lines.map((l) => `${l}\n`).join(''))
  log(foreign(Date.now()))
  return { config, log }
}

/** Takes pages as a webhook: the rule of each alert in each notification. */
async function startPager(): Promise<{ readonly url: string; readonly pages: string[] }> {
  const pages: string[] = []
  const server = createServer(async (request, response) => {
    const { alerts } = (await json(request)) as { alerts: { labels: { rule: string } }[] }
    pages.push(...alerts.map(({ labels }) => labels.rule))
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the pager has no port')
  return { url: `http://127.0.0.1:${address.port}`, pages }
}

async function startAlertmanager(directory: string, pager: string): Promise<string> {
  const config = join(directory, 'alertmanager.yml')
  writeFileSync(
    config,
    `route: { receiver: pager, group_by: [alertname], group_wait: 0s, group_interval: 1s }
receivers: [{ name: pager, webhook_configs: [{ url: "${pager}", send_resolved: false }] }]
`,
  )
  return startServer('prometheus-alertmanager', [
    `--config.file=${config}`,
    `--storage.path=${join(directory, 'alertmanager')}`,
    '--cluster.listen-address=',
  ])
}

/** Scrapes and evaluates every second, so that nobody waits for the intervals of real life. */
async function startFleet(directory: string, tuyawatch: string, alertmanager: string) {
  const args = ['dist/main.js', 'export', 'prometheus-rules', '-c', tuyawatch]
  const exported = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(exported).toMatchObject({ stderr: '', status: 0 })
  const rules = exported.stdout.replaceAll(/interval: .*/g, 'interval: 1s')
  writeFileSync(join(directory, 'rules.yml'), rules)
  return startPrometheus(
    directory,
    `global: { scrape_interval: 1s }
rule_files: [rules.yml]
alerting: { alertmanagers: [{ static_configs: [{ targets: ["${new URL(alertmanager).host}"] }] }] }
scrape_configs: [{ job_name: tuyawatch, file_sd_configs: [{ files: [targets.json] }] }]
`,
  )
}

/** Prometheus watches the file; a rename shows it whole. */
function writeTargets(directory: string, urls: readonly string[]): void {
  const targets = urls.map((url) => new URL(url).host)
  writeFileSync(join(directory, 'targets.new'), JSON.stringify([{ targets }]))
  renameSync(join(directory, 'targets.new'), join(directory, 'targets.json'))
}

/** Instances of a rule that fire in the daemon itself. */
async function firing(url: string, rule: string): Promise<number> {
  return sumOf((await scrape(url)) ?? new Map(), 'tuyawatch_alerts', { rule, state: 'firing' })
}

async function rulesFiring(prometheus: string): Promise<readonly (string | undefined)[]> {
  const alerts = await query(prometheus, 'ALERTS{alertstate="firing"}')
  return alerts.map(({ labels }) => labels['rule']).toSorted()
}
