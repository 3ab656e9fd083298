import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { prometheusRules } from '../../src/export/prometheus-rules.ts'
import { ALERT_STATES, FILE_STATES, WATCH_MODES } from '../../src/metrics/snapshot.ts'
import { LOSS_REASONS } from '../../src/types/file.ts'
import { DELIVERY_FAILURES } from '../../src/types/outbox.ts'
import { REJECT_REASONS } from '../../src/types/record.ts'
import { DUPLICATE_REASONS } from '../../src/types/series.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { catalog } from '../support/engine.ts'
import { rule } from '../support/events.ts'
import { isMissing } from '../support/promtool.ts'

const page = readFileSync('docs/prometheus.md', 'utf8')
const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, kind, text = '']) => ({
  kind,
  text,
}))

function blockWith(start: string): string {
  const block = blocks.find(({ text }) => text.startsWith(start))
  if (block === undefined) throw new Error(`no block begins with ${start}`)
  return block.text
}

/** Runs the page's commands in a directory with the configuration that people start from. */
function run(script: string, files: Readonly<Record<string, string>> = {}): string {
  const directory = temporaryDirectory()
  copyFileSync('config/tuyawatch.yaml', join(directory, 'tuyawatch.yaml'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  const main = join(process.cwd(), 'dist', 'main.js')
  const tuyawatch = `tuyawatch() { '${process.execPath}' '${main}' "$@"; }`
  const shell = spawnSync('bash', ['-euc', `${tuyawatch}\n${script}`], {
    cwd: directory,
    encoding: 'utf8',
  })
  return shell.status === 0 ? '' : `${shell.stdout}${shell.stderr}`
}

test.skipIf(isMissing('promtool'))('the commands make rules that promtool takes', () => {
  expect(run(blockWith('tuyawatch export'))).toBe('')
})

test.skipIf(isMissing('promtool'))('the configuration of Prometheus is right', () => {
  const files = {
    'prometheus.yml': blockWith('# prometheus.yml'),
    'tuyawatch-rules.yml': 'groups: []',
  }
  expect(run('promtool check config prometheus.yml', files)).toBe('')
})

test.skipIf(isMissing('amtool'))('the configuration of Alertmanager is right', () => {
  const files = { 'alertmanager.yml': blockWith('# alertmanager.yml') }
  expect(run('amtool check-config alertmanager.yml', files)).toBe('')
})

test.for([
  ['tuyawatch_log_lost_bytes_total', 'reason', LOSS_REASONS],
  ['tuyawatch_candidates_rejected_total', 'reason', REJECT_REASONS],
  ['tuyawatch_duplicates_total', 'reason', DUPLICATE_REASONS],
  ['tuyawatch_notifications_failed_total', 'reason', DELIVERY_FAILURES],
  ['tuyawatch_log_files', 'state', FILE_STATES],
  ['tuyawatch_alerts', 'state', ALERT_STATES],
  ['tuyawatch_watch_mode', 'mode', WATCH_MODES],
] as const)(
  'the label of %s that is called %s has the values that the page lists',
  ([metric, label, values]) => {
    const list = values.map((value) => `\`${value}\``).join(', ')
    expect(page).toContain(`| \`${metric}\` | \`${label}\` | ${list} |`)
  },
)

test('the expression is one that is exported', () => {
  const limits = rule({
    match: { category: ['rate_limit'] },
    condition: { kind: 'count', atLeast: 10 },
  })
  const { text } = prometheusRules([limits], catalog)
  expect(text.replaceAll(/^ {10}/gm, '')).toContain(blockWith('sum by'))
})
