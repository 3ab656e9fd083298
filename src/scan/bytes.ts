import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { unzstd } from './zstd.ts'

/** The decompressed bytes of one file, from its start to its end. */
export interface ByteSource {
  /** Fills the start of `into`, perhaps not all of it; 0 at the end. Rejects when the file cannot be read on or is damaged. */
  read(into: Uint8Array): Promise<number>
  /** Bytes of the file itself that were read so far, for the progress bar. */
  taken(): number
  close(): void
}

/** Standard input, where a path is expected. */
export const STDIN = '-'

/** Opens a file, an archive (known by its first bytes, whatever its name) or standard input. Throws the system's error. */
export async function openBytes(path: string): Promise<ByteSource> {
  if (path === STDIN) return await sniffed(process.stdin)
  const file = openSync(path, 'r')
  const head = Buffer.alloc(MAGIC_BYTES)
  try {
    if (fstatSync(file).isDirectory()) throw new Error('is a directory')
    readSync(file, head, 0, MAGIC_BYTES, 0)
  } catch (error) {
    closeSync(file)
    throw error
  }
  if (formatOf(head) === 'plain') return plainSource(file)
  return await sniffed(createReadStream(path, { fd: file, start: 0, highWaterMark: PIECE_BYTES }))
}

const MAGIC_BYTES = 4

/** Compressed bytes read at a time. */
const PIECE_BYTES = 256 * 1024

/** RFC 1952, section 2.3.1, and RFC 8878, section 3.1.1: the magic numbers of gzip and of a Zstandard frame. */
function formatOf(head: Buffer): 'plain' | 'gzip' | 'zstd' {
  if (head.length >= 2 && head.readUInt16BE(0) === 0x1f8b) return 'gzip'
  return head.length >= MAGIC_BYTES && head.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : 'plain'
}

function plainSource(file: number): ByteSource {
  let taken = 0
  return {
    async read(into) {
      const length = readSync(file, into)
      taken += length
      return length
    },
    taken: () => taken,
    close: () => closeSync(file),
  }
}

/** A stream cannot be read twice, so its first bytes are looked at and then put back. */
async function sniffed(stream: Readable): Promise<ByteSource> {
  let taken = 0
  const pieces = stream[Symbol.asyncIterator]()
  const head = await headOf(pieces)
  async function* counted(): AsyncGenerator<Buffer> {
    taken += head.length
    if (head.length > 0) yield head
    for await (const piece of { [Symbol.asyncIterator]: () => pieces }) {
      taken += piece.length
      yield piece
    }
  }
  return pulled(decompressed(formatOf(head), counted()), () => taken, stream)
}

async function headOf(pieces: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0)
  while (head.length < MAGIC_BYTES) {
    const { done, value } = await pieces.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  return head
}

function decompressed(
  format: ReturnType<typeof formatOf>,
  pieces: AsyncGenerator<Buffer>,
): AsyncIterator<Buffer> {
  if (format === 'zstd') return unzstd(pieces)
  if (format === 'plain') return pieces
  // Piped by hand-over of errors: a damaged archive must reject the read, not end the process.
  const source = Readable.from(pieces)
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  return source.pipe(gunzip)[Symbol.asyncIterator]()
}

function pulled(pieces: AsyncIterator<Buffer>, taken: () => number, stream: Readable): ByteSource {
  let rest: Buffer = Buffer.alloc(0)
  return {
    async read(into) {
      while (rest.length === 0) {
        const { done, value } = await pieces.next()
        if (done) return 0
        rest = value
      }
      const length = rest.copy(into)
      rest = rest.subarray(length)
      return length
    },
    taken,
    close: () => stream.destroy(),
  }
}
