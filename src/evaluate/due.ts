import type { Instance } from '../types/alert.ts'
import { SLOT_MS } from '../types/quota.ts'
import type { AbsentCondition, Rule } from '../types/rule.ts'
import type { State, TrackedKey } from '../types/state.ts'
import { HOUR, type Millis, SECOND } from '../types/time.ts'
import { memoryOf, NEW_FOR } from '../types/window.ts'
import { lostTurn } from './conditions/lost.ts'
import { lastPulse, nextPulse } from './conditions/pulses.ts'
import { watchedSince } from './conditions/watched.ts'
import type { Key } from './key.ts'
import { clearedAt, evidenceAt, quietAt } from './recovery.ts'

/** The next second behind `g` at which something can change for this key: errors enter or leave, or a time is over. */
export function dueOf({ tracked, instance }: Key, rule: Rule, state: State, g: Millis): Millis {
  const entering = tracked.ahead[0]?.[0]?.due ?? NEVER
  const due = Math.min(
    entering,
    leavingAt(tracked, rule, g),
    conditionDue(tracked, rule, state, g),
    instanceDue(instance, rule, tracked, state, g),
  )
  return Math.max(Math.ceil(due / SECOND) * SECOND, g + SECOND)
}

/** A bucket leaves the window, and then the memory, where that is longer. */
function leavingAt({ buckets, seen = [] }: TrackedKey, rule: Rule, g: Millis): Millis {
  const { windowMs } = rule
  const memoryMs = memoryOf(rule)
  const oldest = buckets[0]
  const inWindow = memoryMs === windowMs ? undefined : buckets.find(({ end }) => end + windowMs > g)
  return Math.min(
    oldest ? oldest.end + memoryMs : NEVER,
    inWindow ? inWindow.end + windowMs : NEVER,
    // Devices are remembered by the hour.
    seen.length > 0 ? Math.floor(g / HOUR) * HOUR + HOUR : NEVER,
  )
}

/** What was new is so no longer; what has been watched for long enough can be compared. */
function conditionDue(tracked: TrackedKey, rule: Rule, state: State, g: Millis): Millis {
  const turnsAt = turnOf(tracked, rule, state, g)
  return turnsAt > g ? turnsAt : NEVER
}

function turnOf(tracked: TrackedKey, rule: Rule, state: State, g: Millis): Millis {
  const { condition, windowMs } = rule
  switch (condition.kind) {
    case 'absent':
      return absentTurn(tracked, condition, windowMs, state, g)
    case 'lost':
      return lostTurn(rule, tracked, state, g)
    case 'quota':
      // Slot by slot, from the first answer on.
      return (Math.floor(Math.max(g, watchedSince(state, tracked)) / SLOT_MS) + 1) * SLOT_MS
    case 'new':
      return Math.min(
        ...tracked.buckets.map(({ firstAt }) => firstAt + NEW_FOR).filter((at) => at > g),
      )
    case 'spike':
      return watchedSince(state, tracked) + 2 * windowMs
    case 'count':
    case 'distinct':
    case 'ratio':
      return NEVER
  }
}

/** When the window will have passed since the last one, or when the next one comes. */
function absentTurn(
  key: TrackedKey,
  { what }: AbsentCondition,
  windowMs: Millis,
  state: State,
  g: Millis,
): Millis {
  const last = lastPulse(state, what, key, g) ?? lastPulse(state, 'watched', key, g)
  if (last !== undefined && last + windowMs > g) return last + windowMs
  return Math.min(nextPulse(state, what, key, g), nextPulse(state, 'watched', key, g))
}

function instanceDue(
  instance: Instance | undefined,
  rule: Rule,
  counts: TrackedKey,
  { successes }: State,
  g: Millis,
): Millis {
  if (instance?.state === 'pending') return instance.since + rule.forMs
  if (instance?.state !== 'firing') return NEVER
  const cleared = clearedAt(counts, rule, successes)
  if (instance.belowSince === undefined) return cleared
  const held = instance.belowSince + rule.keepFiringForMs
  const recovered = Math.min(evidenceAt(counts, successes), quietAt(counts))
  return Math.min(cleared, held > g ? held : recovered)
}

const NEVER = Number.POSITIVE_INFINITY
