import type { SuccessEvent } from '../types/event.ts'
import type { State, Successes } from '../types/state.ts'
import { type Millis, SECOND } from '../types/time.ts'
import { makeRoom } from './bounded.ts'
import { succeedingScopes } from './scope.ts'
import { put } from './timeline.ts'

/** Scopes whose last success is remembered: 10,000 devices and as much again; beyond it the first is forgotten, and quiet decides. */
export const SUCCESS_SCOPES_MAX = 20_000

/** Remembers a success as evidence of recovery for all its scopes, and a device as no longer offline. */
export function noteSuccess(state: State, event: SuccessEvent): void {
  for (const scope of succeedingScopes(event)) {
    const before = state.successes.get(scope)
    if (before === undefined) makeRoom(state.successes, SUCCESS_SCOPES_MAX)
    state.successes.set(scope, put(before ?? NONE, event.at, bySecond, Math.max))
    const offlineAt = state.offline.get(scope)
    if (offlineAt !== undefined && offlineAt <= event.at) state.offline.delete(scope)
  }
}

const NONE: Successes = []

function bySecond(a: Millis, b: Millis): number {
  return Math.ceil(a / SECOND) - Math.ceil(b / SECOND)
}
