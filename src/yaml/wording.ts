import * as z from 'zod'
import { suggest } from './suggest.ts'

type RawIssue = z.core.$ZodRawIssue

/**
 * Words an issue as «expected …, got …», for people who know YAML and not zod. A schema's own message goes before it.
 * Values that are no choice between words are named by their kind alone: they may be secrets.
 */
export function wording(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return expected(TYPE_NAMES[issue.expected] ?? issue.expected, issue.input)
    case 'invalid_value':
      return expectedOneOf(issue.values, issue.input)
    case 'too_small':
      return `expected ${bound(issue, 'at least')} ${sized(issue.minimum, issue.origin)}, got ${sizeOf(issue.input)}`
    case 'too_big':
      return `expected ${bound(issue, 'at most')} ${sized(issue.maximum, issue.origin)}, got ${sizeOf(issue.input)}`
    case 'invalid_format':
      return expected(formatName(issue.format, issue['pattern']), issue.input)
    case 'not_multiple_of':
      return expected(`a multiple of ${issue.divisor}`, issue.input)
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, keysOf(issue.inst))).join('\n')
    case 'invalid_union':
      return expectedOfUnion(issue)
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'expected another key'
    default:
      return expected('another value', issue.input)
  }
}

function expected(what: string, got: unknown): string {
  return `expected ${what}, got ${kindOf(got)}`
}

function expectedOneOf(values: readonly unknown[], got: unknown): string {
  const words = values.map(String)
  const what = words.length === 1 ? words.join() : `one of ${words.join(', ')}`
  if (typeof got !== 'string') return expected(what, got)
  return `expected ${what}, got ${JSON.stringify(cut(got))}${didYouMean(suggest(got, words))}`
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = suggest(key, known)
  if (meant !== undefined) return `unknown key ${JSON.stringify(cut(key))}${didYouMean(meant)}`
  const choice = known.length > 0 ? `, expected one of ${known.join(', ')}` : ''
  return `unknown key ${JSON.stringify(cut(key))}${choice}`
}

function didYouMean(word: string | undefined): string {
  return word === undefined ? '' : `; did you mean ${word}?`
}

function keysOf(schema: RawIssue['inst']): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

/** Where no form of a union fits, all that its forms expect. */
function expectedOfUnion(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
  const first = issue.errors.flatMap((errors) => errors.slice(0, 1))
  const wanted = first.flatMap(({ message }) => /^expected (.*), got /s.exec(message)?.[1] ?? [])
  const choices = Array.isArray(issue.options) ? issue.options.map(String) : []
  const forms = new Set(wanted.length > 0 ? wanted : choices)
  return expected([...forms].join(' or ') || 'another value', issue.input)
}

function bound(
  issue: { readonly exact?: boolean; readonly inclusive?: boolean },
  inclusive: 'at least' | 'at most',
): string {
  if (issue.exact === true) return 'exactly'
  if (issue.inclusive !== false) return inclusive
  return inclusive === 'at least' ? 'more than' : 'less than'
}

function sized(size: number | bigint, origin: string): string {
  if (origin === 'string') return `${size} ${size === 1 ? 'character' : 'characters'}`
  if (origin === 'array') return `${size} ${size === 1 ? 'item' : 'items'}`
  return `${size}`
}

function formatName(format: string, pattern: unknown): string {
  if (format === 'url') return 'a URL'
  return typeof pattern === 'string' ? `text of the form ${pattern}` : `text of the form ${format}`
}

export function kindOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a map'
  return KIND_NAMES[typeof value] ?? typeof value
}

function sizeOf(value: unknown): string {
  return typeof value === 'string' || Array.isArray(value) ? `${value.length}` : String(value)
}

function cut(text: string): string {
  return text.length <= GOT_CHARS_MAX ? text : `${text.slice(0, GOT_CHARS_MAX)}…`
}

/** Characters of an offending word that a message repeats. */
const GOT_CHARS_MAX = 60

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
}
