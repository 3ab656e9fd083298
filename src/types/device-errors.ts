import type { Pairs } from './state.ts'
import type { Millis } from './time.ts'

/** Errors by device of one project within [start, start + `SLOT_MS`): which devices a person should look at first. */
export interface DeviceErrors {
  readonly project: string
  readonly start: Millis
  /** Errors by `deviceKey`, at most `DEVICES_MAX`. */
  readonly devices: Pairs
  /** Errors of devices that gave way to others: those that are named may have had so many more. */
  readonly dropped: number
}

/** Devices told apart within a slot: more failing ones are a matter of none of them. */
export const DEVICES_MAX = 100

/** A device failing in one category. */
export function deviceKey(category: string, device: string): string {
  return `${category}${SEPARATOR}${device}`
}

export function deviceOf(key: string): { readonly category: string; readonly device: string } {
  const [category = '', device = ''] = key.split(SEPARATOR)
  return { category, device }
}

const SEPARATOR = '\u001f'
