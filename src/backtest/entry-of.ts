import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { compilePatterns, STDIN } from '../tail/pattern.ts'
import type { LogEntry } from '../types/config.ts'

/** The `logs` entry that an old file is read by. */
export interface Owner {
  readonly log: LogEntry
  /** False where no entry names the file: then the first one's zone, project and name are taken. */
  readonly named: boolean
}

/** Files of one configuration are told apart by its globs, as the daemon does: the first entry that names one has it. */
export function ownerFinder(logs: readonly LogEntry[], directory: string): (path: string) => Owner {
  const patterns = compilePatterns(logs)
  const [first] = logs
  assert(first, 'a configuration has a `logs` entry')
  const input = logs.find(({ paths }) => paths.includes(STDIN))
  return (path) => {
    const absolute = resolve(directory, path)
    const named =
      path === STDIN ? input : patterns.find((pattern) => pattern.matches(absolute))?.entry
    return { log: named ?? first, named: named !== undefined }
  }
}
