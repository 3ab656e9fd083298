import { type Command, InvalidArgumentError } from 'commander'
import { builtinCatalog } from '../catalog/builtin.ts'
import { thisMachine } from '../config/machine.ts'
import { filesNamed } from '../scan/files.ts'
import { parseMoment } from '../scan/moment.ts'
import { type Period, scanToJson, scanToReport } from '../scan/outputs.ts'
import { scanStages } from '../scan/stages.ts'
import { endOnBrokenPipe } from '../scan/terminal.ts'
import type { Millis } from '../types/time.ts'
import { EXIT_USAGE } from './exit.ts'

interface ScanOptions extends Period {
  readonly json?: true
}

export function registerScan(program: Command): void {
  program
    .command('scan')
    .description('One pass over files: which codes, when, what they mean and what to do')
    .argument('<path...>', 'files (plain, .gz or .zst), patterns, or - for standard input')
    .option('--json', 'one JSON object a line for each answer of the cloud')
    .option('--since <time>', 'from then on: 90m or 2d ago, or 2026-03-01[T10:00[Z]]', moment)
    .option('--until <time>', 'before then', moment)
    .action(scanPaths)
}

function moment(text: string): Millis {
  const at = parseMoment(text, Date.now())
  if (at !== undefined) return at
  throw new InvalidArgumentError('Expected 90m, 2d, 2026-03-01 or 2026-03-01T10:00Z.')
}

/** Files that cannot be read are told and passed over; only when none could be read, the exit code says so. */
async function scanPaths(
  paths: readonly string[],
  { json, ...period }: ScanOptions,
): Promise<void> {
  endOnBrokenPipe(process.stdout)
  const catalog = builtinCatalog()
  const stages = scanStages(catalog, { ...thisMachine(), now: Date.now() })
  const task = { ...period, files: filesNamed(paths), stages, catalog }
  const totals = await (json ? scanToJson(task) : scanToReport(task))
  if (totals.files === 0) process.exitCode = EXIT_USAGE
}
