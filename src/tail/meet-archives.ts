import { dirname } from 'node:path'
import type { FileNumber, Position } from '../types/file.ts'
import { rememberCopy } from './adopt.ts'
import { isArchive, kindOf } from './archive.ts'
import type { Archive } from './archives.ts'
import { beginningOf } from './beginning.ts'
import { Failure } from './files.ts'
import { keyOf, readHead, withoutInode } from './fingerprint.ts'
import type { Inspection } from './inspect.ts'
import { hinder, openAt, type Sweep, tell } from './sweep.ts'

/**
 * Archives: their first bytes say so, their content says of what. One of what was read already is remembered and not read
 * again; the rest of what was not read to its end is read on in it; what nobody knows is read whole. All that only once the
 * archive is whole.
 */
export function meetArchives(sweep: Sweep): void {
  for (const { file, problem } of sweep.archives.all())
    if (problem || !sweep.ledger.get(file)) sweep.archives.close(file)
  for (const archive of sweep.memory.archives.values()) consider(sweep, archive)
}

/** Archives beside a file that cannot be found, whose names no pattern matches. */
export function noteArchivesOf(sweep: Sweep, position: Position): void {
  for (const { path, stat } of sweep.siblings(position)) {
    const key = keyOf(stat)
    const known =
      sweep.found.has(key) || sweep.memory.archives.get(key)?.stat.mtimeNs === stat.mtimeNs
    const opened = known ? undefined : openAt(sweep, path, key, position.logs)
    if (!opened) continue
    const head = readHead(sweep.files, opened.fd)
    sweep.files.close(opened.fd)
    const format = head instanceof Failure ? 'plain' : kindOf(head)
    if (format === 'plain' || format === 'foreign') continue
    const { logs } = position
    sweep.memory.archives.set(key, { key, path, logs, stat, format, beside: true })
  }
}

function consider(sweep: Sweep, archive: Archive): void {
  if (sweep.archives.reads(archive.key)) return
  const known = sweep.archives.inspected(archive)
  if (known === undefined) ask(sweep, archive)
  else if (known !== 'incomplete') decide(sweep, archive, known)
}

function ask(sweep: Sweep, archive: Archive): void {
  if (sweep.archives.busy) return
  const { path, key, logs } = archive
  const opened = openAt(sweep, path, key, logs)
  if (opened) sweep.archives.ask(archive, opened.fd, kinOf(sweep, archive))
}

/** Files that it could be an archive of. */
function kinOf(
  sweep: Sweep,
  { path, logs }: Archive,
): readonly (readonly [FileNumber, Position])[] {
  return sweep.ledger
    .entries()
    .filter(([, position]) => position.logs === logs && dirname(position.path) === dirname(path))
    .filter(([, { id }]) => id.head.length > 0 && !isArchive(id.head))
}

function decide(sweep: Sweep, archive: Archive, inspection: Inspection): void {
  const [file, position] = furthest(sweep, archive, inspection) ?? []
  if (file === undefined || position === undefined) {
    if (!archive.beside) beginIn(sweep, archive, inspection)
  } else if (isAtHand(sweep, file, position)) return
  else if (position.finished && position.resume >= inspection.size) settle(sweep, archive, position)
  else readIn(sweep, archive, file, position)
}

/** Of several files with the same bytes, the one of which most was read. */
function furthest(
  sweep: Sweep,
  { readAs }: Archive,
  { holds }: Inspection,
): readonly [FileNumber, Position] | undefined {
  return (readAs === undefined ? [...holds] : [readAs])
    .flatMap((file) => {
      const position = sweep.ledger.get(file)
      return position ? [[file, position] as const] : []
    })
    .sort(([, a], [, b]) => b.resume - a.resume)[0]
}

/** It is read to its end elsewhere: through its own descriptor, or its plain file is still there. */
function isAtHand(sweep: Sweep, file: FileNumber, { id, finished }: Position): boolean {
  if (sweep.followers.get(file) || sweep.archives.get(file)) return true
  const key = keyOf(id)
  return !finished && (sweep.found.has(key) || sweep.postponed.has(key))
}

/** Nothing is to be read from it: the file as it lies on disk is remembered as finished. */
function settle(sweep: Sweep, archive: Archive, source: Position): void {
  const { key, path, logs, beside } = archive
  sweep.memory.archives.delete(key)
  sweep.archives.forget(key)
  const opened = beside ? undefined : openAt(sweep, path, key, logs)
  if (!opened) return
  const head = readHead(sweep.files, opened.fd)
  if (head instanceof Failure) {
    hinder(sweep, path, logs, head)
    sweep.files.close(opened.fd)
    return
  }
  const { dev, ino, birthNs } = opened.stat
  rememberCopy(sweep, sweep.newNumber(), opened, { ...source, id: { dev, ino, birthNs, head } })
}

/** A generation that came and went unseen. */
function beginIn(sweep: Sweep, archive: Archive, { head }: Inspection): void {
  const opened = { fd: -1, path: archive.path, stat: archive.stat }
  readIn(sweep, archive, sweep.newNumber(), beginningOf(opened, archive.logs, head))
}

/** The plain file is gone for good: only the content says from now on who it is. */
function readIn(sweep: Sweep, archive: Archive, file: FileNumber, position: Position): void {
  const { path, key, logs } = archive
  const opened = openAt(sweep, path, key, logs)
  if (!opened) return
  const carried = { ...position, id: withoutInode(position.id), path, logs, finished: false }
  sweep.ledger.set(file, carried)
  sweep.archives.read(archive, opened.fd, file, carried, sweep.now)
  sweep.memory.archives.set(key, { ...archive, readAs: file })
  sweep.memory.missing.delete(file)
  tell(sweep, 'continued_in_archive', file, carried)
}
