import type { Candidate } from './candidate.ts'
import type { Group } from './group.ts'
import type { Accepted } from './judge.ts'
import { lineNumberAt, type Page } from './page.ts'

/** One answer is one answer: leaves out what stands inside or beside another and says the same. */
export function merged(accepted: readonly Accepted[], page: Page): readonly Accepted[] {
  const parts = partsOf(accepted)
  const kept: Accepted[] = []
  const byPlace = new Map<string, number[]>()
  for (const one of accepted) {
    if (parts.has(one)) continue
    const place = `${lineNumberAt(page, one.candidate.at)} ${one.candidate.code}`
    const there = byPlace.get(place) ?? []
    const twin = there.find((index) => isSameAnswer(one.candidate, kept[index]?.candidate))
    const before = twin === undefined ? undefined : kept[twin]
    if (twin !== undefined && before) kept[twin] = better(before, one)
    else byPlace.set(place, [...there, kept.push(one) - 1])
  }
  return kept
}

/**
 * Brackets within brackets: an application's own envelope around Tuya's, or a piece of a result. The one with an
 * identity is the answer; if neither or both have one, the inner. A sentence within an answer's brackets repeats it.
 */
function partsOf(accepted: readonly Accepted[]): ReadonlySet<Accepted> {
  const groups = new Map<Group, Accepted>()
  for (const one of accepted) if (one.candidate.group) groups.set(one.candidate.group, one)
  const parts = new Set<Accepted>()
  for (const one of accepted) {
    const { group } = one.candidate
    if (!group && !one.candidate.user && repeatsBrackets(one.candidate, groups)) parts.add(one)
    for (let outer = group?.parent; outer; outer = outer.parent) {
      const around = groups.get(outer)
      if (!around) continue
      const innerWins = hasIdentity(one.candidate) || !hasIdentity(around.candidate)
      parts.add(innerWins ? around : one)
    }
  }
  return parts
}

function repeatsBrackets(one: Candidate, groups: ReadonlyMap<Group, Accepted>): boolean {
  for (const [{ opener, from, to }, { candidate }] of groups) {
    if (opener !== '' && candidate.code === one.code && from < one.at && one.at < to) return true
  }
  return false
}

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

export function hasIdentity({ t, tid }: Candidate): boolean {
  return t !== undefined || tid !== undefined
}
