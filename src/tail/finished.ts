import type { FileNumber, Position } from '../types/file.ts'
import { adoptCopy, rememberCopy } from './adopt.ts'
import { isArchive } from './archive.ts'
import { findSourceOf } from './copies.ts'
import type { Found } from './discovery.ts'
import { Failure, type FileStat } from './files.ts'
import { holds, idOf, keyOf, readHead, sameInode } from './fingerprint.ts'
import { Follower, type Opened } from './follower.ts'
import { FORGET_FINISHED_AFTER, LIST_EVERY } from './limits.ts'
import { STDIN } from './pattern.ts'
import { hinder, openAt, type Sweep, tell } from './sweep.ts'

/** Whether a file is one that was read to its end, perhaps under another name; it is read on if it has grown since. */
export function recognise(sweep: Sweep, found: Found): 'known' | 'unknown' {
  const [file, position] = sweep.ledger.finishedAt(found.stat) ?? []
  if (file === undefined || !position) return 'unknown'
  const path = found.names.includes(position.path) ? position.path : found.names[0]
  return lookAgain(sweep, file, { ...position, path, logs: found.entry.name }, found.stat)
}

/** Finished files that no pattern names: they may grow, move on, or be gone from disk, and then be forgotten after a while. */
export function checkFinished(sweep: Sweep): void {
  for (const [file, position] of sweep.ledger.entries())
    if (position.finished && position.path !== STDIN && !sweep.found.has(keyOf(position.id)))
      check(sweep, file, position)
}

function check(sweep: Sweep, file: FileNumber, position: Position): void {
  const { missing } = sweep.memory
  const known = missing.get(file) ?? { since: sweep.now, searchedAt: Number.NEGATIVE_INFINITY }
  if (sweep.now - known.searchedAt < LIST_EVERY) return
  missing.set(file, { since: known.since, searchedAt: sweep.now })
  const place = sweep.configured.has(position.logs) ? findAgain(sweep, position) : undefined
  if (place && lookAgain(sweep, file, { ...position, path: place.path }, place.stat) === 'known')
    missing.set(file, { since: sweep.now, searchedAt: sweep.now })
  else if (sweep.now - known.since >= FORGET_FINISHED_AFTER) {
    tell(sweep, 'forgotten', file, position)
    sweep.ledger.drop(file)
    missing.delete(file)
  }
}

function findAgain(sweep: Sweep, position: Position) {
  const { path } = position
  const stat = sweep.files.stat(path)
  if (stat && !(stat instanceof Failure) && sameInode(position.id, stat)) return { path, stat }
  return sweep.siblings(position).find((sibling) => sameInode(position.id, sibling.stat))
}

/** Opens the file only when it changed since it was recognised. Another file under the same inode ends the memory of the old. */
function lookAgain(
  sweep: Sweep,
  file: FileNumber,
  position: Position,
  stat: FileStat,
): 'known' | 'unknown' {
  const seen = sweep.memory.recognised.get(file)
  const unchanged = seen?.size === stat.size && seen.mtimeNs === stat.mtimeNs
  if (unchanged) return keep(sweep, file, position)
  const opened = openAt(sweep, position.path, keyOf(stat), position.logs)
  if (!opened) return 'known'
  const same = holds(sweep.files, opened.fd, position)
  if (same === true) return readOn(sweep, file, position, opened)
  sweep.files.close(opened.fd)
  if (same instanceof Failure) {
    hinder(sweep, opened.path, position.logs, same)
    return 'known'
  }
  sweep.ledger.drop(file)
  return 'unknown'
}

function readOn(
  sweep: Sweep,
  file: FileNumber,
  position: Position,
  opened: Opened,
): 'known' | 'unknown' {
  const { size, mtimeNs } = opened.stat
  if (size === position.resume) {
    sweep.files.close(opened.fd)
    sweep.memory.recognised.set(file, { size, mtimeNs })
    return keep(sweep, file, { ...position, id: idOf(opened.stat, position.id.head) })
  }
  if (isArchive(position.id.head)) {
    sweep.files.close(opened.fd)
    sweep.ledger.drop(file)
    return 'unknown'
  }
  readGrown(sweep, file, position, opened)
  return 'known'
}

/** It holds more than was read: its own bytes, or those of a log of which half a copy was met. Takes over the descriptor. */
function readGrown(sweep: Sweep, file: FileNumber, position: Position, opened: Opened): void {
  const head = readHead(sweep.files, opened.fd)
  if (head instanceof Failure) {
    wake(sweep, file, position, opened)
    return
  }
  const source = findSourceOf(sweep, opened, head, position.logs)
  // Its source changes this very moment; only afterwards it shows how far that was read.
  if (source?.as === 'unsettled') sweep.files.close(opened.fd)
  else if (source?.as === 'copy') rememberCopy(sweep, file, opened, position)
  else if (source?.gone) {
    sweep.ledger.drop(file)
    adoptCopy(sweep, opened, head, source)
  } else wake(sweep, file, position, opened)
}

function wake(sweep: Sweep, file: FileNumber, position: Position, opened: Opened): void {
  const woken = { ...position, id: idOf(opened.stat, position.id.head), finished: false }
  sweep.ledger.set(file, woken)
  const follower = new Follower(file, opened, woken, sweep.now)
  follower.leaving = { why: 'grew_again', since: sweep.now }
  sweep.followers.add(follower)
  tell(sweep, 'grew_again', file, woken)
}

/** Notes where it is now. */
function keep(sweep: Sweep, file: FileNumber, position: Position): 'known' {
  const before = sweep.ledger.get(file)
  const moved = before?.path !== position.path || before.logs !== position.logs
  if (moved || before.id.dev !== position.id.dev) sweep.ledger.set(file, position)
  return 'known'
}
