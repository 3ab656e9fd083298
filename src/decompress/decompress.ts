import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { unzstd } from './zstd.ts'

/** Compressed logs that can be read. */
export type ArchiveFormat = 'gzip' | 'zstd'

/** As many bytes tell the format of a file. */
export const MAGIC_BYTES = 4

/** RFC 1952, section 2.3.1, and RFC 8878, section 3.1.1: the magic numbers of gzip and of a Zstandard frame. */
export function formatOf(head: Uint8Array): ArchiveFormat | 'plain' {
  if (startsWith(head, [0x1f, 0x8b])) return 'gzip'
  return startsWith(head, [0x28, 0xb5, 0x2f, 0xfd]) ? 'zstd' : 'plain'
}

/** The content of all members or frames. Rejects where the archive is damaged or not whole, after what stands before that. */
export function decompressed(
  format: ArchiveFormat,
  pieces: AsyncGenerator<Buffer>,
): AsyncIterator<Buffer> {
  if (format === 'zstd') return unzstd(pieces)
  // Piped by hand-over of errors: a damaged archive must reject the read, not end the process.
  const source = Readable.from(pieces)
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  return source.pipe(gunzip)[Symbol.asyncIterator]()
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[index] === byte)
}
