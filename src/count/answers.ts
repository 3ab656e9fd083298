import type { ErrorEvent, Event } from '../types/event.ts'
import { addExtents } from '../types/extent.ts'
import type { Rule } from '../types/rule.ts'
import type { Ahead, Sample, State, Tally } from '../types/state.ts'
import { addTallies, NO_ERRORS } from '../types/tally.ts'
import { MINUTE, type Millis, SECOND } from '../types/time.ts'
import { memoryOf } from '../types/window.ts'
import { extentOf, isSeen } from './extent.ts'
import { trackedKey } from './group.ts'
import { concerns, matches } from './match.ts'
import { failingScope } from './scope.ts'
import { put } from './timeline.ts'

/**
 * Counts an answer for every rule that looks at it: errors that match, and where a rule looks at shares, all answers of
 * the same place. It waits there for the second of the grid at which it is evaluated: the first one at or behind its own
 * time. One that comes after its second was evaluated enters at the next one, into the bucket of its own time; where the
 * rule has forgotten that bucket, it does without it.
 */
export function noteAnswer(state: State, event: Event, rules: readonly Rule[], grid: Millis): void {
  const due = Math.max(upTo(event.at, SECOND), grid + SECOND)
  let tally: Tally | undefined
  for (const rule of rules) {
    const failed = !event.success && matches(rule.match, event)
    if (!failed && !(looksAtAll(rule) && concerns(rule.match, event))) continue
    const end = upTo(event.at, bucketWidth(rule.windowMs))
    if (end + memoryOf(rule) <= due) continue
    const { key, tracked } = trackedKey(state, rule, event)
    if (!failed && isSeen(tracked, rule, event)) continue
    if (failed) tally ??= tallyOf(event)
    const one = { ...(failed && tally ? tally : NO_ERRORS), ...extentOf(rule, event, failed, end) }
    const ahead = put(tracked.ahead, { ...one, due, end }, inOrder, addAhead)
    state.keys.set(key, { ...tracked, ahead })
  }
}

/** Its share is one of all answers, or of all devices. */
function looksAtAll({ condition }: Rule): boolean {
  return (
    condition.kind === 'ratio' || (condition.kind === 'distinct' && condition.share !== undefined)
  )
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
  const { at, code } = event
  return {
    firstAt: at,
    lastFailureAt: at,
    total: 1,
    codes: [[code, 1]],
    samples: [sampleOf(event)],
    failing: [[failingScope(event), at]],
  }
}

/** Redacting it takes longer than all else, and most samples give way to newer ones before anybody asks for their text. */
function sampleOf(event: ErrorEvent): Sample {
  let waiting: ErrorEvent | undefined = event
  let text = ''
  return {
    at: event.at,
    source: event.source,
    get text() {
      if (waiting) text = waiting.sample
      waiting = undefined
      return text
    },
  }
}

function inOrder(a: Ahead, b: Ahead): number {
  return a.due - b.due || a.end - b.end
}

function addAhead(a: Ahead, b: Ahead): Ahead {
  return { due: a.due, end: a.end, ...addTallies(a, b), ...addExtents(a, b) }
}
