import type { Followers } from './followers.ts'
import type { Positions } from './ledger.ts'
import type { Obstacles } from './obstacles.ts'
import { isTrouble } from './report.ts'
import type { FileStatus } from './tailer.ts'

/** Every file that is remembered, and every path that cannot be read. */
export function statusOf(
  positions: Positions,
  followers: Followers,
  obstacles: Obstacles,
): readonly FileStatus[] {
  const files = [...positions.entries()].map(([file, { path, logs, resume, finished }]) => {
    const follower = followers.get(file)
    const behind = follower ? Math.max(0, follower.pace.size - resume) : 0
    const unreadable = !finished && (!follower || (follower.problem && isTrouble(follower.problem)))
    const state = finished ? 'finished' : unreadable ? 'unreadable' : 'following'
    return { path: follower?.path ?? path, logs, state, behind } as const
  })
  const known = new Set(files.map(({ path }) => path))
  const unread = [...obstacles.standing()]
    .filter(({ path, obstacle }) => isTrouble(obstacle) && !known.has(path))
    .map(({ path, logs }) => ({ path, logs, state: 'unreadable', behind: 0 }) as const)
  return [...files, ...unread]
}
