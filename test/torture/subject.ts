import type { Totals } from './oracle.ts'

/** A program under torture. */
export interface Subject {
  readonly name: string
  /** Its arguments; the program is started anew after each kill. */
  readonly command: readonly [program: string, ...args: readonly string[]]
  readonly url: string
  /** Its counters begin at 0 with each life, so that what counts is the increase, as Prometheus takes it. */
  readonly forgets: boolean
  /** Reads the errors by source and code out of the samples. */
  totals(samples: ReadonlyMap<string, number>): Totals
  /** Series that must never decrease. */
  isCounter(series: string): boolean
}
