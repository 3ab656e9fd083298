import type { Command } from 'commander'
import { readConfig } from '../config/load.ts'
import { lookAtFiles, lookAtLog } from '../config/look.ts'
import { type Machine, thisMachine } from '../config/machine.ts'
import { problemLine } from '../config/problem-line.ts'
import { columnsOf, endOnBrokenPipe, paintFor } from '../scan/terminal.ts'
import type { Config } from '../types/config.ts'
import { checkReport, type Seen, troubles } from './check-report.ts'
import { EXIT_FOUND, EXIT_USAGE } from './exit.ts'

interface CheckOptions {
  readonly config: string
  readonly tests?: string
}

export function registerCheck(program: Command): void {
  program
    .command('check')
    .description('The configuration: every problem in it, or what it means on this machine now')
    .requiredOption('-c, --config <file>', 'the configuration')
    .option('--tests <glob>', 'rule tests to run (not built yet in this version)')
    .action(check)
}

function check({ config: file, tests }: CheckOptions): void {
  const { stdout } = process
  endOnBrokenPipe(stdout)
  if (tests !== undefined) {
    process.stderr.write('tuyawatch: rule tests (--tests) are not built yet in this version\n')
    process.exitCode = EXIT_USAGE
    return
  }
  const machine = thisMachine()
  const checked = readConfig(file, machine)
  if (!checked.ok) {
    stdout.write(checked.problems.map((problem) => `${problemLine(problem)}\n`).join(''))
    process.exitCode = EXIT_FOUND
    return
  }
  const seen = lookAround(checked.value, machine)
  const style = { columns: columnsOf(stdout), paint: paintFor(stdout) }
  stdout.write(checkReport(file, checked.value, seen, style))
  if (troubles(seen).length > 0) process.exitCode = EXIT_FOUND
}

function lookAround(config: Config, machine: Machine): Seen {
  return {
    logs: config.logs.map((log) => ({ log, matches: lookAtLog(log) })),
    unreadable: lookAtFiles(config),
    stateDir: { path: config.stateDir, writable: machine.writable(config.stateDir) },
  }
}
