import type { Candidate } from './candidate.ts'
import type { Group } from './group.ts'
import type { Accepted } from './judge.ts'
import { coverOf } from './search.ts'

/**
 * What is only a part of another answer. Brackets within brackets are an application's own envelope around Tuya's, or a
 * piece of a result: the one with an identity is the answer; if neither or both have one, the inner. A sentence within
 * an answer's brackets repeats it.
 */
export function partsOf(accepted: readonly Accepted[]): ReadonlySet<Accepted> {
  const groups = new Map<Group, Accepted>()
  for (const one of accepted) if (one.candidate.group) groups.set(one.candidate.group, one)
  const repeats = repeatsIn([...groups.values()])
  const parts = new Set<Accepted>()
  for (const one of accepted) {
    const { group, user } = one.candidate
    if (!group && !user && repeats(one.candidate)) parts.add(one)
    for (let outer = group?.parent; outer; outer = outer.parent) {
      const around = groups.get(outer)
      if (!around) continue
      const innerWins = hasIdentity(one.candidate) || !hasIdentity(around.candidate)
      parts.add(innerWins ? around : one)
    }
  }
  return parts
}

/** Whether a sentence stands within brackets that say its code. */
function repeatsIn(bracketed: readonly Accepted[]): (sentence: Candidate) => boolean {
  const groups = bracketed.flatMap(({ candidate: { code, group } }) =>
    group && group.opener !== '' ? [{ code, group }] : [],
  )
  const covers = new Map(
    [...Map.groupBy(groups, ({ code }) => code)].map(
      ([code, same]) => [code, coverOf(same.map(({ group }) => group))] as const,
    ),
  )
  return ({ code, at }) => covers.get(code)?.(at) ?? false
}

export function hasIdentity({ t, tid }: Candidate): boolean {
  return t !== undefined || tid !== undefined
}
