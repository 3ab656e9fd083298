import type * as z from 'zod'
import type { Checked, Problem } from '../types/config.ts'
import { complaints } from './complaints.ts'
import { readYaml, type Yaml } from './read.ts'
import { wording } from './wording.ts'

/**
 * A YAML text as a typed value, or everything that is wrong with it: the mistakes of YAML and those of the schema in
 * one list, each at the line and column of the value (of the key where the key is the mistake, of the map that lacks one).
 */
export function checkYaml<T>(file: string, text: string, schema: z.ZodType<T>): Checked<T> {
  const { yaml, problems } = readYaml(file, text)
  if (yaml === undefined) return failed(problems)
  const checked = checkValue(yaml, yaml.js, schema)
  if (checked.ok && problems.length === 0) return checked
  return failed([...problems, ...(checked.ok ? [] : checked.problems)])
}

/**
 * Holds `value` against `schema` and reports what is wrong at its place in `yaml`: for callers that change `yaml.js`
 * first, such as by filling in variables of the environment.
 */
export function checkValue<T>(yaml: Yaml, value: unknown, schema: z.ZodType<T>): Checked<T> {
  const result = schema.safeParse(value, { error: wording, reportInput: true })
  if (result.success) return { ok: true, value: result.data }
  return failed(
    complaints(result.error.issues).map(({ path, message, at }) => yaml.problem(path, message, at)),
  )
}

/** In the order of the file, in which a person mends them. */
export function failed<T>(problems: readonly Problem[]): Checked<T> {
  const [first, ...rest] = problems.toSorted(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  )
  if (first === undefined) throw new Error('a check fails with at least one problem')
  return { ok: false, problems: [first, ...rest] }
}
