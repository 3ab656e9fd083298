import type { FileNumber, Position } from '../types/file.ts'
import type { Millis } from '../types/time.ts'
import type { Archive, Archives } from './archives.ts'
import type { Found } from './discovery.ts'
import { Failure, type FileStat, type Files } from './files.ts'
import { keyOf } from './fingerprint.ts'
import type { Follower, Opened } from './follower.ts'
import type { Followers } from './followers.ts'
import type { Ledger } from './ledger.ts'
import type { Obstacles } from './obstacles.ts'
import type { FileEvent, Loss, Notice } from './report.ts'

/** What may be forgotten: a restart finds it again. */
export interface Memory {
  /** Size and time at which a finished file was last found to be the one we read. */
  readonly recognised: Map<FileNumber, Look>
  /** Since when a file cannot be found, and when it was last searched. */
  readonly missing: Map<FileNumber, { readonly since: Millis; readonly searchedAt: Millis }>
  /** Archives by inode, of which it is not decided yet what they are, or that are being read. */
  readonly archives: Map<string, Archive>
  /** Archives that cannot be read, by inode, with the time of the content that was looked at. */
  readonly foreign: Map<string, bigint>
  /** Files that were there when their entry was first looked at, but could not be opened: `start_at` holds for them later. */
  readonly unopened: Set<string>
}

export function emptyMemory(): Memory {
  return {
    recognised: new Map(),
    missing: new Map(),
    archives: new Map(),
    foreign: new Map(),
    unopened: new Set(),
  }
}

export function forgetIn(
  memory: Memory,
  dropped: readonly FileNumber[],
  found: ReadonlyMap<string, Found>,
): void {
  for (const file of dropped) {
    memory.recognised.delete(file)
    memory.missing.delete(file)
  }
  const missing = memory.missing.size > 0
  for (const [key, { beside }] of memory.archives)
    if (beside ? !missing : !found.has(key)) memory.archives.delete(key)
  for (const key of memory.foreign.keys()) if (!found.has(key)) memory.foreign.delete(key)
  for (const key of memory.unopened) if (!found.has(key)) memory.unopened.delete(key)
}

export interface Look {
  readonly size: number
  readonly mtimeNs: bigint
}

/** One look at everything: what its steps share. */
export interface Sweep {
  readonly now: Millis
  readonly files: Files
  readonly ledger: Ledger
  readonly followers: Followers
  readonly archives: Archives
  readonly memory: Memory
  readonly obstacles: Obstacles
  /** What the patterns name now, by inode. */
  readonly found: ReadonlyMap<string, Found>
  /** Directories in which files were found that nobody knows: perhaps copies of what is read there. */
  readonly unsettled: ReadonlySet<string>
  /** Entries looked at for the first time. */
  readonly fresh: ReadonlySet<string>
  readonly configured: ReadonlySet<string>
  /** Inodes that could not be opened now, so that they are not taken for new files. */
  readonly postponed: Set<string>
  readonly siblings: (position: Position) => readonly Sibling[]
  readonly newNumber: () => FileNumber
  readonly lost: Loss[]
  readonly notices: Notice[]
}

/** A file in the directory of a position, whose name could be a rotated form of the position's. */
export interface Sibling {
  readonly path: string
  readonly stat: FileStat
}

export function tell(sweep: Sweep, event: FileEvent, file: FileNumber, position: Position): void {
  const path = sweep.followers.get(file)?.path ?? position.path
  sweep.notices.push({ event, file, logs: position.logs, path })
}

/** Opens what was found under a path; `undefined` when the system refuses (told once) or another file is there by now. */
export function openAt(sweep: Sweep, path: string, key: string, logs: string): Opened | undefined {
  const fd = sweep.files.open(path)
  if (fd === undefined) return undefined
  if (fd instanceof Failure) return hinder(sweep, path, logs, fd)
  const stat = sweep.files.fstat(fd)
  if (stat instanceof Failure) hinder(sweep, path, logs, stat)
  else if (stat.kind === 'file' && keyOf(stat) === key) return { fd, path, stat }
  sweep.files.close(fd)
  return undefined
}

export function hinder(sweep: Sweep, path: string, logs: string, failure: Failure): undefined {
  const { trouble: obstacle, detail } = failure
  sweep.obstacles.raise({ path, logs, obstacle, detail })
}

/** Marks a file as rotated, moved or deleted, once. */
export function leave(
  sweep: Sweep,
  follower: Follower,
  position: Position,
  why: 'renamed' | 'moved_away' | 'deleted',
): void {
  if (follower.leaving?.why === why) return
  follower.leaving = { why, since: follower.leaving?.since ?? sweep.now }
  tell(sweep, why, follower.file, position)
}
