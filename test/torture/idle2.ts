import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { failure } from '../support/answers.ts'
import { freePort } from '../support/port.ts'

/** npm run bench:idle -- [--files 1000] [--seconds 30]: what the whole daemon costs while nothing happens. */
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '30' },
  },
})
/** Until files count as idle and the garbage of the start is gone. */
const SETTLE_MS = 3_000
const files = Number(values.files)
const seconds = Number(values.seconds)
const directory = mkdtempSync(join(tmpdir(), 'tuyawatch-idle-'))
const port = await freePort()
const daemon = spawn(
  process.execPath,
  ['--enable-source-maps', 'dist/main.js', 'run', '-c', configuration()],
  { stdio: 'ignore' },
)
try {
  await until(`${files} errors`, async () => (await errors()) === files)
  await sleep(SETTLE_MS)
  const before = processorSeconds()
  await sleep(seconds * 1_000)
  const share = (100 * (processorSeconds() - before)) / seconds
  console.log(`${files} idle files: ${share.toFixed(2)} % of a core, ${residentMegabytes()} MB RSS`)
} finally {
  daemon.kill('SIGKILL')
  await once(daemon, 'exit')
  rmSync(directory, { recursive: true })
}

function configuration(): string {
  mkdirSync(join(directory, 'log'))
  for (let file = 0; file < files; file += 1)
    writeFileSync(
      join(directory, 'log', `app-${file}.log`),
      `${failure(2001, 'device is offline', Date.now())}\n`,
    )
  const config = join(directory, 'tuyawatch.yaml')
  writeFileSync(
    config,
    `state_dir: ${directory}/state
http: { listen: "127.0.0.1:${port}" }
logs: [{ name: app, path: "${directory}/log/*.log", start_at: beginning }]
`,
  )
  return config
}

async function errors(): Promise<number> {
  const body = await fetch(`http://127.0.0.1:${port}/metrics`).then(
    (response) => response.text(),
    () => '',
  )
  const values = [...body.matchAll(/^tuya_errors_total\{.* (\d+)$/gm)]
  return values.reduce((sum, [, value]) => sum + Number(value), 0)
}

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    await sleep(200)
  }
}

/** Linux: user and system time in ticks of a hundredth of a second, fields 14 and 15 of proc(5). */
function processorSeconds(): number {
  const stat = readFileSync(`/proc/${daemon.pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

function residentMegabytes(): number {
  const status = readFileSync(`/proc/${daemon.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024)
}
