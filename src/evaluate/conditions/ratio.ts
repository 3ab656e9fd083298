import type { RatioCondition } from '../../types/rule.ts'
import type { TrackedKey } from '../../types/state.ts'
import type { ConditionReading } from './condition.ts'
import { answersIn, errorsIn } from './sums.ts'

/** Holds while more than a share of the answers fail. With too few answers nothing is concluded, neither trouble nor its end. */
export function readRatio(
  { above, minVolume, resolveAt = above }: RatioCondition,
  { buckets }: TrackedKey,
): ConditionReading {
  const errors = errorsIn(buckets)
  const answers = answersIn(buckets)
  const enough = answers >= minVolume
  return {
    holds: enough && errors > above * answers,
    over: !enough || errors <= resolveAt * answers,
    overEnds: enough,
    facts: () => ({ kind: 'ratio', errors, answers }),
  }
}
