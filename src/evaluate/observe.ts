import type { Instance } from '../types/alert.ts'
import type { Millis } from '../types/time.ts'
import type { Reading } from './reading.ts'

/** Keeps in mind since when the condition of a firing instance has been false. */
export function observe(
  instance: Instance | undefined,
  { holds }: Reading,
  g: Millis,
): Instance | undefined {
  if (instance?.state !== 'firing') return instance
  const { belowSince, ...firing } = instance
  if (holds) return belowSince === undefined ? instance : firing
  return belowSince === undefined ? { ...firing, belowSince: g } : instance
}
