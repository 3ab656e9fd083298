import type { Problem } from '../types/config.ts'
import { checkValue } from '../yaml/check.ts'
import { readYaml, type Yaml } from '../yaml/read.ts'
import { suggest } from '../yaml/suggest.ts'
import { type Miss, missesOf } from './judge-course.ts'
import { runTest, type TestBench } from './run.ts'
import { type RuleTest, testsSchema } from './schema.ts'

/** What became of one file of rule tests. */
export interface FileResult {
  readonly tests: number
  readonly expectations: number
  /** Names of the rules that fired in it. */
  readonly fired: ReadonlySet<string>
  /** Mistakes of the file, or expectations that were not met; each at its place. */
  readonly problems: readonly Problem[]
}

/** Runs the tests of one file, if the file is right. */
export function runTestFile(file: string, text: string, bench: TestBench): FileResult {
  const { yaml, problems } = readYaml(file, text)
  if (yaml === undefined) return { ...NOTHING, problems }
  const checked = checkValue(yaml, yaml.js ?? {}, testsSchema)
  if (!checked.ok) return { ...NOTHING, problems: [...problems, ...checked.problems] }
  const { tests } = checked.value
  const unknown = tests.flatMap((test, index) => placed(yaml, index, unknownNames(test, bench)))
  if (unknown.length + problems.length > 0)
    return { ...NOTHING, problems: [...problems, ...unknown] }
  const results = tests.map((test, index) => {
    const course = runTest(test, bench)
    const misses = missesOf(test, course, bench.rules).map(({ path, message }) => ({
      ...{ path, message: `${JSON.stringify(test.name)}: ${message}` },
    }))
    return { course, problems: placed(yaml, index, misses) }
  })
  return {
    tests: tests.length,
    expectations: tests.reduce((sum, { expect }) => sum + expect.length, 0),
    fired: new Set(results.flatMap(({ course }) => [...course.fired])),
    problems: results.flatMap(({ problems }) => problems),
  }
}

const NOTHING: Omit<FileResult, 'problems'> = { tests: 0, expectations: 0, fired: new Set() }

/** Rules and sources that the configuration does not have. */
function unknownNames({ lines, expect }: RuleTest, { rules, logs }: TestBench): readonly Miss[] {
  const ruleNames = rules.map(({ name }) => name)
  const logNames = logs.map(({ name }) => name)
  return [
    ...lines.flatMap(({ source }, index) =>
      source === undefined ? [] : unknown('source', source, logNames, ['lines', index, 'source']),
    ),
    ...expect.flatMap(({ firing }, at) =>
      firing.flatMap(({ rule }, index) =>
        unknown('rule', rule, ruleNames, ['expect', at, 'firing', index]),
      ),
    ),
  ]
}

function unknown(
  what: string,
  name: string,
  names: readonly string[],
  path: Miss['path'],
): readonly Miss[] {
  if (names.includes(name)) return []
  const meant = suggest(name, names)
  const hint =
    meant === undefined ? `, expected one of ${names.join(', ')}` : `; did you mean ${meant}?`
  return [{ path, message: `the configuration has no ${what} ${JSON.stringify(name)}${hint}` }]
}

function placed(yaml: Yaml, test: number, misses: readonly Miss[]): readonly Problem[] {
  return misses.map(({ path, message }) => yaml.problem(['tests', test, ...path], message))
}
