import type { ErrorEvent } from '../types/event.ts'
import type { Rule } from '../types/rule.ts'
import type { Ahead, State, Tally } from '../types/state.ts'
import { addTallies } from '../types/tally.ts'
import { MINUTE, type Millis, SECOND } from '../types/time.ts'
import { trackedKey } from './group.ts'
import { matches } from './match.ts'
import { failingScope } from './scope.ts'
import { put } from './timeline.ts'

/**
 * Counts an error for every rule that it matches. It waits there for the second of the grid at which it is evaluated:
 * the first one at or behind its own time. An error that comes after its second was evaluated enters at the next one, into
 * the bucket of its own time; where the window has left that bucket behind, the rule does without it.
 */
export function noteFailure(
  state: State,
  event: ErrorEvent,
  rules: readonly Rule[],
  grid: Millis,
): void {
  const due = Math.max(upTo(event.at, SECOND), grid + SECOND)
  let tally: Tally | undefined
  for (const rule of rules) {
    if (!matches(rule.match, event)) continue
    const end = upTo(event.at, bucketWidth(rule.windowMs))
    if (end + rule.windowMs <= due) continue
    tally ??= tallyOf(event)
    const { key, tracked } = trackedKey(state, rule, event)
    const ahead = put(tracked.ahead, { ...tally, due, end }, inOrder, addAhead)
    state.keys.set(key, { ...tracked, ahead })
  }
}

/**
 * A window is remembered in 60 buckets of whole seconds. So an error counts from its own second on, for at least the window
 * and less than a bucket's width longer: 5 s of 5 minutes, 24 minutes of a day.
 */
function bucketWidth(windowMs: Millis): Millis {
  return upTo(Math.max(windowMs / BUCKETS, SECOND), SECOND)
}

/** Buckets of one window. */
const BUCKETS = MINUTE / SECOND

/** The end of the interval of this width, counted from the epoch, that the time lies in. */
function upTo(at: Millis, width: Millis): Millis {
  return Math.ceil(at / width) * width
}

function tallyOf(event: ErrorEvent): Tally {
  const { at, source, code, sample } = event
  return {
    firstAt: at,
    lastFailureAt: at,
    total: 1,
    codes: [[code, 1]],
    samples: [{ at, source, text: sample }],
    failing: [[failingScope(event), at]],
  }
}

function inOrder(a: Ahead, b: Ahead): number {
  return a.due - b.due || a.end - b.end
}

function addAhead(a: Ahead, b: Ahead): Ahead {
  return { ...a, ...addTallies(a, b) }
}
