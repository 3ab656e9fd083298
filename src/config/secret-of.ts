import { resolve } from 'node:path'
import type { Secret } from '../types/config.ts'

/** A secret from the configuration or from a file, whichever is given. */
export function secretOf(
  value: string | undefined,
  file: string | undefined,
  directory: string,
): Secret | undefined {
  if (file !== undefined) return { file: resolve(directory, file) }
  return value === undefined ? undefined : { value }
}
