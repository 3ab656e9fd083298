import type { Position } from '../types/file.ts'
import type { Source } from './copies.ts'
import { Failure } from './files.ts'
import { idOf, readTail } from './fingerprint.ts'
import { Follower, type Opened } from './follower.ts'
import { hinder, type Sweep, tell } from './sweep.ts'

/**
 * A file that repeats what is read elsewhere. A plain copy is remembered as finished, so that nothing of it is read again; one
 * that has more than its source is read on from there, in its source's place if that is gone. Takes over the descriptor.
 */
export function adoptCopy(sweep: Sweep, opened: Opened, head: Uint8Array, source: Source): void {
  const { position, gone } = source
  const id = idOf(opened.stat, head)
  const file = gone ? source.file : sweep.newNumber()
  const before = sweep.followers.get(source.file)
  if (gone && before) sweep.followers.close(before)
  if (source.as === 'copy') {
    rememberCopy(sweep, file, opened, { ...position, id })
    return
  }
  const finished = position.finished && opened.stat.size === position.resume
  const carried = { ...position, id, path: opened.path, finished }
  sweep.ledger.set(file, carried)
  if (finished) sweep.files.close(opened.fd)
  else sweep.followers.add(new Follower(file, opened, carried, sweep.now))
  tell(sweep, finished ? 'copy' : 'continued_in_copy', file, carried)
}

/** Its bytes up to here are accounted with its source; what it grows by, if it does, are its own. */
export function rememberCopy(
  sweep: Sweep,
  file: number,
  { fd, path, stat }: Opened,
  source: Position,
): void {
  const tail = readTail(sweep.files, fd, stat.size)
  sweep.files.close(fd)
  if (tail instanceof Failure) {
    hinder(sweep, path, source.logs, tail)
    return
  }
  const copy = { ...source, path, resume: stat.size, tail, done: [], finished: true }
  sweep.ledger.set(file, copy)
  sweep.memory.recognised.set(file, { size: stat.size, mtimeNs: stat.mtimeNs })
  tell(sweep, 'copy', file, copy)
}
