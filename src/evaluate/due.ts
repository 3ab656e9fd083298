import type { Instance } from '../types/alert.ts'
import type { Rule } from '../types/rule.ts'
import type { State, Tally } from '../types/state.ts'
import { type Millis, SECOND } from '../types/time.ts'
import type { Key } from './key.ts'
import { evidenceAt, quietAt } from './recovery.ts'

/** The next second behind `g` at which something can change for this key: errors enter or leave, or a time is over. */
export function dueOf(
  { tracked, instance }: Key,
  rule: Rule,
  successes: State['successes'],
  g: Millis,
): Millis {
  const entering = tracked.ahead[0]?.[0]?.due ?? NEVER
  const oldest = tracked.buckets[0]?.end ?? NEVER
  const due = Math.min(
    entering,
    oldest + rule.windowMs,
    instanceDue(instance, rule, tracked, successes),
  )
  return Math.max(Math.ceil(due / SECOND) * SECOND, g + SECOND)
}

function instanceDue(
  instance: Instance | undefined,
  rule: Rule,
  counts: Tally,
  successes: State['successes'],
): Millis {
  if (instance?.state === 'pending') return instance.since + rule.forMs
  if (instance?.state !== 'firing' || instance.belowSince === undefined) return NEVER
  const recovered = Math.min(evidenceAt(counts, successes), quietAt(counts))
  return Math.max(instance.belowSince + rule.keepFiringForMs, recovered)
}

const NEVER = Number.POSITIVE_INFINITY
