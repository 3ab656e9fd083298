import type { FiringInstance, Instance } from '../types/alert.ts'
import type { Millis } from '../types/time.ts'
import type { Reading } from './reading.ts'

/** Keeps in mind since when the condition of a firing instance has been over, and the highest severity that it reached. */
export function observe(
  instance: Instance | undefined,
  { over, severity }: Reading,
  g: Millis,
): Instance | undefined {
  if (instance?.state !== 'firing') return instance
  const raised = raise(instance, severity)
  const { belowSince, ...firing } = raised
  if (!over) return belowSince === undefined ? raised : firing
  return belowSince === undefined ? { ...firing, belowSince: g } : raised
}

function raise(instance: FiringInstance, severity: Reading['severity']): FiringInstance {
  return severity === undefined || instance.severity === severity
    ? instance
    : { ...instance, severity }
}
