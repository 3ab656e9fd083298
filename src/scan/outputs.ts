import type { Catalog } from '../types/catalog.ts'
import type { Millis } from '../types/time.ts'
import { sizeOf } from './files.ts'
import type { Found } from './found.ts'
import { jsonLine } from './json-line.ts'
import { createProgressBar } from './progress.ts'
import { report } from './report.ts'
import { type ScanStages, type ScanTotals, scan } from './scan.ts'
import { addTo, createTally } from './tally.ts'
import { columnsOf, paintFor } from './terminal.ts'

/** The part of time that is asked for: from `since` on, before `until`. */
export interface Period {
  readonly since?: Millis
  readonly until?: Millis
}

export interface ScanTask extends Period {
  readonly files: readonly string[]
  readonly stages: ScanStages
  readonly catalog: Catalog
}

/** Writes a line for each answer, as soon as it is found. */
export async function scanToJson({ files, stages, ...period }: ScanTask): Promise<ScanTotals> {
  let lines = ''
  return await scan(files, stages, {
    found(answer) {
      if (isWithin(answer, period)) lines += `${jsonLine(answer)}\n`
    },
    passed() {
      if (lines !== '') process.stdout.write(lines)
      lines = ''
    },
    unreadable: complain,
  })
}

/** Shows how far it is, if somebody watches, and writes a report at the end. */
export async function scanToReport(task: ScanTask): Promise<ScanTotals> {
  const { stdout, stderr } = process
  const tally = createTally()
  const started = performance.now()
  const elapsed = () => performance.now() - started
  const bar = stderr.isTTY ? createProgressBar(stderr) : undefined
  const total = sizeOf(task.files)
  const totals = await scan(task.files, task.stages, {
    found(answer) {
      if (isWithin(answer, task)) addTo(tally, answer)
    },
    passed(taken) {
      bar?.show({ taken, total, errors: tally.errors, elapsedMs: elapsed() })
    },
    unreadable(file, why) {
      bar?.clear()
      complain(file, why)
    },
  })
  bar?.clear()
  if (totals.files === 0) return totals
  const style = { columns: columnsOf(stdout), paint: paintFor(stdout) }
  stdout.write(report(tally, { ...totals, seconds: elapsed() / 1_000 }, task.catalog, style))
  return totals
}

/** Answers without a time belong to every time, unless a part of it is asked for. */
function isWithin({ at }: Found, { since, until }: Period): boolean {
  if (at === undefined) return since === undefined && until === undefined
  return at >= (since ?? Number.NEGATIVE_INFINITY) && at < (until ?? Number.POSITIVE_INFINITY)
}

function complain(file: string, why: string): void {
  process.stderr.write(`tuyawatch: ${file}: ${why}\n`)
}
