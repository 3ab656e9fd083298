import type { TimeSource } from '../types/event.ts'
import type { Response } from '../types/record.ts'
import { MINUTE, type Millis } from '../types/time.ts'
import { timeOfTid } from './tid.ts'

/** 2015, when Tuya's cloud had not opened yet: an earlier time is a number that means something else. */
const EARLIEST: Millis = Date.UTC(2015)

/** How far clocks of the cloud, the application and this host may lie apart. */
const AHEAD_MAX: Millis = 10 * MINUTE

export interface EventTime {
  readonly at: Millis
  readonly atFrom: TimeSource
}

/**
 * When the cloud answered: its own `t`; else the time in the tid; else the log line's; else the arrival. A time that cannot
 * be is passed over. Nothing that is read live can lie ahead of its arrival.
 */
export function timeOf(
  response: Response,
  arrived: Millis,
  { live }: { readonly live: boolean },
): EventTime {
  for (const { atFrom, of } of SOURCES) {
    const at = of(response)
    if (at === undefined || at < EARLIEST || at > arrived + AHEAD_MAX) continue
    return live && at > arrived ? { at: arrived, atFrom: 'clamped' } : { at, atFrom }
  }
  return { at: arrived, atFrom: 'arrival' }
}

/** The most certain first; the later ones are not even looked at where an earlier one holds. */
const SOURCES: readonly {
  readonly atFrom: TimeSource
  readonly of: (response: Response) => Millis | undefined
}[] = [
  { atFrom: 't', of: ({ t }) => t },
  { atFrom: 'tid', of: ({ tid }) => (tid === undefined ? undefined : timeOfTid(tid)) },
  { atFrom: 'line', of: ({ lineTime }) => lineTime },
]
