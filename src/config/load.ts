import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Checked, Config, Problem } from '../types/config.ts'
import { checkValue, failed } from '../yaml/check.ts'
import { readYaml } from '../yaml/read.ts'
import { findDisagreements } from './agree.ts'
import { buildConfig } from './build.ts'
import { replaceEnvironment } from './env.ts'
import { expandRules } from './expand-rules.ts'
import { httpAddress } from './http-address.ts'
import type { Issue } from './issue.ts'
import type { Machine } from './machine.ts'
import { configSchema } from './schema.ts'

export interface ConfigText {
  /** As problems name it; relative paths in the text start at its directory. */
  readonly file: string
  readonly text: string
}

/** What the command line says over the configuration. */
export interface Overrides {
  readonly listen?: string
}

/** Reads and checks a configuration file. A file that cannot be read is a problem, too. */
export function readConfig(
  file: string,
  machine: Machine,
  overrides: Overrides = {},
): Checked<Config> {
  try {
    const text = readFileSync(resolve(machine.directory, file), 'utf8')
    return loadConfig({ file, text }, machine, overrides)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return failed([{ file, path: '', message: `cannot be read: ${message}` }])
  }
}

/** A configuration from its text, or every problem that it has, in the order of its lines. */
export function loadConfig(
  { file, text }: ConfigText,
  machine: Machine,
  overrides: Overrides = {},
): Checked<Config> {
  const { yaml, problems } = readYaml(file, text)
  if (yaml === undefined) return failed(problems.map((problem) => withHint(problem, text)))
  const directory = dirname(resolve(machine.directory, file))
  // A file without a single key is an empty map, so that what is missing is named.
  const { data, issues } = replaceEnvironment(yaml.js ?? {}, machine.environment)
  const expanded = expandRules(data)
  const form = checkValue(yaml, expanded, configSchema)
  const http = httpAddress(
    overrides.listen,
    form.ok ? form.value.http?.listen : undefined,
    machine.environment,
  )
  const found = [...issues, ...findDisagreements(expanded, directory)]
  if (form.ok && http.ok && problems.length === 0 && found.length === 0)
    return { ok: true, value: buildConfig(form.value, { directory, machine, http: http.value }) }
  return failed([
    ...problems,
    ...found.map(({ path, message }) => yaml.problem(path, message)),
    ...besides(issues, problemsOf(form)),
    ...problemsOf(http),
  ])
}

/** Within braces and brackets YAML takes the brace of a bare `${NAME}` for its own. */
function withHint(problem: Problem, text: string): Problem {
  const line = text.split('\n')[(problem.line ?? 0) - 1] ?? ''
  if (!/[{[].*[^"'$]\$\{/.test(line)) return problem
  return {
    ...problem,
    message: `${problem.message}; within braces write "\${NAME}" with its quotes`,
  }
}

function problemsOf(checked: Checked<unknown>): readonly Problem[] {
  return checked.ok ? [] : checked.problems
}

/** A text whose variable is missing has no form to complain about. */
function besides(issues: readonly Issue[], problems: readonly Problem[]): readonly Problem[] {
  const paths = new Set(issues.map(({ path }) => path.join('.')))
  return problems.filter(({ path }) => !paths.has(path))
}
