import type { Rule } from '../../types/rule.ts'
import type { State, TrackedKey } from '../../types/state.ts'
import type { Millis } from '../../types/time.ts'
import { readAbsent } from './absent.ts'
import type { ConditionReading } from './condition.ts'
import { readCount } from './count.ts'
import { readDistinct } from './distinct.ts'
import { readLost } from './lost.ts'
import { readNew } from './new.ts'
import { readQuota } from './quota.ts'
import { readRatio } from './ratio.ts'
import { readSpike } from './spike.ts'
import { watchedSince } from './watched.ts'

/** What a rule's condition says at the second `g`, from what is counted by then. */
export function readCondition(
  rule: Rule,
  counts: TrackedKey,
  state: State,
  g: Millis,
): ConditionReading {
  const { condition } = rule
  switch (condition.kind) {
    case 'count':
      return readCount(condition, counts)
    case 'distinct':
      return readDistinct(condition, counts)
    case 'ratio':
      return readRatio(condition, counts)
    case 'spike':
      return readSpike(condition, rule, counts, g - watchedSince(state, counts), g)
    case 'new':
      return readNew(rule, counts, g - watchedSince(state, counts), g)
    case 'absent':
      return readAbsent(condition, rule, counts, state, g)
    case 'lost':
      return readLost(condition, rule, counts, state, g)
    case 'quota':
      return readQuota(condition, counts, state, g)
  }
}
