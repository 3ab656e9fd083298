import type { FileNumber } from '../types/file.ts'
import type { Positions } from './ledger.ts'
import type { Obstacles } from './obstacles.ts'
import type { Pace } from './pace.ts'
import { isTrouble } from './report.ts'
import type { FileStatus } from './tailer.ts'

/** Something open. */
export interface Source {
  readonly path: string
  readonly pace: Pace
  readonly problem: string | undefined
}

/** Every file that is remembered, and every path that cannot be read. */
export function statusOf(
  positions: Positions,
  sourceOf: (file: FileNumber) => Source | undefined,
  obstacles: Obstacles,
): readonly FileStatus[] {
  const files = [...positions.entries()].map(([file, { path, logs, resume, finished }]) => {
    const source = sourceOf(file)
    const behind = source ? Math.max(0, source.pace.size - resume) : 0
    const unreadable = !finished && (!source || (source.problem && isTrouble(source.problem)))
    const state = finished ? 'finished' : unreadable ? 'unreadable' : 'following'
    const behindSince = source?.pace.behindSince
    return { path: source?.path ?? path, logs, state, behind, file, behindSince } as const
  })
  const known = new Set(files.map(({ path }) => path))
  const unread = [...obstacles.standing()]
    .filter(({ path, obstacle }) => isTrouble(obstacle) && !known.has(path))
    .map(({ path, logs }) => ({ path, logs, state: 'unreadable', behind: 0 }) as const)
  return [...files, ...unread]
}
