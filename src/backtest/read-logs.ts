import { setImmediate } from 'node:timers/promises'
import type { EngineParts } from '../engine.ts'
import { type ByteSource, openBytes, STDIN } from '../scan/bytes.ts'
import { unreadableWords } from '../scan/words.ts'
import type { LogEntry } from '../types/config.ts'
import type { FileNumber } from '../types/file.ts'
import type { Millis } from '../types/time.ts'
import type { RecordsRead } from './answers.ts'
import { type Cursor, cursorAtStart, step } from './cursor.ts'
import { firstTime } from './first-time.ts'

/** A chunk of one file. */
export interface LogsRead extends RecordsRead {
  readonly file: FileNumber
  readonly log: LogEntry
}

export interface LogsListener {
  /** Hears a chunk; gives the time of its last answer, for logs whose lines tell none. */
  read(read: LogsRead): Millis | undefined
  /** After each chunk: the bytes read of all files so far, compressed ones for archives. */
  passed(taken: number): void
  /** Every file has come so far: nothing earlier follows, as far as its lines are in order. */
  reached(at: Millis): void
  unreadable(path: string, why: string): void
}

export interface LogsTotals {
  readonly files: number
  /** Decompressed. */
  readonly bytes: number
  readonly lines: number
  /** How far the logs went in time; absent where no line told a time. */
  readonly reached?: Millis
}

type Stages = Pick<EngineParts, 'buffer' | 'read' | 'logTime'>

/**
 * Reads old logs in the order of their time, the file furthest behind first, as the daemon reads a backlog; here all wait
 * for each other. A file is opened when its first line's time has come.
 */
export async function readLogs(
  files: readonly { readonly path: string; readonly log: LogEntry }[],
  stages: Stages,
  listener: LogsListener,
): Promise<LogsTotals> {
  const cursors = new Map<FileNumber, Cursor>()
  for (const [number, { path, log }] of files.entries()) {
    const time = await firstTimeOf(path, log, stages)
    cursors.set(number, cursorAtStart(number, path, log, time))
  }
  for (let next = furthestBehind(cursors); next !== undefined; next = furthestBehind(cursors)) {
    const cursor = await readOn(next, stages, listener)
    if (cursor) cursors.set(cursor.file, cursor)
    else cursors.delete(next.file)
    listener.passed(takenOf(cursors))
    const reached = reachedBy(cursors)
    if (reached !== undefined) listener.reached(reached)
    // Between chunks a broken pipe is heard of.
    await setImmediate()
  }
  return totalsOf([...cursors.values()])
}

/** Standard input cannot be looked into beforehand; what cannot be read is told when it is opened. */
async function firstTimeOf(
  path: string,
  log: LogEntry,
  stages: Stages,
): Promise<Millis | undefined> {
  if (path === STDIN) return undefined
  try {
    const source = await openBytes(path)
    try {
      return await firstTime(source, stages.buffer, (chunk) => stages.logTime(chunk, log))
    } finally {
      source.close()
    }
  } catch {
    return undefined
  }
}

/** Files without a time yet come first: a chunk tells theirs. */
function furthestBehind(cursors: ReadonlyMap<FileNumber, Cursor>): Cursor | undefined {
  const timeOf = ({ logTime }: Cursor) => logTime ?? Number.NEGATIVE_INFINITY
  return [...cursors.values()]
    .filter(({ ended }) => !ended)
    .reduce<Cursor | undefined>(
      (first, one) => (first === undefined || timeOf(one) < timeOf(first) ? one : first),
      undefined,
    )
}

/** The file as it stands after one more chunk; `undefined` if it cannot be opened. */
async function readOn(
  cursor: Cursor,
  stages: Stages,
  listener: LogsListener,
): Promise<Cursor | undefined> {
  const { file, path, log, done } = cursor
  const source = cursor.source ?? (await opened(path, listener))
  if (source === undefined) return undefined
  const { chunk, reading, next } = await step(cursor, source, stages)
  const lastAnswer = listener.read({ file, log, reading, done })
  const logTime = stages.logTime(chunk, log) ?? lastAnswer ?? cursor.logTime
  if (next.ended) finish(next, source, listener)
  for (const { reason, bytes } of reading.lost)
    listener.unreadable(path, `${bytes} bytes skipped: ${reason}`)
  return { ...next, ...(logTime !== undefined && { logTime }) }
}

async function opened(path: string, listener: LogsListener): Promise<ByteSource | undefined> {
  try {
    return await openBytes(path)
  } catch (error) {
    listener.unreadable(path, unreadableWords(error))
    return undefined
  }
}

function finish({ path, point, brokenBy }: Cursor, source: ByteSource, listener: LogsListener) {
  source.close()
  if (brokenBy === undefined) return
  const why = unreadableWords(brokenBy)
  listener.unreadable(path, `read up to byte ${point.resume}, then: ${why}`)
}

function takenOf(cursors: ReadonlyMap<FileNumber, Cursor>): number {
  return [...cursors.values()].reduce((sum, { source }) => sum + (source?.taken() ?? 0), 0)
}

/** The time up to which all files have been read; unknown while one was not looked into, or none that is left tells a time. */
function reachedBy(cursors: ReadonlyMap<FileNumber, Cursor>): Millis | undefined {
  const left = [...cursors.values()].filter(({ ended }) => !ended)
  if (left.some(({ logTime, source }) => logTime === undefined && source === undefined))
    return undefined
  const times = left.flatMap(({ logTime }) => logTime ?? [])
  return times.length === 0 ? undefined : Math.min(...times)
}

function totalsOf(cursors: readonly Cursor[]): LogsTotals {
  const times = cursors.flatMap(({ logTime }) => logTime ?? [])
  return {
    files: cursors.length,
    bytes: cursors.reduce((sum, { point }) => sum + point.resume, 0),
    lines: cursors.reduce((sum, { point }) => sum + point.line, 0),
    ...(times.length > 0 && { reached: Math.max(...times) }),
  }
}
