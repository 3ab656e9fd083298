import picomatch from 'picomatch'
import { RE2JS } from 're2js'
import type { ErrorEvent, Event } from '../types/event.ts'
import type { Matcher } from '../types/rule.ts'

/**
 * True for an error that every field given matches. In globs of source, project and path `*` stands for any text, slashes
 * included: a path of an API is one name. The message pattern is RE2, searched anywhere; it must be valid.
 */
export function matches(match: Matcher, event: Event): boolean {
  return !event.success && testsOf(match).every((test) => test(event))
}

type Test = (event: ErrorEvent) => boolean

/** Compiled once for each rule; a rule is immutable. */
const compiled = new WeakMap<Matcher, readonly Test[]>()

function testsOf(match: Matcher): readonly Test[] {
  const known = compiled.get(match)
  if (known) return known
  const tests = compile(match)
  compiled.set(match, tests)
  return tests
}

/** The cheapest and most telling fields first. */
function compile(match: Matcher): readonly Test[] {
  const { category, kind, severity, code, source, project, path, message } = match
  return [
    category && oneOf(category, (event) => event.category),
    kind && oneOf(kind, (event) => event.kind),
    severity && oneOf(severity, (event) => event.severity),
    code && oneOf(code, (event) => event.code),
    source && globs(source, (event) => event.source),
    project && globs(project, (event) => event.project),
    path && globs(path, (event) => event.path ?? ''),
    message === undefined ? undefined : contains(message),
  ].filter((test) => test !== undefined)
}

function oneOf(values: readonly string[], field: (event: ErrorEvent) => string): Test {
  const set = new Set(values)
  return (event) => set.has(field(event))
}

function globs(patterns: readonly string[], field: (event: ErrorEvent) => string): Test {
  const literal = new Set(patterns.filter((pattern) => !picomatch.scan(pattern).isGlob))
  const wild = patterns.filter((pattern) => !literal.has(pattern)).map(globOf)
  return (event) => {
    const value = field(event)
    return literal.has(value) || wild.some((matchesGlob) => matchesGlob(value))
  }
}

/** picomatch lets no pattern match the empty text. */
function globOf(pattern: string): (value: string) => boolean {
  const matchesGlob = picomatch(pattern, { bash: true, dot: true })
  const matchesEmpty = /^\*+$/.test(pattern)
  return (value) => (value === '' ? matchesEmpty : matchesGlob(value))
}

function contains(pattern: string): Test {
  const regex = RE2JS.compile(pattern)
  return (event) => regex.test(event.message)
}
