import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { failure } from '../support/answers.ts'
import { startBenchDaemon, until } from './bench-daemon.ts'

/** npm run bench:idle -- [--files 1000] [--seconds 30]: what the whole daemon costs while nothing happens. */
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '30' },
  },
})
/** Until files count as idle and the garbage of the start is gone. */
const SETTLE_MS = 20_000
const files = Number(values.files)
const seconds = Number(values.seconds)
const daemon = await startBenchDaemon()
try {
  for (let file = 0; file < files; file += 1)
    writeFileSync(
      join(daemon.logs, `app-${file}.log`),
      `${failure(2001, 'device is offline', Date.now())}\n`,
    )
  await until(`${files} errors`, async () => (await daemon.errors()) === files)
  await sleep(SETTLE_MS)
  const before = processorSeconds()
  await sleep(seconds * 1_000)
  const share = (100 * (processorSeconds() - before)) / seconds
  console.log(`${files} idle files: ${share.toFixed(2)} % of a core, ${residentMegabytes()} MB RSS`)
} finally {
  await daemon.end()
}

/** Linux: user and system time in ticks of a hundredth of a second, fields 14 and 15 of proc(5). */
function processorSeconds(): number {
  const stat = readFileSync(`/proc/${daemon.process.pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

function residentMegabytes(): number {
  const status = readFileSync(`/proc/${daemon.process.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024)
}
