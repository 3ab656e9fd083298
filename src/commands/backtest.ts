import type { Command } from 'commander'
import { type Backtest, backtest } from '../backtest/backtest.ts'
import { diffLines, diffReport } from '../backtest/diff-report.ts'
import { ownerFinder } from '../backtest/entry-of.ts'
import { jsonLines } from '../backtest/json.ts'
import { report } from '../backtest/report.ts'
import { readConfig } from '../config/load.ts'
import { type Machine, thisMachine } from '../config/machine.ts'
import { type Plan, planFor } from '../plan.ts'
import { policyOf } from '../policy.ts'
import { STDIN } from '../scan/bytes.ts'
import { filesNamed, sizeOf } from '../scan/files.ts'
import { createProgressBar } from '../scan/progress.ts'
import { columnsOf, endOnBrokenPipe, paintFor } from '../scan/terminal.ts'
import type { Checked, Config } from '../types/config.ts'
import { VERSION } from '../version.ts'
import { EXIT_USAGE } from './exit.ts'
import { refuse } from './refuse.ts'

interface BacktestOptions {
  readonly config: string
  readonly diff?: string
  readonly json?: true
}

export function registerBacktest(program: Command): void {
  program
    .command('backtest')
    .description('The rules over old logs: every alert and mail that would have gone out, and why')
    .argument('<path...>', 'files (plain, .gz or .zst), patterns, or - for standard input')
    .requiredOption('-c, --config <file>', 'the configuration')
    .option('--diff <file>', 'what this other configuration would have changed')
    .option('--json', 'one JSON object a line')
    .action(run)
}

/** Files that cannot be read are told and passed over; only when none could be read, the exit code says so. */
async function run(paths: readonly string[], options: BacktestOptions): Promise<void> {
  endOnBrokenPipe(process.stdout)
  const machine = thisMachine()
  const { config: file, diff, json } = options
  const plan = planOf(file, machine)
  if (!plan.ok) return refuse(plan.problems)
  if (diff === undefined) return await runOne(plan.value, paths, machine, json ?? false)
  if (paths.includes(STDIN)) return refuse(['standard input cannot be read twice, as --diff must'])
  const other = planOf(diff, machine)
  if (!other.ok) return refuse(other.problems)
  const before = await replay(plan.value, paths, machine)
  const after = await replay(other.value, paths, machine)
  const histories = [before.asConfigured, after.asConfigured] as const
  const sides = { before: file, after: diff }
  print(json ? lines(diffLines(...histories)) : diffReport(sides, ...histories, pageStyle()))
  if (before.totals.files === 0) process.exitCode = EXIT_USAGE
}

async function runOne(
  plan: Plan,
  paths: readonly string[],
  machine: Machine,
  json: boolean,
): Promise<void> {
  const { rules, receivers } = plan.config
  const begun = performance.now()
  const done = await replay(plan, paths, machine)
  const seconds = (performance.now() - begun) / 1_000
  print(json ? lines(jsonLines(rules, done)) : report(rules, done, seconds, pageStyle()))
  if (receivers.length === 0)
    complain('the configuration names no receiver, so no alert would have been told to anybody')
  if (done.totals.files === 0) process.exitCode = EXIT_USAGE
}

function planOf(file: string, machine: Machine): Checked<Plan> {
  const config = readConfig(file, machine)
  return config.ok ? planFor(withoutLosses(config.value)) : config
}

/** What the daemon would have lost of files that were still being written is not known any more. */
function withoutLosses(config: Config): Config {
  return { ...config, rules: config.rules.filter(({ condition }) => condition.kind !== 'lost') }
}

async function replay(
  { config, catalog }: Plan,
  paths: readonly string[],
  machine: Machine,
): Promise<Backtest> {
  const ownerOf = ownerFinder(config.logs, machine.directory)
  const files = filesNamed(paths).map((path) => ({ path, ...ownerOf(path) }))
  for (const { path, named, log } of files)
    if (!named) complain(`${path}: no \`logs\` entry names it; read as ${log.name}, the first one`)
  const bar = progressOver(paths)
  const done = await backtest({
    ...{ config, catalog, files, policy: policyOf(config, catalog) },
    now: Date.now(),
    version: VERSION,
    passed: bar.show,
    unreadable(path, why) {
      bar.clear()
      complain(`${path}: ${why}`)
    },
  })
  bar.clear()
  return done
}

/** A line on a terminal that says how far it is; nowhere else. */
function progressOver(paths: readonly string[]) {
  const { stderr } = process
  const bar = stderr.isTTY ? createProgressBar(stderr) : undefined
  const total = sizeOf(filesNamed(paths))
  const begun = performance.now()
  return {
    show(taken: number, errors: number): void {
      bar?.show({ taken, total, errors, elapsedMs: performance.now() - begun })
    },
    clear: () => bar?.clear(),
  }
}

function pageStyle() {
  const { stdout } = process
  return { columns: columnsOf(stdout), paint: paintFor(stdout) }
}

function lines(some: readonly string[]): string {
  return some.map((line) => `${line}\n`).join('')
}

function print(text: string): void {
  process.stdout.write(text)
}

function complain(what: string): void {
  process.stderr.write(`tuyawatch: ${what}\n`)
}
