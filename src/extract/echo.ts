import type { RecentCode, Response, Shape } from '../types/record.ts'
import type { Candidate } from './candidate.ts'
import { hasIdentity } from './parts.ts'

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
 *
 * @param record in the order of their places
 */
export function echoesIn(
  record: readonly Occurrence[],
  recent: readonly RecentCode[],
): ReadonlySet<Candidate> {
  if (!record.some(canBeEcho)) return NONE
  const before: Sightings = new Map()
  const echoes = new Set<Candidate>()
  for (const one of record) {
    if (stoodBefore(one, recent) || isRepeated(one, before)) echoes.add(one.candidate)
    see(one, before)
  }
  const behind: Sightings = new Map()
  for (const one of record.toReversed()) {
    if (isRepeated(one, behind)) echoes.add(one.candidate)
    if (hasIdentity(one.candidate)) see(one, behind)
  }
  return echoes
}

const NONE: ReadonlySet<Candidate> = new Set()

/** Whether the code stood lately in another shape: what is read and what is recalled of a record are judged by it alike. */
export function stoodLately(
  { code, shape }: Pick<Response, 'code' | 'shape'>,
  line: number,
  recent: readonly RecentCode[],
): boolean {
  return recent.some(
    (other) => other.code === code && other.shape !== shape && isNear(line, other.line),
  )
}

function stoodBefore({ candidate, line }: Occurrence, recent: readonly RecentCode[]): boolean {
  return !hasIdentity(candidate) && stoodLately(candidate, line, recent)
}

function canBeEcho({ candidate }: Occurrence): boolean {
  return candidate.code !== undefined && !hasIdentity(candidate)
}

/** The nearest line on which each code stood in each shape, from where one looks. */
type Sightings = Map<string, Map<Shape, number>>

function see({ candidate: { code, shape }, line }: Occurrence, sightings: Sightings): void {
  if (code === undefined) return
  sightings.set(code, (sightings.get(code) ?? new Map<Shape, number>()).set(shape, line))
}

function isRepeated({ candidate, line }: Occurrence, sightings: Sightings): boolean {
  const { code, shape } = candidate
  if (code === undefined || hasIdentity(candidate)) return false
  const shapes = [...(sightings.get(code) ?? [])]
  return shapes.some(([other, at]) => other !== shape && isNear(line, at))
}

function isNear(line: number, other: number): boolean {
  return Math.abs(line - other) <= ECHO_LINES
}

/**
 * Whether what stands on a line matters to records behind one that ends on `lastLine`. It may stand ahead of that one, which
 * then began earlier, in another lane, and ended only now.
 */
export function isRecent(line: number, lastLine: number): boolean {
  return lastLine - line <= ECHO_LINES
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
  return [...recent, ...added].filter(({ line }) => isRecent(line, lastLine)).slice(-ECHO_CODES_MAX)
}
