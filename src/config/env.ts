import type { Issue } from './issue.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** `$${` is a dollar sign and a brace as they stand; `${NAME}` is a variable; `${` with anything else is neither. */
const REFERENCE = /\$\$\{|\$\{(\w+)\}|\$\{[^}]*\}?/g

/** Levels down to which texts are looked at: twice what the schema has. A YAML alias can stand within its own anchor. */
const DEPTH_MAX = 16

/**
 * The same data with `${NAME}` in its strings replaced from the environment. Only strings change, and they stay
 * strings, so that no value of a variable can add a key. A variable that is not set is an issue, and its text stays.
 */
export function replaceEnvironment(
  data: unknown,
  environment: Environment,
): { readonly data: unknown; readonly issues: readonly Issue[] } {
  const issues: Issue[] = []
  const replace = (text: string, path: Issue['path']) =>
    text.replace(REFERENCE, (found, variable?: string) => {
      const replacement = found === '$${' ? '${' : lookUp(variable, environment)
      if (replacement === undefined) issues.push({ path, message: complaintOf(variable) })
      return replacement ?? found
    })
  return { data: mapTexts(data, replace), issues }
}

function mapTexts(
  value: unknown,
  change: (text: string, path: Issue['path']) => string,
  path: Issue['path'] = [],
): unknown {
  if (typeof value === 'string') return change(value, path)
  if (typeof value !== 'object' || value === null || path.length === DEPTH_MAX) return value
  if (Array.isArray(value)) return value.map((item, at) => mapTexts(item, change, [...path, at]))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item, change, [...path, key])]),
  )
}

function lookUp(variable: string | undefined, environment: Environment): string | undefined {
  if (variable === undefined || !Object.hasOwn(environment, variable)) return undefined
  return environment[variable]
}

function complaintOf(variable: string | undefined): string {
  if (variable === undefined)
    return `expected \${NAME} of an environment variable; write $\${ where you mean \${ itself`
  return `the environment variable ${variable} is not set; write $\${ where you mean \${ itself`
}
