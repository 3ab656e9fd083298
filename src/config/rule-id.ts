import { createHash } from 'node:crypto'
import type { Condition, Rule } from '../types/rule.ts'

/** Hexadecimal digits: 48 bits tell a configuration's rules apart and still fit a label. */
const ID_DIGITS = 12

/** The part of a rule that decides what it counts, and when that is too much. */
export type Counts = Pick<Rule, 'match' | 'condition' | 'windowMs' | 'groupBy'>

/**
 * The name of a rule's state, as a short hash: of the rule's name and of what its memory depends on. A threshold is no part
 * of it: whoever turns one while the rule fires ends no incident by it, and begins none.
 */
export function ruleId(name: string, counts: Counts): string {
  const written = JSON.stringify([name, writtenAs(counts, memoryIn(counts.condition))])
  return createHash('sha256').update(written).digest('hex').slice(0, ID_DIGITS)
}

/** What a rule counts, always written alike: the order of keys and of a match's values does not matter; that of labels does. Plans may be corrected. */
export function countsText(counts: Counts): string {
  return writtenAs(
    counts,
    Object.entries(counts.condition)
      .filter(([key]) => key !== 'plans')
      .toSorted(byKey),
  )
}

function writtenAs({ match, windowMs, groupBy }: Counts, condition: unknown): string {
  const matched = Object.entries(match)
    .map(([key, value]) => [key, Array.isArray(value) ? value.toSorted() : value] as const)
    .toSorted(byKey)
  return JSON.stringify([matched, condition, windowMs, groupBy])
}

/** What is remembered for it, and what an incident of it means. */
function memoryIn(condition: Condition): readonly unknown[] {
  const { kind } = condition
  switch (kind) {
    case 'absent':
      return [kind, condition.what]
    case 'distinct':
      return [kind, condition.share !== undefined]
    case 'quota':
      return [kind, condition.at === 'forecast']
    default:
      return [kind]
  }
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
