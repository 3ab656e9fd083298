import type { ArchiveFormat } from '../decompress/decompress.ts'
import type { Position } from '../types/file.ts'
import { adoptCopy, rememberCopy } from './adopt.ts'
import { kindOf } from './archive.ts'
import { firstPosition } from './beginning.ts'
import { findSourceOf } from './copies.ts'
import type { Found } from './discovery.ts'
import { Failure } from './files.ts'
import { keyOf } from './fingerprint.ts'
import { recognise } from './finished.ts'
import { Follower, type Opened } from './follower.ts'
import { hinder, openAt, type Sweep, tell } from './sweep.ts'

/** Files that a pattern names and that are not open: finished ones, archives, copies, and new logs. */
export function meetFiles(sweep: Sweep): void {
  for (const found of notOpen(sweep)) if (!isKnown(sweep, found)) meet(sweep, found)
}

/** Short names first: a log before the copies that rotation made of it. */
function notOpen({ found, followers, archives, postponed }: Sweep): readonly Found[] {
  return [...found.values()]
    .filter(({ key }) => !followers.withKey(key) && !archives.reads(key) && !postponed.has(key))
    .sort((a, b) => a.names[0].length - b.names[0].length)
}

function isKnown(sweep: Sweep, { key, names, entry, stat }: Found): boolean {
  const { archives, foreign } = sweep.memory
  const archive = archives.get(key)
  if (archive?.stat.mtimeNs === stat.mtimeNs && archive.stat.size === stat.size) {
    if (archive.path !== names[0]) archives.set(key, { ...archive, path: names[0] })
    return true
  }
  if (foreign.get(key) !== stat.mtimeNs) return false
  sweep.obstacles.raise({ path: names[0], logs: entry.name, obstacle: 'archive', detail: '' })
  return true
}

function meet(sweep: Sweep, found: Found): void {
  if (recognise(sweep, found) === 'known') return
  const { unopened } = sweep.memory
  if (sweep.fresh.has(found.entry.name)) unopened.add(found.key)
  const opened = openAt(sweep, found.names[0], found.key, found.entry.name)
  if (!opened) return
  const startAt = unopened.has(found.key) ? found.entry.startAt : 'beginning'
  const position = firstPosition(sweep.files, opened, found.entry, startAt)
  if (position instanceof Failure) {
    hinder(sweep, opened.path, found.entry.name, position)
    sweep.files.close(opened.fd)
    return
  }
  const kind = kindOf(position.id.head)
  if (kind === 'plain') begin(sweep, opened, position)
  else if (kind !== 'foreign' && startAt === 'end') {
    // Now, in the same commit as the entry itself: after a restart it would pass for a new one.
    rememberCopy(sweep, sweep.newNumber(), opened, position)
  } else {
    sweep.files.close(opened.fd)
    noteArchive(sweep, found, kind)
  }
}

function noteArchive(sweep: Sweep, found: Found, format: ArchiveFormat | 'foreign'): void {
  const { key, names, entry, stat } = found
  const { archives, foreign } = sweep.memory
  if (format === 'foreign') foreign.set(key, stat.mtimeNs)
  else
    archives.set(key, {
      ...{ key, path: names[0], logs: entry.name, stat, format },
      beside: false,
    })
  isKnown(sweep, found)
}

function begin(sweep: Sweep, opened: Opened, position: Position): void {
  const source = findSourceOf(sweep, opened, position.id.head, position.logs)
  if (source?.as === 'unsettled') sweep.files.close(opened.fd)
  else if (source) adoptCopy(sweep, opened, position.id.head, source)
  else {
    const file = sweep.newNumber()
    sweep.ledger.set(file, position)
    sweep.followers.add(new Follower(file, opened, position, sweep.now))
    sweep.memory.unopened.delete(keyOf(position.id))
    tell(sweep, 'found', file, position)
  }
}
