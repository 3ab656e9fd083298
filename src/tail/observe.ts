import { dirname } from 'node:path'
import type { Position } from '../types/file.ts'
import { adoptCopy } from './adopt.ts'
import { isArchive } from './archive.ts'
import { findSourceOf } from './copies.ts'
import { Failure, type FileStat } from './files.ts'
import { holds, keyOf, knownBytes, readHead } from './fingerprint.ts'
import type { Follower } from './follower.ts'
import { replaceGeneration } from './generation.ts'
import { hinder, leave, type Sweep } from './sweep.ts'

/** Looks at each open file: where it is now, whether it grew, and whether it still holds what was read. */
export function observeFollowers(sweep: Sweep): void {
  for (const follower of sweep.followers.all()) {
    const position = sweep.ledger.get(follower.file)
    if (position) observe(sweep, follower, position)
    else sweep.followers.close(follower)
  }
}

function observe(sweep: Sweep, follower: Follower, position: Position): void {
  const stat = locate(sweep, follower, position)
  if (stat instanceof Failure) trouble(sweep, follower, position, stat)
  else if (position.id.head.length > 0 || stat.size === 0) check(sweep, follower, position, stat)
  else {
    const begun = begin(sweep, follower, position, stat)
    if (begun) check(sweep, follower, begun, stat)
  }
}

function check(sweep: Sweep, follower: Follower, position: Position, stat: FileStat): void {
  const verdict = judge(sweep, follower, position, stat)
  if (verdict instanceof Failure) trouble(sweep, follower, position, verdict)
  else if (verdict !== 'same') replaceGeneration(sweep, follower, position, verdict)
  else {
    follower.problem = undefined
    follower.fresh = false
    follower.note(stat, sweep.now)
  }
}

/** Where the file is now. A name that cannot be looked at says nothing of the file: then the open one answers. */
function locate(sweep: Sweep, follower: Follower, position: Position): FileStat | Failure {
  const found = sweep.found.get(follower.key)
  if (found) {
    follower.path = found.names.includes(position.path) ? position.path : found.names[0]
    if (follower.path !== position.path) leave(sweep, follower, position, 'renamed')
    else if (follower.leaving?.why !== 'grew_again') follower.leaving = undefined
    return found.stat
  }
  const named = sweep.files.stat(follower.path)
  if (named instanceof Failure) return sweep.files.fstat(follower.fd)
  if (named && keyOf(named) === follower.key) return named
  return follow(sweep, follower, position)
}

/** It lost its name: a name outside our patterns, another directory, or none at all. */
function follow(sweep: Sweep, follower: Follower, position: Position): FileStat | Failure {
  const searched = follower.leaving?.why === 'moved_away' || follower.leaving?.why === 'deleted'
  const siblings = searched ? [] : sweep.siblings(position)
  const sibling = siblings.find(({ stat }) => keyOf(stat) === follower.key)
  if (sibling) {
    follower.path = sibling.path
    leave(sweep, follower, position, 'renamed')
    return sibling.stat
  }
  const stat = sweep.files.fstat(follower.fd)
  if (!(stat instanceof Failure))
    leave(sweep, follower, position, stat.links === 0 ? 'deleted' : 'moved_away')
  return stat
}

/**
 * A file that was empty when it was met shows its first bytes: they identify it from now on, unless it turns out to be a copy
 * that was just being made.
 */
function begin(
  sweep: Sweep,
  follower: Follower,
  position: Position,
  stat: FileStat,
): Position | undefined {
  const head = readHead(sweep.files, follower.fd)
  if (head instanceof Failure) {
    trouble(sweep, follower, position, head)
    return undefined
  }
  if (isArchive(head)) {
    // An empty file that became an archive: met as one at the next look.
    sweep.followers.close(follower)
    sweep.ledger.drop(follower.file)
    return undefined
  }
  const opened = { fd: follower.fd, path: follower.path, stat }
  const source = findSourceOf(sweep, opened, head, position.logs)
  if (source?.as === 'unsettled') return undefined
  if (source) {
    sweep.followers.release(follower)
    sweep.ledger.drop(follower.file)
    adoptCopy(sweep, opened, head, source)
    return undefined
  }
  const first = { ...position, id: { ...position.id, head } }
  sweep.ledger.set(follower.file, first)
  return first
}

function judge(
  sweep: Sweep,
  follower: Follower,
  position: Position,
  stat: FileStat,
): 'same' | 'truncated' | 'rewritten' | Failure {
  if (stat.size < knownBytes(position)) return 'truncated'
  if (!isSuspect(sweep, follower, stat)) return 'same'
  const same = holds(sweep.files, follower.fd, position)
  return same instanceof Failure ? same : same ? 'same' : 'rewritten'
}

/** Growth is checked by the next reading; but a file may be copied by a rotator between its rewriting and that reading. */
function isSuspect(sweep: Sweep, follower: Follower, stat: FileStat): boolean {
  if (follower.problem === 'changed') return true
  if (stat.size > follower.pace.size) return sweep.unsettled.has(dirname(follower.path))
  return follower.fresh || stat.mtimeNs !== follower.mtimeNs
}

/** A handle that went stale is opened anew by name; anything else is tried again at the next sweep. */
function trouble(sweep: Sweep, follower: Follower, position: Position, failure: Failure): void {
  hinder(sweep, follower.path, position.logs, failure)
  follower.problem = failure.trouble
  if (failure.trouble === 'stale_handle') sweep.followers.close(follower)
}
