import { EXIT_USAGE } from './exit.ts'

/** Nothing started: every problem on a line of its own, and the exit code that says so. */
export function refuse(problems: readonly string[]): void {
  process.stderr.write(problems.map((problem) => `tuyawatch: ${problem}\n`).join(''))
  process.exitCode = EXIT_USAGE
}
