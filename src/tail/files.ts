import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs'
import type { Offset } from '../types/file.ts'
import type { Trouble } from './report.ts'

/** What the system says of a file, under whatever name. */
export interface FileStat {
  readonly dev: bigint
  readonly ino: bigint
  /** 0n where the file system or the system call knows none. */
  readonly birthNs: bigint
  readonly mtimeNs: bigint
  readonly size: number
  /** Names it has; 0 for a deleted file that is still open. */
  readonly links: number
  readonly kind: 'file' | 'directory' | 'other'
}

/** Weather: what the system answered instead. */
export class Failure {
  readonly trouble: Trouble
  readonly detail: string
  constructor(trouble: Trouble, detail: string) {
    this.trouble = trouble
    this.detail = detail
  }
}

/** The file system as the tailer needs it. No call throws; `undefined` is «nothing there». */
export interface Files {
  /** Follows symbolic links. */
  stat(path: string): FileStat | undefined | Failure
  fstat(fd: number): FileStat | Failure
  open(path: string): number | undefined | Failure
  /** Fills `into` from `at` on, less at the end of the file; returns the number of bytes. */
  read(fd: number, into: Uint8Array, at: Offset): number | Failure
  /** Names in a directory. */
  list(directory: string): readonly string[] | undefined | Failure
  close(fd: number): void
}

/** `O_NONBLOCK`: a FIFO that took a file's name since it was looked at must not stop the daemon. */
const READ_ONLY = constants.O_RDONLY | constants.O_NONBLOCK

export const systemFiles: Files = {
  stat: (path) =>
    attempt(() => {
      const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
      return stat && plainStat(stat)
    }),
  fstat: (fd) => there(attempt(() => plainStat(fstatSync(fd, { bigint: true })))),
  open: (path) => attempt(() => openSync(path, READ_ONLY)),
  read: (fd, into, at) => there(attempt(() => readFully(fd, into, at))),
  list: (directory) => attempt(() => readdirSync(directory)),
  close: (fd) => {
    attempt(() => closeSync(fd))
  },
}

const TROUBLES: Readonly<Record<string, Trouble>> = {
  EACCES: 'permission_denied',
  EPERM: 'permission_denied',
  EMFILE: 'too_many_open_files',
  ENFILE: 'too_many_open_files',
  ESTALE: 'stale_handle',
  EIO: 'input_output_error',
}

function attempt<T>(call: () => T): T | undefined | Failure {
  try {
    return call()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    return new Failure(TROUBLES[code] ?? 'other_error', String(error))
  }
}

/** An open file is there; network file systems may disagree. */
function there<T>(result: T | undefined | Failure): T | Failure {
  return result ?? new Failure('stale_handle', 'the open file is gone')
}

/** A system may give less than was asked for without being at the end. */
function readFully(fd: number, into: Uint8Array, at: Offset): number {
  let length = 0
  while (length < into.length) {
    const got = readSync(fd, into, length, into.length - length, at + length)
    if (got === 0) break
    length += got
  }
  return length
}

function plainStat(stat: BigIntStats): FileStat {
  return {
    dev: stat.dev,
    ino: stat.ino,
    birthNs: BIRTHS_KNOWN ? stat.birthtimeNs : 0n,
    mtimeNs: stat.mtimeNs,
    size: Number(stat.size),
    links: Number(stat.nlink),
    kind: stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other',
  }
}

/**
 * Where the `statx` call is forbidden (old container runtimes), Node gives the change time as birth time, for each file.
 * A single old file with two different times shows that births are real.
 */
const BIRTHS_KNOWN = [process.execPath, '/', '/tmp', '/etc'].some((path) => {
  const stat = attempt(() => statSync(path, { bigint: true }))
  return stat && !(stat instanceof Failure) && stat.birthtimeNs !== stat.ctimeNs
})
