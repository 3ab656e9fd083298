import { join, relative, sep } from 'node:path'
import { type ChokidarOptions, watch } from 'chokidar'
import type { LogEntry } from '../types/config.ts'
import { paced } from './paced.ts'
import { compilePatterns, type Pattern } from './pattern.ts'

/** Hints that a path may have changed. They may be late, lost or wrong: whoever gets one looks for himself. */
export interface LogWatcher {
  /** `sweep`: the system gives no more events, so changes are found by looking. */
  readonly mode: 'events' | 'sweep'
  close(): void
}

export interface WatchProblem {
  readonly reason: 'watch_limit' | 'too_many_open_files' | 'other'
  readonly detail: string
}

/** Watches what the patterns may name. Never throws; at the system's limits it gives up and says so. */
export function watchLogs(
  entries: readonly LogEntry[],
  onHint: (path: string) => void,
  onProblem: (problem: WatchProblem) => void,
): LogWatcher {
  const patterns = compilePatterns(entries)
  // The variable would turn events into polling with its own interval, and we look by ourselves anyway.
  delete process.env['CHOKIDAR_USEPOLLING']
  const watcher = watch([...new Set(patterns.map(({ base }) => base))], optionsFor(patterns))
  const { hint, stop } = paced(onHint)
  let mode: LogWatcher['mode'] = 'events'
  const close = () => {
    mode = 'sweep'
    stop()
    watcher.close().catch(() => undefined)
  }
  watcher.on('all', (_event, path) => hint(path))
  // What the system says, before chokidar holds back the changes of a path for 50 ms after its last one.
  watcher.on('raw', (_event, name, details) => {
    for (const path of pathsOf(name, details))
      if (patterns.some((pattern) => pattern.matches(path))) hint(path)
  })
  watcher.on('error', (error) => {
    const problem = problemOf(error)
    onProblem(problem)
    if (problem.reason !== 'other') close()
  })
  return {
    get mode() {
      return mode
    },
    close,
  }
}

/** A name is one within the watched directory, or that of the watched file itself. Untyped in chokidar. */
function pathsOf(name: unknown, details: unknown): readonly string[] {
  const watched = details !== null && typeof details === 'object' && 'watchedPath' in details
  if (!watched || typeof details.watchedPath !== 'string' || typeof name !== 'string') return []
  return [join(details.watchedPath, name), details.watchedPath]
}

function optionsFor(patterns: readonly Pattern[]): ChokidarOptions {
  return {
    ignoreInitial: true,
    ignorePermissionErrors: true,
    // Its delayed `unlink` would only make the hint late.
    atomic: false,
    depth: 1 + Math.max(0, ...patterns.map(({ depth }) => depth)),
    ignored: (path, stats) =>
      !patterns.some((pattern) => concerns(pattern, path, stats?.isFile() ?? false)),
  }
}

/** Whether a path is a match, or a directory on the way to one. */
function concerns(pattern: Pattern, path: string, isFile: boolean): boolean {
  if (isFile) return pattern.matches(path)
  const below = relative(pattern.base, path)
  const isAbove = below === '' || below.split(sep).every((name) => name === '..')
  return isAbove || pattern.matches(path) || leadsTo(pattern, below)
}

function leadsTo(pattern: Pattern, below: string): boolean {
  const names = below.split(sep)
  return names[0] !== '..' && names.length <= pattern.depth && pattern.descends(names)
}

const REASONS: Readonly<Record<string, WatchProblem['reason']>> = {
  ENOSPC: 'watch_limit',
  EMFILE: 'too_many_open_files',
  ENFILE: 'too_many_open_files',
}

function problemOf(error: unknown): WatchProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return { reason: REASONS[code] ?? 'other', detail: String(error) }
}
