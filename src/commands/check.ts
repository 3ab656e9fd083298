import type { Command } from 'commander'
import { readConfig } from '../config/load.ts'
import { thisMachine } from '../config/machine.ts'
import { problemLine } from '../config/problem-line.ts'
import { planFor } from '../plan.ts'
import { columnsOf, endOnBrokenPipe, paintFor } from '../scan/terminal.ts'
import type { Config, Problem } from '../types/config.ts'
import { lookAround } from './check-look.ts'
import { checkReport } from './check-report.ts'
import { checkTests } from './check-tests.ts'
import { EXIT_FOUND } from './exit.ts'

interface CheckOptions {
  readonly config: string
  readonly tests?: string
}

export function registerCheck(program: Command): void {
  program
    .command('check')
    .description('The configuration: every problem in it, or what it means on this machine now')
    .requiredOption('-c, --config <file>', 'the configuration')
    .option('--tests <glob>', 'rule tests: runs them instead of looking at this machine')
    .action(check)
}

function check({ config: file, tests }: CheckOptions): void {
  const { stdout } = process
  endOnBrokenPipe(stdout)
  const machine = thisMachine()
  const checked = readConfig(file, machine)
  if (!checked.ok) {
    tell(checked.problems)
    return
  }
  if (tests !== undefined) {
    runTests(tests, checked.value)
    return
  }
  const seen = lookAround(checked.value, machine)
  if (seen.problems.length > 0) {
    tell(seen.problems)
    return
  }
  const style = { columns: columnsOf(stdout), paint: paintFor(stdout) }
  stdout.write(checkReport(file, checked.value, seen, style))
  if (seen.troubles.length > 0) process.exitCode = EXIT_FOUND
}

function runTests(pattern: string, config: Config): void {
  const plan = planFor(config)
  if (!plan.ok) {
    tell(plan.problems)
    return
  }
  const { text, failed } = checkTests(pattern, plan.value, paintFor(process.stdout))
  process.stdout.write(text)
  if (failed) process.exitCode = EXIT_FOUND
}

function tell(problems: readonly Problem[]): void {
  process.stdout.write(problems.map((problem) => `${problemLine(problem)}\n`).join(''))
  process.exitCode = EXIT_FOUND
}
