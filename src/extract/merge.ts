import type { Candidate } from './candidate.ts'
import type { Accepted } from './judge.ts'
import { lineNumberAt, type Page } from './page.ts'
import { hasIdentity, partsOf } from './parts.ts'

/** One answer is one answer: leaves out what stands inside or beside another and says the same. */
export function merged(accepted: readonly Accepted[], page: Page): readonly Accepted[] {
  if (accepted.length < 2) return accepted
  const parts = partsOf(accepted)
  const kept: Accepted[] = []
  const byPlace = new Map<string, number[]>()
  for (const one of accepted) {
    if (parts.has(one)) continue
    const place = `${lineNumberAt(page, one.candidate.at)} ${one.candidate.code}`
    const there = byPlace.get(place) ?? []
    byPlace.set(place, there)
    const twin = there
      .slice(-TWINS_MAX)
      .find((index) => isSameAnswer(one.candidate, kept[index]?.candidate))
    const before = twin === undefined ? undefined : kept[twin]
    if (twin !== undefined && before) kept[twin] = better(before, one)
    else there.push(kept.push(one) - 1)
  }
  return kept
}

/** The last so many answers with one code on one line among which another print is looked for: a printer repeats itself soon. */
const TWINS_MAX = 32

/** Two prints on one line are one answer, unless both are the same notation in brackets: then somebody logged a list. */
function isSameAnswer(one: Candidate, other: Candidate | undefined): boolean {
  if (!other) return false
  if (one.user || other.user) return !differ(one.tid, other.tid)
  if (one.code === undefined) return false
  if (hasIdentity(one) && hasIdentity(other)) return one.tid === other.tid && one.t === other.t
  return one.shape !== other.shape || !isBracketed(one) || !isBracketed(other)
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other
}

function isBracketed({ group }: Candidate): boolean {
  return group !== undefined && group.opener !== ''
}

/** The user's form, else the one with the identity, else the one in brackets, else the first; with whatever it lacks from the other. */
function better(one: Accepted, other: Accepted): Accepted {
  const [best, rest] = rank(other.candidate) > rank(one.candidate) ? [other, one] : [one, other]
  const { message, t, tid } = { ...rest.candidate, ...best.candidate }
  const lacked = {
    ...(message !== undefined && { message }),
    ...(t !== undefined && { t }),
    ...(tid !== undefined && { tid }),
  }
  return { ...best, candidate: { ...best.candidate, ...lacked } }
}

function rank(candidate: Candidate): number {
  return (candidate.user ? 4 : 0) + (hasIdentity(candidate) ? 2 : 0) + (candidate.group ? 1 : 0)
}
