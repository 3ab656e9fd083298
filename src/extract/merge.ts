import type { Candidate } from './candidate.ts'
import { isInside } from './group.ts'
import type { Accepted } from './judge.ts'
import { lineNumberAt, type Page } from './page.ts'

/** One answer is one answer: leaves out what stands inside or beside another and says the same. */
export function merged(accepted: readonly Accepted[], page: Page): readonly Accepted[] {
  const apart = accepted.filter((one) => !accepted.some((other) => isPartOf(one, other)))
  const kept: Accepted[] = []
  for (const one of apart) {
    const twin = kept.findIndex((other) => isSameAnswer(one.candidate, other.candidate, page))
    const before = kept[twin]
    if (before) kept[twin] = better(before, one)
    else kept.push(one)
  }
  return kept
}

/**
 * Brackets within brackets: an application's own envelope around Tuya's, or a piece of a result. The one with an
 * identity is the answer; if neither has one, the inner. A sentence within an answer's brackets repeats it.
 */
function isPartOf({ candidate: one }: Accepted, { candidate: other }: Accepted): boolean {
  if (one === other || !other.group) return false
  if (one.group && isInside(one.group, other.group)) return hasIdentity(other) && !hasIdentity(one)
  if (one.group && isInside(other.group, one.group)) return !hasIdentity(one)
  if (one.group || other.group.opener === '') return false
  return one.code === other.code && other.from < one.at && one.at < other.to
}

/** Two prints on one line are one answer, unless both are the same notation: then somebody logged a list. */
function isSameAnswer(one: Candidate, other: Candidate, page: Page): boolean {
  if (one.code === undefined || one.code !== other.code) return false
  if (lineNumberAt(page, one.at) !== lineNumberAt(page, other.at)) return false
  if (hasIdentity(one) && hasIdentity(other)) return one.tid === other.tid && one.t === other.t
  return one.shape !== other.shape || (!one.group && !other.group)
}

/** The one with the identity, else the one in brackets, else the first; with whatever it lacks from the other. */
function better(one: Accepted, other: Accepted): Accepted {
  const [best, rest] = rank(other.candidate) > rank(one.candidate) ? [other, one] : [one, other]
  const message = best.candidate.message ?? rest.candidate.message
  if (message === undefined) return best
  return { ...best, candidate: { ...best.candidate, message } }
}

function rank(candidate: Candidate): number {
  return (hasIdentity(candidate) ? 2 : 0) + (candidate.group ? 1 : 0)
}

export function hasIdentity({ t, tid }: Candidate): boolean {
  return t !== undefined || tid !== undefined
}
