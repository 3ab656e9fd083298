import { readFileSync } from 'node:fs'
import { problemLine } from '../config/problem-line.ts'
import type { Plan } from '../plan.ts'
import { policyOf } from '../policy.ts'
import { type FileResult, runTestFile } from '../ruletest/file.ts'
import { filesNamed } from '../scan/files.ts'
import { counted, type Paint, unreadableWords } from '../scan/words.ts'
import { stagesOf } from '../stages.ts'
import type { Rule } from '../types/rule.ts'

export interface TestsResult {
  readonly text: string
  readonly failed: boolean
}

/** Runs the rule tests of all files that the pattern names, and says which rules no test has seen firing. */
export function checkTests(pattern: string, { config, catalog }: Plan, paint: Paint): TestsResult {
  const { rules, logs } = config
  const policy = policyOf(config, catalog)
  const bench = { rules, policy, logs, stages: stagesOf(catalog) }
  const results = filesNamed([pattern]).map((file) => ({ file, ...resultOf(file, bench) }))
  const problems = results.flatMap((result) => result.problems)
  const fired = new Set(results.flatMap((result) => [...result.fired]))
  const lines = [
    ...problems.map(problemLine),
    ...results.map((result) => resultLine(result, paint)),
    ...(results.some(({ tests }) => tests > 0) ? [coverageLine(rules, fired)] : []),
  ]
  return { text: `${lines.join('\n')}\n`, failed: problems.length > 0 }
}

function resultOf(file: string, bench: Parameters<typeof runTestFile>[2]): FileResult {
  try {
    return runTestFile(file, readFileSync(file, 'utf8'), bench)
  } catch (error) {
    const problem = { file, path: '', message: `cannot be read: ${unreadableWords(error)}` }
    return { tests: 0, expectations: 0, fired: new Set(), problems: [problem] }
  }
}

function resultLine(
  { file, tests, expectations, problems }: FileResult & { readonly file: string },
  paint: Paint,
): string {
  const size = `${counted(tests, 'test')}, ${counted(expectations, 'expectation')}`
  if (problems.length === 0) return `${paint('green', '✓')} ${paint('bold', file)}: ${size}`
  return `${paint('red', '✗')} ${paint('bold', file)}: ${size}, ${counted(problems.length, 'problem')}`
}

/** What is lost stands in no line, so no test can fire a rule about it. */
function coverageLine(all: readonly Rule[], fired: ReadonlySet<string>): string {
  const rules = all.filter(({ condition }) => condition.kind !== 'lost')
  const never = rules.map(({ name }) => name).filter((name) => !fired.has(name))
  const seen = `Rules that a test saw firing: ${rules.length - never.length} of ${rules.length}`
  return never.length === 0 ? `${seen}.` : `${seen}; none fires ${never.join(', ')}.`
}
