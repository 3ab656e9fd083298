import { type Millis, SECOND } from '../types/time.ts'
import type { RuleTest, TestLine } from './schema.ts'

/** A line at the time at which the application writes it. */
export interface Written {
  readonly at: Millis
  /** Name of the `logs` entry; absent: the first. */
  readonly source?: string
  /** With its newline. */
  readonly text: string
}

/** When tests begin that don't say it: a Thursday, the first second of a year. */
const START: Millis = Date.UTC(2026, 0, 1)

/** Every line of a test in order of time, its placeholders filled in. */
export function writtenLines({ start = START, lines }: RuleTest): readonly Written[] {
  let serial = 0
  return lines
    .flatMap((line) => momentsOf(line).map((offset) => ({ line, at: start + offset })))
    .sort((a, b) => a.at - b.at)
    .map(({ line, at }) => ({
      ...{ at, text: `${filled(line.line, at, ++serial)}\n` },
      ...(line.source !== undefined && { source: line.source }),
    }))
}

export function startOf({ start = START }: RuleTest): Millis {
  return start
}

function momentsOf({ at, every = SECOND, times = 1 }: TestLine): readonly Millis[] {
  return Array.from({ length: times }, (_, index) => at + index * every)
}

/** `{time}` as a logger prints it, `{t}` as the cloud's envelope has it, `{tid}` of an answer of its own. */
function filled(line: string, at: Millis, serial: number): string {
  return line
    .trimEnd()
    .replaceAll('{time}', new Date(at).toISOString())
    .replaceAll('{t}', String(at))
    .replaceAll('{tid}', tidOf(serial))
}

/** Hexadecimal digits of a tid: a UUID without its dashes. */
const TID_DIGITS = 32

/** No version-1 UUID, so that it tells no time of its own. */
function tidOf(serial: number): string {
  return serial.toString(16).padStart(TID_DIGITS, 'f')
}
