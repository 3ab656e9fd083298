import type { RecentCode } from '../types/record.ts'
import type { Candidate } from './candidate.ts'
import { hasIdentity } from './merge.ts'

/** An answer is printed again at most this many lines later: client, wrapper and exception follow each other. */
export const ECHO_LINES = 20

/** Codes remembered for that; more within so few lines are a storm, where one echo less matters little. */
export const ECHO_CODES_MAX = 16

/** A place where a code was found. */
export interface Occurrence {
  readonly candidate: Candidate
  /** 1-based line in the file. */
  readonly line: number
}

/**
 * The same answer again: the code has no identity of its own and stood lately in another shape. The same shape twice
 * is two answers. Within one record the order does not matter: a sentence may introduce the envelope it repeats.
 */
export function isEcho(
  one: Occurrence,
  record: readonly Occurrence[],
  recent: readonly RecentCode[],
): boolean {
  const { code, shape } = one.candidate
  if (code === undefined || hasIdentity(one.candidate)) return false
  const before = recent.some(
    (other) => other.code === code && other.shape !== shape && isNear(other.line, one.line),
  )
  return before || record.some((other) => repeats(one, other))
}

function repeats(one: Occurrence, other: Occurrence): boolean {
  if (one === other || one.candidate.code !== other.candidate.code) return false
  if (one.candidate.shape === other.candidate.shape) return false
  if (other.line <= one.line)
    return isNear(other.line, one.line) && other.candidate.at < one.candidate.at
  return hasIdentity(other.candidate) && isNear(one.line, other.line)
}

function isNear(before: number, line: number): boolean {
  return line - before <= ECHO_LINES
}

/** What later records need: this record's codes too, and none that is too far behind. */
export function recentAfter(
  recent: readonly RecentCode[],
  record: readonly Occurrence[],
  lastLine: number,
): readonly RecentCode[] {
  const added = record.flatMap(({ candidate: { code, shape }, line }) =>
    code === undefined ? [] : [{ code, shape, line }],
  )
  return [...recent, ...added].filter(({ line }) => isNear(line, lastLine)).slice(-ECHO_CODES_MAX)
}
