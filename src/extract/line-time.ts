import type { Millis } from '../types/time.ts'
import { secondsMoment } from './time-fields.ts'
import { TIME_FORMATS, type TimeFormat, type TimeSetting } from './time-formats.ts'

/** Loggers print the time at the head of the line, or as an early key. */
const HEAD_CHARS_MAX = 240

/** The time that the logger printed on the line: the one that stands first. `undefined` if there is none, or none that can be. */
export function lineTime(line: string, setting: TimeSetting): Millis | undefined {
  const head = line.slice(0, HEAD_CHARS_MAX)
  let first: { readonly index: number; readonly at: Millis } | undefined
  for (const format of TIME_FORMATS) {
    // Nothing stands before the start of the line; most lines begin with their time, perhaps in a bracket.
    if (first?.index === 0) break
    const match = matchBefore(first?.index, format, head)
    if (match === null || match.index >= (first?.index ?? head.length)) continue
    const at = format.read(match.groups ?? {}, setting)
    if (at !== undefined) first = { index: match.index, at }
  }
  return first?.at
}

/** The first match of the format, if it begins before `limit`. */
function matchBefore(
  limit: number | undefined,
  { pattern, sticky }: TimeFormat,
  head: string,
): RegExpExecArray | null {
  if (limit === undefined || limit > STICKY_MAX) return pattern.exec(head)
  for (let at = 0; at < limit; at++) {
    sticky.lastIndex = at
    const match = sticky.exec(head)
    if (match) return match
  }
  return null
}

/** Up to so many places are tried one by one; more are found faster by a search. */
const STICKY_MAX = 3

/** A text that is a time and nothing else, also as a bare number since the epoch. */
export function namedTime(text: string, setting: TimeSetting): Millis | undefined {
  const epoch = /^(?<epoch>\d{10}(?:\d{3})?)(?:\.(?<fraction>\d{1,9}))?$/.exec(text)
  return epoch ? secondsMoment(epoch.groups ?? {}) : lineTime(text, setting)
}
