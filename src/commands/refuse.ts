import { problemLine } from '../config/problem-line.ts'
import type { Problem } from '../types/config.ts'
import { EXIT_USAGE } from './exit.ts'

/** Nothing started: every problem on a line of its own, as editors jump to it, and the exit code that says so. */
export function refuse(problems: readonly (Problem | string)[]): void {
  const lines = problems.map((problem) =>
    typeof problem === 'string' ? `tuyawatch: ${problem}` : problemLine(problem),
  )
  process.stderr.write(lines.map((line) => `${line}\n`).join(''))
  process.exitCode = EXIT_USAGE
}
