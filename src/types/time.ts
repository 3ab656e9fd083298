/** Milliseconds since the Unix epoch, or a length of time in milliseconds. Always passed in, never read from a clock below `daemon.ts`. */
export type Millis = number

export const SECOND: Millis = 1_000
export const MINUTE: Millis = 60 * SECOND
export const HOUR: Millis = 60 * MINUTE
export const DAY: Millis = 24 * HOUR

/** How far the clock of the log must be past a second before the rules are evaluated at it: lines this late lose nothing. */
export const LATENESS: Millis = 1_000
