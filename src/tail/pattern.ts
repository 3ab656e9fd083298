import { basename, sep } from 'node:path'
import picomatch from 'picomatch'
import type { LogEntry } from '../types/config.ts'
import { DEPTH_MAX } from './limits.ts'

/** One path or glob of a `logs` entry, compiled. */
export interface Pattern {
  readonly entry: LogEntry
  readonly text: string
  /** The directory that is walked; for a plain path the path itself. */
  readonly base: string
  readonly isGlob: boolean
  /** A glob that may as well be meant literally: shells hand over names with brackets as they are. */
  readonly maybeLiteral: boolean
  /** Directories below `base` that can hold a match. */
  readonly depth: number
  matches(path: string): boolean
  /** Whether a directory, given by its names below `base`, can hold a match at some depth. */
  descends(names: readonly string[]): boolean
}

/** Standard input, where a path is expected. */
export const STDIN = '-'

export function compilePatterns(entries: readonly LogEntry[]): readonly Pattern[] {
  return entries.flatMap((entry) =>
    entry.paths.filter((path) => path !== STDIN).map((path) => compilePattern(entry, path)),
  )
}

function compilePattern(entry: LogEntry, text: string): Pattern {
  const { base, glob, isGlob } = picomatch.scan(text)
  const excluded = excluder(entry.exclude)
  if (!isGlob) return plainPattern(entry, text, excluded)
  const parts = splitGlob(glob)
  const wholeTree = parts.some((part) => part.includes('**') || part.includes(sep))
  const whole = picomatch(text)
  const matchers = parts.map((part) => picomatch(part))
  return {
    entry,
    text,
    base: base === '' ? sep : base,
    isGlob,
    maybeLiteral: !text.includes('*'),
    depth: wholeTree ? DEPTH_MAX : parts.length - 1,
    matches: (path) => (whole(path) || path === text) && !excluded(path),
    descends: (names) =>
      wholeTree || names.every((name, depth) => matchers[depth]?.(name) ?? false),
  }
}

function plainPattern(entry: LogEntry, path: string, excluded: (path: string) => boolean): Pattern {
  return {
    entry,
    text: path,
    base: path,
    isGlob: false,
    maybeLiteral: true,
    depth: 0,
    matches: (candidate) => candidate === path && !excluded(path),
    descends: () => false,
  }
}

/** An exclusion without a slash speaks of the file's name, wherever it lies. */
function excluder(exclude: readonly string[]): (path: string) => boolean {
  const matchers = exclude.map((pattern) => {
    const matches = picomatch(pattern, { dot: true })
    return (path: string) => matches(pattern.includes(sep) ? path : basename(path))
  })
  return (path) => matchers.some((matches) => matches(path))
}

/** The parts between slashes; a slash within braces or brackets splits nothing. */
function splitGlob(glob: string): readonly string[] {
  const parts = ['']
  let open = 0
  for (const char of glob) {
    if ('{(['.includes(char)) open++
    if ('})]'.includes(char)) open--
    if (char === sep && open <= 0) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts
}
