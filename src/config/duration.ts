import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../types/time.ts'

/** Prometheus's grammar: https://prometheus.io/docs/prometheus/latest/configuration/configuration/ under `<duration>`. */
const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/

/** A year of 365 days, as Prometheus has it. */
const UNITS: readonly (readonly [string, Millis])[] = [
  ['y', 365 * DAY],
  ['w', 7 * DAY],
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
  ['ms', 1],
]

/** What people write: 14d rather than 2w. */
const WRITTEN = new Set(['d', 'h', 'm', 's', 'ms'])

/** Reads `90s`, `5m`, `1h30m`, `7d` and a bare `0`; anything else is `undefined`. */
export function readDuration(text: string): Millis | undefined {
  if (text === '0') return 0
  const match = DURATION.exec(text)
  if (text === '' || match === null) return undefined
  return UNITS.reduce((sum, [, size], index) => sum + size * Number(match[index + 1] ?? 0), 0)
}

/** The same grammar again: `1h30m`. */
export function writeDuration(length: Millis): string {
  let rest = length
  const parts = UNITS.filter(([unit]) => WRITTEN.has(unit)).map(([unit, size]) => {
    const amount = Math.floor(rest / size)
    rest -= amount * size
    return amount === 0 ? '' : `${amount}${unit}`
  })
  return parts.join('') || '0s'
}
