import type { Millis } from '../types/time.ts'
import type { Random } from './random.ts'

/** An answer of the cloud as it comes over the wire; `code` and `msg` stand on failures only. */
export interface Answer {
  readonly code?: number
  readonly msg?: string
  readonly result?: unknown
  readonly success: boolean
  readonly t: Millis
  readonly tid: string
}

/** Code and text of a failure, as the cloud sends them. */
export interface Failure {
  readonly code: number
  readonly msg: string
}

export const DEVICE_OFFLINE: Failure = { code: 2001, msg: 'device is offline' }
export const TOKEN_INVALID: Failure = { code: 1010, msg: 'token invalid' }
export const TRIAL_QUOTA_USED_UP: Failure = {
  code: 28841004,
  msg: 'No permissions. Your quota of Trial Edition is used up.',
}

/** A failure; keys in the order of the wire. */
export function failureAt(at: Millis, failure: Failure, random: Random): Answer {
  return { ...failure, success: false, t: at, tid: tidAt(at, random) }
}

/** A success; it has neither code nor text. */
export function successAt(at: Millis, result: unknown, random: Random): Answer {
  return { result, success: true, t: at, tid: tidAt(at, random) }
}

/** Hundreds of nanoseconds from the start of the Gregorian calendar, where UUIDs count from, to 1970. */
const GREGORIAN_TO_UNIX = 122_192_928_000_000_000n

/** The trace id: a version-1 UUID without dashes, made 9 to 51 ms before the answer. */
function tidAt(at: Millis, random: Random): string {
  const ticks = BigInt(at - random.between(9, 51)) * 10_000n + GREGORIAN_TO_UNIX
  const time = ticks.toString(16).padStart(15, '0')
  const clock = (0x8000 + random.between(0, 0x3fff)).toString(16)
  return `${time.slice(7)}${time.slice(3, 7)}1${time.slice(0, 3)}${clock}${random.hex(12)}`
}
