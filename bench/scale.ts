import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Kind, writeLog } from './logs.ts'
import { medianRun } from './measure.ts'
import { daemon, type Logs, scan } from './readers.ts'
import { MEGABYTE, megabytesASecond, table } from './table.ts'

type Print = (text: string) => void

const FIRST_MEGABYTES = 100

/** A log ten times as long, and again, up to so many gigabytes: does the rate stay, and the memory? */
export async function scaleSize(
  directory: string,
  gigabytes: number,
  runs: number,
  print: Print,
): Promise<void> {
  const rows: string[][] = []
  for (const kind of ['sparse', 'dense'] as const)
    for (let megabytes = FIRST_MEGABYTES; megabytes <= gigabytes * 1_000; megabytes *= 10) {
      const logs = write(directory, kind, megabytes, 1)
      const scanned = await medianRun(runs, () => scan(logs))
      const caughtUp = await medianRun(1, () => daemon(logs))
      rows.push([
        `${kind}, ${megabytes.toLocaleString('en-US')} MB`,
        megabytesASecond(logs.bytes / scanned.processorSeconds),
        scanned.peakMegabytes.toFixed(0),
        megabytesASecond(logs.bytes / caughtUp.processorSeconds),
        caughtUp.peakMegabytes.toFixed(0),
      ])
      clear(directory)
    }
  print(`${table(['one file', ...COLUMNS], rows)}\n`)
}

const COLUMNS = ['scan MB/s', 'scan peak RSS, MB', 'run MB/s', 'run peak RSS, MB']

/** The same bytes in more and more files. */
export async function scaleFiles(directory: string, runs: number, print: Print): Promise<void> {
  const rows: string[][] = []
  for (const files of [1, 10, 100, 1_000]) {
    const logs = write(directory, 'sparse', FIRST_MEGABYTES * 2, files)
    const scanned = await medianRun(runs, () => scan(logs))
    const caughtUp = await medianRun(runs, () => daemon(logs))
    rows.push([
      files.toLocaleString('en-US'),
      megabytesASecond(logs.bytes / scanned.processorSeconds),
      scanned.peakMegabytes.toFixed(0),
      megabytesASecond(logs.bytes / caughtUp.processorSeconds),
      caughtUp.peakMegabytes.toFixed(0),
    ])
    clear(directory)
  }
  print(`${table([`sparse, ${2 * FIRST_MEGABYTES} MB in files`, ...COLUMNS], rows)}\n`)
}

function write(directory: string, kind: Kind, megabytes: number, files: number): Logs {
  const logs = join(directory, 'logs')
  mkdirSync(logs)
  const written = Array.from({ length: files }, (_, file) =>
    writeLog(join(logs, `${file}.log`), kind, (megabytes * MEGABYTE) / files),
  )
  return {
    paths: written.map(({ path }) => path),
    bytes: written.reduce((sum, { bytes }) => sum + bytes, 0),
    errors: written.reduce((sum, { errors }) => sum + errors, 0),
  }
}

function clear(directory: string): void {
  rmSync(join(directory, 'logs'), { recursive: true })
}
