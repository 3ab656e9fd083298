import type { Millis } from '../types/time.ts'

/** A version-1 UUID without its dashes; every tid of Tuya's that was ever looked at is one. */
const VERSION_1 = /^([0-9a-f]{8})([0-9a-f]{4})1([0-9a-f]{3})[89ab][0-9a-f]{15}$/i

/** Between the start of the Gregorian calendar, from which UUIDs count, and 1970: RFC 9562, section 5.1. */
const GREGORIAN_TO_UNIX: Millis = 12_219_292_800_000

const TICKS_PER_MS = 10_000n

/** When the tid was made, some ten milliseconds before the answer's `t`; `undefined` if it holds no time. */
export function timeOfTid(tid: string): Millis | undefined {
  const [, low, mid, high] = VERSION_1.exec(tid.replaceAll('-', '')) ?? []
  if (low === undefined) return undefined
  const ticks = BigInt(`0x${high}${mid}${low}`)
  return Number(ticks / TICKS_PER_MS) - GREGORIAN_TO_UNIX
}
