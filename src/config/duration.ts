import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../types/time.ts'

/** Prometheus's grammar: https://prometheus.io/docs/prometheus/latest/configuration/configuration/ under `<duration>`. */
const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/

/** A year of 365 days, as Prometheus has it. */
const UNITS: readonly Millis[] = [365 * DAY, 7 * DAY, DAY, HOUR, MINUTE, SECOND, 1]

/** Reads `90s`, `5m`, `1h30m`, `7d` and a bare `0`; anything else is `undefined`. */
export function readDuration(text: string): Millis | undefined {
  if (text === '0') return 0
  const match = DURATION.exec(text)
  if (text === '' || match === null) return undefined
  return UNITS.reduce((sum, unit, index) => sum + unit * Number(match[index + 1] ?? 0), 0)
}
