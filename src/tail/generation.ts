import type { FileNumber, Position } from '../types/file.ts'
import { EMPTY_CONTEXT } from '../types/record.ts'
import { findCopyOf } from './copies.ts'
import { Failure } from './files.ts'
import { idOf, keyOf, readHead, tailHash, withoutInode } from './fingerprint.ts'
import { Follower, type Opened } from './follower.ts'
import { hinder, type Sweep, tell } from './sweep.ts'

/**
 * The open file holds other bytes than were read: a new generation begins at 0 under a new number. The old one goes on in a copy
 * of it, if the rotator made one (copytruncate); else its unread rest is lost.
 */
export function replaceGeneration(
  sweep: Sweep,
  follower: Follower,
  position: Position,
  why: 'truncated' | 'rewritten',
): void {
  const { fd, path } = follower
  const stat = sweep.files.fstat(fd)
  const head = readHead(sweep.files, fd)
  if (stat instanceof Failure) hinder(sweep, path, position.logs, stat)
  else if (head instanceof Failure) hinder(sweep, path, position.logs, head)
  else {
    tell(sweep, why, follower.file, position)
    sweep.followers.release(follower)
    const opened = { fd, path, stat }
    beginAnew(sweep, opened, { ...position, id: idOf(stat, head) })
    const copy = findCopyOf(sweep, position)
    if (copy) continueIn(sweep, follower.file, position, copy)
    else loseRest(sweep, follower, position)
  }
}

/** Reads a position on in another file that holds its bytes; finished copies of the same bytes are forgotten for it. */
export function continueIn(
  sweep: Sweep,
  file: FileNumber,
  position: Position,
  opened: Opened,
): void {
  const key = keyOf(opened.stat)
  for (const [other, { id, finished }] of sweep.ledger.entries())
    if (finished && other !== file && keyOf(id) === key) sweep.ledger.drop(other)
  const carried = { ...position, id: idOf(opened.stat, position.id.head), finished: false }
  sweep.ledger.set(file, carried)
  sweep.followers.add(new Follower(file, opened, carried, sweep.now))
  tell(sweep, 'continued_in_copy', file, carried)
}

function beginAnew(sweep: Sweep, opened: Opened, old: Position): void {
  const file = sweep.newNumber()
  const position: Position = {
    id: old.id,
    logs: old.logs,
    path: old.path,
    resume: 0,
    inside: 'line_start',
    line: 0,
    context: EMPTY_CONTEXT,
    done: [],
    tail: tailHash(new Uint8Array()),
    finished: false,
  }
  sweep.ledger.set(file, position)
  sweep.followers.add(new Follower(file, opened, position, sweep.now))
}

/** Its bytes are gone, but a copy or an archive of them may still turn up: it must not be taken for a new log. */
export function rememberContent(sweep: Sweep, file: FileNumber, position: Position): void {
  if (position.id.head.length === 0) sweep.ledger.drop(file)
  else sweep.ledger.set(file, { ...position, id: withoutInode(position.id), finished: true })
}

/** As far as we know: bytes seen and never accounted. What was written and overwritten between two looks nobody can count. */
function loseRest(sweep: Sweep, follower: Follower, position: Position): void {
  rememberContent(sweep, follower.file, position)
  const seen = follower.problem === 'changed' ? follower.pace.read : follower.pace.size
  const bytes = seen - position.resume
  const { file } = follower
  if (bytes > 0) sweep.lost.push({ file, logs: position.logs, bytes, reason: 'truncated' })
}
