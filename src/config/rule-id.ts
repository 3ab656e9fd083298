import { createHash } from 'node:crypto'
import type { Rule } from '../types/rule.ts'

/** Hexadecimal digits: 48 bits tell a configuration's rules apart and still fit a label. */
const ID_DIGITS = 12

/** The part of a rule that decides what it counts. */
export type Counts = Pick<Rule, 'match' | 'condition' | 'windowMs' | 'groupBy'>

/** What a rule counts, as a short hash; a plan that is corrected keeps what is known of it. The order of keys and of a match's values does not matter; that of labels does. */
export function ruleId(counts: Counts): string {
  const match = Object.entries(counts.match)
    .map(([key, value]) => [key, Array.isArray(value) ? value.toSorted() : value])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  const condition = Object.entries(counts.condition)
    .filter(([key]) => key !== 'plans')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const canonical = JSON.stringify([match, condition, counts.windowMs, counts.groupBy])
  return createHash('sha256').update(canonical).digest('hex').slice(0, ID_DIGITS)
}
