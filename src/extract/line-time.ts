import type { Millis } from '../types/time.ts'
import { secondsMoment } from './time-fields.ts'
import { TIME_FORMATS, type TimeSetting } from './time-formats.ts'

/** Loggers print the time at the head of the line, or as an early key. */
const HEAD_CHARS_MAX = 240

/** The time that the logger printed on the line: the one that stands first. `undefined` if there is none, or none that can be. */
export function lineTime(line: string, setting: TimeSetting): Millis | undefined {
  const head = line.slice(0, HEAD_CHARS_MAX)
  const firstDigit = head.search(/\d/)
  if (firstDigit === -1) return undefined
  let [first, found]: [number, Millis | undefined] = [Number.POSITIVE_INFINITY, undefined]
  for (const { pattern, read } of TIME_FORMATS) {
    const match = pattern.exec(head)
    if (!match || match.index >= first) continue
    const at = read(match.groups ?? {}, setting)
    if (at === undefined) continue
    first = match.index
    found = at
    // Every time has a digit; so none can stand before this one.
    if (first <= firstDigit) break
  }
  return found
}

/** A text that is a time and nothing else, also as a bare number since the epoch. */
export function namedTime(text: string, setting: TimeSetting): Millis | undefined {
  const epoch = /^(?<epoch>\d{10}(?:\d{3})?)(?:\.(?<fraction>\d{1,9}))?$/.exec(text)
  return epoch ? secondsMoment(epoch.groups ?? {}) : lineTime(text, setting)
}
