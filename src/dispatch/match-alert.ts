import picomatch from 'picomatch'
import type { AlertMatcher } from '../types/noise.ts'
import type { About } from './about.ts'

/** True where every key given holds for all that the alert is about; what is not known of an alert does not hold. */
export function matchesAlert(match: AlertMatcher, about: About): boolean {
  return testsOf(match).every((test) => test(about))
}

type Test = (about: About) => boolean

/** Compiled once for each matcher; a matcher is immutable. */
const compiled = new WeakMap<AlertMatcher, readonly Test[]>()

function testsOf(match: AlertMatcher): readonly Test[] {
  const known = compiled.get(match)
  if (known) return known
  const tests = KEYS.flatMap((key) => testOf(key, match[key]))
  compiled.set(match, tests)
  return tests
}

const KEYS = ['category', 'kind', 'severity', 'code', 'rule', 'source', 'project', 'path'] as const

const WITH_GLOBS: ReadonlySet<string> = new Set(['rule', 'source', 'project', 'path'])

function testOf(key: keyof About, wanted: readonly string[] | undefined): Test[] {
  if (wanted === undefined) return []
  const means = WITH_GLOBS.has(key) ? globs(wanted) : (value: string) => wanted.includes(value)
  return [({ [key]: values }) => values.length > 0 && values.every(means)]
}

/** `*` stands for any text, slashes included: a path of an API is one name. picomatch lets no pattern match the empty text. */
function globs(patterns: readonly string[]): (value: string) => boolean {
  const wild = patterns
    .filter((pattern) => pattern !== '')
    .map((pattern) => picomatch(pattern, { bash: true, dot: true }))
  const any = patterns.some((pattern) => /^\*+$/.test(pattern))
  return (value) =>
    patterns.includes(value) || (value === '' ? any : wild.some((matches) => matches(value)))
}
