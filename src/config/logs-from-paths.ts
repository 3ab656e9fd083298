import { dirname } from 'node:path'
import type { LogEntry } from '../types/config.ts'
import { absolutePattern, buildLog } from './build-log.ts'
import { isGlob, logNameOf } from './log-name.ts'
import type { Machine } from './machine.ts'

/**
 * `logs` entries for the paths of a command line. Several files of one directory are one entry with the directory's
 * name, so that a glob means the same whether the shell expands it or we do, and labels stay few.
 */
export function logsFromPaths(paths: readonly string[], machine: Machine): readonly LogEntry[] {
  const absolute = [...new Set(paths.map((path) => absolutePattern(path, machine.directory)))]
  const directories = Map.groupBy(absolute.filter(isFile), dirname)
  const nameOf = (path: string) => {
    const together = isFile(path) && (directories.get(dirname(path))?.length ?? 0) > 1
    return together ? logNameOf(dirname(path), '/') : logNameOf(path, '/')
  }
  return [...Map.groupBy(absolute, nameOf)].map(([name, path]) =>
    buildLog({ name, path, start_at: 'beginning' }, machine.directory, machine.timezone),
  )
}

function isFile(path: string): boolean {
  return path !== '-' && !isGlob(path)
}
