import type { Category } from '../../types/catalog.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../types/time.ts'

/** `12 s`, `3 min`, `2 h 5 min`, `4 d 6 h`; rounded down. */
export function span(length: number): string {
  if (length < MINUTE) return `${Math.max(0, Math.floor(length / SECOND))} s`
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`
  const [unit, name, part, partName] = length < DAY ? IN_HOURS : IN_DAYS
  const rest = Math.floor((length % unit) / part)
  return `${Math.floor(length / unit)} ${name}${rest > 0 ? ` ${rest} ${partName}` : ''}`
}

const IN_HOURS = [HOUR, 'h', MINUTE, 'min'] as const
const IN_DAYS = [DAY, 'd', HOUR, 'h'] as const

/** The same in its largest unit. */
export function roughly(length: number): string {
  return span(length).split(' ').slice(0, 2).join(' ')
}

/** `512 B`, `1.2 MB`; powers of 1,000, as in rates of disks and networks. */
export function bytes(number: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(number || 1) / 3)))
  const value = number / 1_000 ** power
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power]}`
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** `14:05`, of a day in UTC. */
export function clock(at: Date): string {
  return at.toISOString().slice(11, 16)
}

/** `24 Nov 14:05`. */
export function dayAndClock(at: Date): string {
  return `${day(at)} ${clock(at)}`
}

/** `24 Nov`. */
export function day(at: Date): string {
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** What a category is called. */
export const CATEGORY_NAMES: Readonly<Record<Category, string>> = {
  auth: 'Tokens and credentials',
  quota_billing: 'Quota and billing',
  rate_limit: 'Rate limits',
  device_offline: 'Devices offline',
  permission: 'Permissions',
  region: 'Region and address',
  device_state: 'State of devices',
  parameter: 'Parameters',
  not_found: 'Not found',
  conflict: 'Conflicts',
  unsupported: 'Not supported',
  platform: 'Tuya’s platform',
  unknown: 'Unknown codes',
}
