import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failure } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { scrape, sumOf, until } from '../support/process.ts'
import { startRun } from './start.ts'

test('the swap of ..data by which Kubernetes updates a ConfigMap is a reload', async () => {
  const directory = temporaryDirectory()
  const mount = join(directory, 'config')
  mkdirSync(mount)
  const configured = (log: string) => `state_dir: ${directory}/state
http: { listen: 127.0.0.1:0 }
logs: [{ name: ${log}, path: ${directory}/${log}.log, start_at: beginning }]
`
  project(mount, '..2026_11_24_10_00_00.1', configured('one'))
  symlinkSync('..data/tuyawatch.yaml', join(mount, 'tuyawatch.yaml'))
  const { daemon, url } = await startRun(join(mount, 'tuyawatch.yaml'))
  appendFileSync(join(directory, 'two.log'), `${failure(2001, 'device is offline', Date.now())}\n`)

  project(mount, '..2026_11_24_10_05_00.2', configured('two'))
  rmSync(join(mount, '..2026_11_24_10_00_00.1'), { recursive: true })
  await until('the log of the new configuration', async () => {
    const samples = await scrape(url)
    return samples !== undefined && sumOf(samples, 'tuya_errors_total', { source: 'two' }) === 1
  })
  expect(await daemon.end('SIGTERM')).toBe(0)
}, 60_000)

/** As the kubelet's AtomicWriter does it: a new directory, a link beside, renamed over `..data`. */
function project(mount: string, name: string, text: string): void {
  mkdirSync(join(mount, name))
  writeFileSync(join(mount, name, 'tuyawatch.yaml'), text)
  symlinkSync(name, join(mount, '..data_tmp'))
  renameSync(join(mount, '..data_tmp'), join(mount, '..data'))
}
