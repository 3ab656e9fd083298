import type { FileNumber, Position } from '../types/file.ts'
import { findCopyOf } from './copies.ts'
import { Failure, type FileStat } from './files.ts'
import { holds, idOf, keyOf, knownBytes, readHead, sameInode } from './fingerprint.ts'
import { Follower } from './follower.ts'
import { continueIn, rememberContent } from './generation.ts'
import { FORGET_MISSING_AFTER, LIST_EVERY } from './limits.ts'
import { noteArchivesOf } from './meet-archives.ts'
import { STDIN } from './pattern.ts'
import { hinder, openAt, type Sweep, tell } from './sweep.ts'

/** Takes up the positions that no open file belongs to: after a start, or when a file could not be opened before. */
export function resumePositions(sweep: Sweep): void {
  for (const [file, position] of sweep.ledger.entries())
    if (!position.finished && position.path !== STDIN && !isOpen(sweep, file))
      resume(sweep, file, position)
}

function isOpen({ followers, archives }: Sweep, file: FileNumber): boolean {
  return followers.get(file) !== undefined || archives.get(file) !== undefined
}

function resume(sweep: Sweep, file: FileNumber, position: Position): void {
  const place = findInode(sweep, file, position)
  if (place) takePlace(sweep, file, position, place)
  else searchOn(sweep, file, position)
}

function takePlace(sweep: Sweep, file: FileNumber, position: Position, place: Place): void {
  const verdict = takeUp(sweep, file, position, place)
  if (verdict === 'postponed') sweep.postponed.add(keyOf(place.stat))
  if (verdict !== 'truncated' && verdict !== 'rewritten') return
  tell(sweep, verdict, file, position)
  const copy = findCopyOf(sweep, position)
  if (copy) continueIn(sweep, file, position, copy)
  else rememberContent(sweep, file, position)
}

interface Place {
  readonly path: string
  readonly stat: FileStat
  readonly logs: string
}

/** The same inode, under the old name or another one. */
function findInode(sweep: Sweep, file: FileNumber, position: Position): Place | undefined {
  const found = sweep.found.get(keyOf(position.id))
  if (found) {
    const path = found.names.includes(position.path) ? position.path : found.names[0]
    return { path, stat: found.stat, logs: found.entry.name }
  }
  const missing = sweep.memory.missing.get(file)
  if (!sweep.configured.has(position.logs)) return undefined
  if (missing && sweep.now - missing.searchedAt < LIST_EVERY) return undefined
  const sibling = sweep.siblings(position).find(({ stat }) => sameInode(position.id, stat))
  return sibling && { ...sibling, logs: position.logs }
}

function takeUp(
  sweep: Sweep,
  file: FileNumber,
  position: Position,
  place: Place,
): 'resumed' | 'postponed' | 'truncated' | 'rewritten' {
  const opened = openAt(sweep, place.path, keyOf(place.stat), place.logs)
  if (!opened) return 'postponed'
  if (position.id.head.length === 0 && opened.stat.size > 0) {
    // It was empty and nothing of it was read: met anew, for it may have become a copy of what is read elsewhere.
    sweep.files.close(opened.fd)
    sweep.ledger.drop(file)
    return 'resumed'
  }
  const head = readHead(sweep.files, opened.fd)
  const same = sameInode(position.id, opened.stat) && holds(sweep.files, opened.fd, position)
  if (same === true && !(head instanceof Failure)) {
    const id = idOf(opened.stat, head)
    const resumed = { ...position, id, logs: place.logs }
    sweep.ledger.set(file, resumed)
    sweep.followers.add(new Follower(file, opened, resumed, sweep.now))
    sweep.memory.missing.delete(file)
    tell(sweep, 'resumed', file, resumed)
    return 'resumed'
  }
  sweep.files.close(opened.fd)
  const failure = [head, same].find((result) => result instanceof Failure)
  if (failure) {
    hinder(sweep, place.path, place.logs, failure)
    return 'postponed'
  }
  return opened.stat.size < knownBytes(position) ? 'truncated' : 'rewritten'
}

/** Neither name nor inode: perhaps a copy is left; perhaps a mount is late; in the end it is forgotten. */
function searchOn(sweep: Sweep, file: FileNumber, position: Position): void {
  const { missing } = sweep.memory
  const known = missing.get(file) ?? { since: sweep.now, searchedAt: Number.NEGATIVE_INFINITY }
  if (sweep.now - known.searchedAt < LIST_EVERY) return
  const copy = sweep.configured.has(position.logs) ? findCopyOf(sweep, position) : undefined
  missing.set(file, { since: known.since, searchedAt: sweep.now })
  if (!copy && sweep.configured.has(position.logs)) noteArchivesOf(sweep, position)
  if (copy) continueIn(sweep, file, position, copy)
  else if (sweep.now - known.since < FORGET_MISSING_AFTER) return
  else {
    tell(sweep, 'forgotten', file, position)
    sweep.ledger.drop(file)
  }
  missing.delete(file)
}
