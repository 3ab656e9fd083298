import picomatch from 'picomatch'
import { RE2JS } from 're2js'
import type { ErrorEvent, Event } from '../types/event.ts'
import type { Matcher } from '../types/rule.ts'

/**
 * True for an error that every field given matches. In globs of source, project and path `*` stands for any text, slashes
 * included: a path of an API is one name. The message pattern is RE2, searched anywhere; it must be valid.
 */
export function matches(match: Matcher, event: Event): boolean {
  if (event.success) return false
  const { meaning, message } = testsOf(match)
  return (
    meaning.every((test) => test(event)) &&
    concerns(match, event) &&
    message.every((test) => test(event))
  )
}

/** True for an answer, success or error, or a log of the places that the matcher names: its errors are a share of these. */
export function concerns(match: Matcher, place: Place): boolean {
  return testsOf(match).places.every((test) => test(place))
}

/** The cheapest and most telling first. */
interface Tests {
  readonly meaning: readonly Test<ErrorEvent>[]
  readonly places: readonly Test<Place>[]
  readonly message: readonly Test<ErrorEvent>[]
}

type Place = Pick<Event, 'project' | 'source' | 'path'>

type Test<E> = (event: E) => boolean

/** Compiled once for each rule; a rule is immutable. */
const compiled = new WeakMap<Matcher, Tests>()

function testsOf(match: Matcher): Tests {
  const known = compiled.get(match)
  if (known) return known
  const tests = compile(match)
  compiled.set(match, tests)
  return tests
}

function compile(match: Matcher): Tests {
  const { category, kind, severity, code, source, project, path, message } = match
  return {
    meaning: given(
      category && oneOf(category, (event) => event.category),
      kind && oneOf(kind, (event) => event.kind),
      severity && oneOf(severity, (event) => event.severity),
      code && oneOf(code, (event) => event.code),
    ),
    places: given(
      source && globs(source, (place) => place.source),
      project && globs(project, (place) => place.project),
      path && globs(path, (place) => place.path ?? ''),
    ),
    message: given(message === undefined ? undefined : contains(message)),
  }
}

function given<E>(...tests: readonly (Test<E> | undefined)[]): readonly Test<E>[] {
  return tests.filter((test) => test !== undefined)
}

function oneOf(values: readonly string[], field: (event: ErrorEvent) => string): Test<ErrorEvent> {
  const set = new Set(values)
  return (event) => set.has(field(event))
}

function globs(patterns: readonly string[], field: (place: Place) => string): Test<Place> {
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

function contains(pattern: string): Test<ErrorEvent> {
  const regex = RE2JS.compile(pattern)
  return (event) => regex.test(event.message)
}
