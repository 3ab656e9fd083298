import assert from 'node:assert/strict'
import type { FileNumber, Offset, Position, ReadingPoint } from '../types/file.ts'
import { tailHash, tailStart } from './fingerprint.ts'
import { HEAD_BYTES_MAX } from './limits.ts'

/** Bytes just read, with those before the reading point that its marker is made of. */
export interface ReadBytes {
  readonly file: FileNumber
  readonly start: Offset
  readonly bytes: Uint8Array
}

/**
 * The position after a chunk was judged. Head and marker are made of the very bytes that were judged: the file may hold others
 * by now. The same object when nothing moved, so that nothing needs to be stored.
 */
export function advancePosition(
  position: Position,
  read: ReadBytes,
  point: ReadingPoint,
  done: readonly Offset[],
): Position {
  const head = grownHead(position.id.head, read)
  const unmoved = point.resume === position.resume && point.inside === position.inside
  if (unmoved && head === position.id.head && sameOffsets(done, position.done)) return position
  const end = read.start + read.bytes.length
  assert(
    position.resume <= point.resume && point.resume <= end,
    'a reading point moves over bytes read',
  )
  const start = tailStart(point.resume)
  const before = read.bytes.subarray(Math.max(0, start - read.start), point.resume - read.start)
  const { resume, inside, line, context } = point
  const id = { ...position.id, head }
  return { ...position, id, resume, inside, line, context, done, tail: tailHash(before) }
}

/** A file only grows, so the older head is where the younger begins. */
function grownHead(head: Uint8Array, { start, bytes }: ReadBytes): Uint8Array {
  const end = Math.min(HEAD_BYTES_MAX, start + bytes.length)
  if (end <= head.length || start > head.length) return head
  const grown = new Uint8Array(end)
  grown.set(head)
  grown.set(bytes.subarray(head.length - start, end - start), head.length)
  return grown
}

function sameOffsets(a: readonly Offset[], b: readonly Offset[]): boolean {
  return a.length === b.length && a.every((offset, index) => offset === b[index])
}
