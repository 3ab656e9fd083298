import { basename, dirname } from 'node:path'
import type { FileNumber, Offset, Position } from '../types/file.ts'
import { Failure } from './files.ts'
import { holds, keyOf, knownBytes, sameBefore, sameInode, samePrefix } from './fingerprint.ts'
import type { Opened } from './follower.ts'
import { HEAD_BYTES_MAX } from './limits.ts'
import { openAt, type Sweep } from './sweep.ts'

/**
 * The content of a position under another inode: what copytruncate leaves behind, and `mv` over a mount, and an editor's save.
 * Open; the caller owns the descriptor.
 */
export function findCopyOf(sweep: Sweep, position: Position): Opened | undefined {
  if (position.id.head.length === 0) return undefined
  for (const { path, stat } of sweep.siblings(position)) {
    const key = keyOf(stat)
    if (!mayHold(position, path) || sameInode(position.id, stat)) continue
    if (stat.size < knownBytes(position) || sweep.followers.withKey(key)) continue
    const opened = openAt(sweep, path, key, position.logs)
    if (!opened) continue
    if (holds(sweep.files, opened.fd, position) === true) return opened
    sweep.files.close(opened.fd)
  }
  return undefined
}

/** What a file that nobody knows repeats. */
export interface Source {
  readonly file: FileNumber
  readonly position: Position
  /**
   * `copy`: nothing in it that its source has not. `continued`: its source up to the reading point, and perhaps more.
   * `unsettled`: the source is being changed this very moment.
   */
  readonly as: 'copy' | 'continued' | 'unsettled'
  /** The source itself is gone: the file takes its place. */
  readonly gone: boolean
  /** How many bytes the two have in common. */
  readonly common: Offset
}

/** The position whose bytes an open file repeats, if there is one: then it is not a new log. */
export function findSourceOf(
  sweep: Sweep,
  opened: Opened,
  head: Uint8Array,
  logs: string,
): Source | undefined {
  if (head.length === 0) return undefined
  return sweep.ledger
    .withHeadLike(opened.path, head)
    .filter(([, position]) => position.logs === logs && couldRepeat(opened, head, position))
    .flatMap(([file, position]) => compare(sweep, opened, file, position) ?? [])
    .sort((a, b) => b.common - a.common)[0]
}

/** Names of one directory of which rotation could have made the second from the first: `app.log`, `app-20260101.log`. */
export function isAkin(path: string, rotated: string): boolean {
  const name = basename(path)
  const stem = name.split('.').find(Boolean) ?? name
  return dirname(path) === dirname(rotated) && basename(rotated).includes(stem)
}

function couldRepeat(opened: Opened, head: Uint8Array, position: Position): boolean {
  const { path, id } = position
  if (id.head.length === 0 || sameInode(id, opened.stat) || !samePrefix(head, id.head)) return false
  return isAkin(path, opened.path) && basename(opened.path).length >= basename(path).length
}

/** A new file under the very name is the next generation, unless it repeats more than any two generations have in common. */
function mayHold(position: Position, path: string): boolean {
  return path !== position.path || knownBytes(position) >= HEAD_BYTES_MAX
}

function compare(
  sweep: Sweep,
  opened: Opened,
  file: FileNumber,
  position: Position,
): Source | undefined {
  if (!mayHold(position, opened.path)) return undefined
  if (sweep.postponed.has(keyOf(position.id)))
    return { file, position, as: 'unsettled', gone: false, common: 0 }
  const original = openOriginal(sweep, file, position)
  if (!original) return compareWithMemory(sweep, opened, file, position)
  const source = compareOpen(sweep, opened, original, { file, position })
  original.close()
  return source
}

/** The original is not on disk any more: head and marker decide. */
function compareWithMemory(
  sweep: Sweep,
  opened: Opened,
  file: FileNumber,
  position: Position,
): Source | undefined {
  if (opened.stat.size < knownBytes(position)) return undefined
  if (holds(sweep.files, opened.fd, position) !== true) return undefined
  return { file, position, as: 'continued', gone: true, common: position.resume }
}

function compareOpen(
  sweep: Sweep,
  opened: Opened,
  original: Original,
  known: { readonly file: FileNumber; readonly position: Position },
): Source | undefined {
  const { position } = known
  const common = Math.min(opened.stat.size, original.size)
  if (original.size < knownBytes(position) || holds(sweep.files, original.fd, position) !== true)
    return { ...known, as: 'unsettled', gone: false, common }
  if (!sameBefore(sweep.files, opened.fd, original.fd, common)) return undefined
  // A file saved anew by an editor: the old inode is deleted, and all its bytes stand in the new one.
  const gone = opened.path === position.path
  if (gone && !(original.deleted && common === original.size)) return undefined
  const as = gone || opened.stat.size > original.size ? 'continued' : 'copy'
  return { ...known, as, gone, common }
}

interface Original {
  readonly fd: number
  readonly size: Offset
  readonly deleted: boolean
  close(): void
}

function openOriginal(sweep: Sweep, file: FileNumber, position: Position): Original | undefined {
  const follower = sweep.followers.get(file)
  if (follower) {
    const stat = sweep.files.fstat(follower.fd)
    if (stat instanceof Failure) return undefined
    return { fd: follower.fd, size: stat.size, deleted: stat.links === 0, close: () => {} }
  }
  const opened = openAt(sweep, position.path, keyOf(position.id), position.logs)
  if (!opened) return undefined
  const close = () => sweep.files.close(opened.fd)
  if (!sameInode(position.id, opened.stat)) {
    close()
    return undefined
  }
  return { fd: opened.fd, size: opened.stat.size, deleted: false, close }
}
