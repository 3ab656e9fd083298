import type { LossReason } from './file.ts'
import type { Millis } from './time.ts'

/** Bytes of a log that were lost in one second of the wall clock: what was never read tells no time of its own. */
export interface LostBytes {
  readonly at: Millis
  readonly bytes: number
}

/** What was lost, as one rule asks for it. */
export interface Losing {
  readonly rule: string
  readonly project: string
  readonly source: string
  readonly reason: LossReason
}

export function lossKey({ rule, project, source, reason }: Losing): string {
  return [rule, project, source, reason].join(SEPARATOR)
}

export function lossOf(key: string): Readonly<Record<keyof Losing, string>> {
  const [rule = '', project = '', source = '', reason = ''] = key.split(SEPARATOR)
  return { rule, project, source, reason }
}

const SEPARATOR = '\u001f'
