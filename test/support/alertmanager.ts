import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryDirectory } from './directory.ts'
import { freePort } from './port.ts'
import { until } from './process.ts'

const PROGRAM = 'prometheus-alertmanager'

/** Debian's package of this name; a continuous integration without it fails rather than skips. */
export const NO_ALERTMANAGER =
  spawnSync(PROGRAM, ['--version']).error !== undefined && process.env['CI'] !== 'true'

/** A real Alertmanager that tells `webhook` what it would tell people; gone when the test is over. */
export async function startAlertmanager(webhook: string): Promise<string> {
  const directory = temporaryDirectory()
  writeFileSync(join(directory, 'am.yml'), configuration(webhook))
  const port = await freePort()
  const child = spawn(PROGRAM, [
    `--config.file=${join(directory, 'am.yml')}`,
    `--storage.path=${join(directory, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
  ])
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const url = `http://127.0.0.1:${port}`
  await until('the Alertmanager', async () => {
    const answer = await fetch(`${url}/-/ready`).catch(() => undefined)
    return answer?.ok
  })
  return url
}

function configuration(webhook: string): string {
  return `
route: { receiver: test, group_by: [alertname], group_wait: 100ms, group_interval: 500ms, repeat_interval: 1h }
receivers: [{ name: test, webhook_configs: [{ url: "${webhook}", send_resolved: true }] }]
`
}
