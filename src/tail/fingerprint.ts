import type { FileId, Offset, Position } from '../types/file.ts'
import { Failure, type FileStat, type Files } from './files.ts'
import { HEAD_BYTES_MAX, TAIL_BYTES } from './limits.ts'

/**
 * Hash of the bytes before a reading point, 63 bits so that it fits SQLite's integer. Not made against attackers: it tells a
 * rewritten log from an appended one. Two 32-bit lanes, for BigInt arithmetic on each byte is a hundred times slower.
 */
export function tailHash(bytes: Uint8Array): bigint {
  let low = 0x811c9dc5
  let high = 0x9747b28c ^ bytes.length
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, 0x01000193)
    high = Math.imul((high << 5) ^ (high >>> 27) ^ byte, 0x5bd1e995)
  }
  return ((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)) & 0x7fff_ffff_ffff_ffffn
}

/** Where the bytes begin that `Position.tail` is the hash of. */
export function tailStart(resume: Offset): Offset {
  return Math.max(0, resume - TAIL_BYTES)
}

/** The first bytes of an open file. */
export function readHead(files: Files, fd: number): Uint8Array | Failure {
  return readBytes(files, fd, 0, HEAD_BYTES_MAX)
}

/** The hash to store for a reading point in an open file. */
export function readTail(files: Files, fd: number, resume: Offset): bigint | Failure {
  const start = tailStart(resume)
  const bytes = readBytes(files, fd, start, resume - start)
  return bytes instanceof Failure ? bytes : tailHash(bytes)
}

/** Whether an open file still holds what was read of it: head and marker. */
export function holds(files: Files, fd: number, position: Position): boolean | Failure {
  const { head } = position.id
  const found = readBytes(files, fd, 0, head.length)
  if (found instanceof Failure) return found
  if (!sameBytes(found, head)) return false
  const tail = readTail(files, fd, position.resume)
  return tail instanceof Failure ? tail : tail === position.tail
}

/** Whether two open files hold the same bytes just before an offset. */
export function sameBefore(files: Files, a: number, b: number, end: Offset): boolean {
  const tails = [readTail(files, a, end), readTail(files, b, end)]
  return !(tails[0] instanceof Failure) && tails[0] === tails[1]
}

/** Less of the file than this, and it is not the file that was read. */
export function knownBytes(position: Position): Offset {
  return Math.max(position.resume, position.id.head.length)
}

export function keyOf(file: { readonly dev: bigint; readonly ino: bigint }): string {
  return `${file.dev}:${file.ino}`
}

export function idOf(stat: FileStat, head: Uint8Array): FileId {
  return { dev: stat.dev, ino: stat.ino, birthNs: stat.birthNs, head }
}

/** Known by its content alone: the inode was used again, or the plain file is gone. */
export function withoutInode(id: FileId): FileId {
  return { ...id, ino: 0n, birthNs: 0n }
}

/**
 * The same inode, and nothing says that it was used again. Device numbers may change when the machine starts anew;
 * then the birth time must vouch for the file.
 */
export function sameInode(id: FileId, stat: FileStat): boolean {
  if (id.ino !== stat.ino) return false
  const bornKnown = id.birthNs !== 0n && stat.birthNs !== 0n
  if (bornKnown) return id.birthNs === stat.birthNs
  return id.dev === stat.dev
}

/** Whether one of the two starts with the other. */
export function samePrefix(a: Uint8Array, b: Uint8Array): boolean {
  const length = Math.min(a.length, b.length)
  return sameBytes(a.subarray(0, length), b.subarray(0, length))
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

function readBytes(files: Files, fd: number, at: Offset, length: number): Uint8Array | Failure {
  const bytes = new Uint8Array(length)
  const got = files.read(fd, bytes, at)
  return got instanceof Failure ? got : bytes.subarray(0, got)
}
