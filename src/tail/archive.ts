import { createReadStream, type ReadStream } from 'node:fs'
import { type ArchiveFormat, decompressed, formatOf } from '../decompress/decompress.ts'
import type { Offset } from '../types/file.ts'

/** First bytes of compressed files that cannot be read: bzip2 and xz (their file format specifications). */
const FOREIGN_MAGICS: readonly (readonly number[])[] = [
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a],
]

/** What a file that starts so is, whatever its name; a log line starts with none of the magic numbers. */
export function kindOf(head: Uint8Array): ArchiveFormat | 'foreign' | 'plain' {
  const foreign = FOREIGN_MAGICS.some((magic) => magic.every((byte, at) => head[at] === byte))
  return foreign ? 'foreign' : formatOf(head)
}

export function isArchive(head: Uint8Array): boolean {
  return kindOf(head) !== 'plain'
}

/** An archive being decompressed. It owns the descriptor. */
export interface ArchiveStream {
  /** Rejects where the archive is damaged or not whole yet. */
  readonly pieces: AsyncGenerator<Buffer>
  close(): void
}

/** The decompressed bytes from an offset on; those before it are decompressed too, there is no other way. */
export function streamArchive(fd: number, format: ArchiveFormat, from: Offset): ArchiveStream {
  const raw = createReadStream('', { fd, start: 0, highWaterMark: PIECE_BYTES })
  return { pieces: skipping(decompressed(format, bytesOf(raw)), from), close: () => raw.destroy() }
}

/** Compressed bytes read at a time. */
const PIECE_BYTES = 65_536

async function* bytesOf(raw: ReadStream): AsyncGenerator<Buffer> {
  for await (const piece of raw) yield piece
}

async function* skipping(pieces: AsyncIterator<Buffer>, from: Offset): AsyncGenerator<Buffer> {
  let left = from
  for await (const piece of { [Symbol.asyncIterator]: () => pieces }) {
    if (piece.length > left) yield piece.subarray(left)
    left = Math.max(0, left - piece.length)
  }
}
