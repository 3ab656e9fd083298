/** Milliseconds since the Unix epoch, or a length of time in milliseconds. Always passed in, never read from a clock below `daemon.ts`. */
export type Millis = number

export const SECOND: Millis = 1_000
export const MINUTE: Millis = 60 * SECOND
export const HOUR: Millis = 60 * MINUTE
export const DAY: Millis = 24 * HOUR
