import { mkdtempSync, rmSync } from 'node:fs'
import { arch, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compare } from './compare.ts'
import { isMissing } from './measure.ts'
import { scaleFiles, scaleSize } from './scale.ts'

/**
 * npm run bench -- [--megabytes 1000] [--runs 5] [--scale [--gigabytes 1]]
 * Writes logs into a temporary directory, which needs room for the largest of them, and prints tables for
 * docs/performance.md. Needs GNU time (Debian: time). Processes run one after the other; leave the machine alone meanwhile.
 */
const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '5' },
    scale: { type: 'boolean', default: false },
    gigabytes: { type: 'string', default: '1' },
  },
})
const directory = mkdtempSync(join(tmpdir(), 'tuyawatch-bench-'))
try {
  const [processor] = cpus()
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${processor?.model}, ${cpus().length} cores,`,
  )
  console.log(`${arch()}, Node ${process.version}; files in the page cache\n`)
  for (const peer of ['mtail', 'rg'])
    if (isMissing(peer)) console.log(`${peer} is absent: not measured`)
  const runs = Number(values.runs)
  if (values.scale) {
    await scaleSize(directory, Number(values.gigabytes), runs, console.log)
    await scaleFiles(directory, runs, console.log)
  } else {
    await compare(directory, Number(values.megabytes), runs, console.log)
  }
} finally {
  rmSync(directory, { recursive: true })
}
