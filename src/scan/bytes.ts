import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { decompressed, formatOf, MAGIC_BYTES } from '../decompress/decompress.ts'

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

/** Compressed bytes read at a time. */
const PIECE_BYTES = 256 * 1024

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
  const given = stream[Symbol.asyncIterator]()
  const head = await headOf(given)
  async function* counted(): AsyncGenerator<Buffer> {
    taken += head.length
    if (head.length > 0) yield head
    for await (const piece of { [Symbol.asyncIterator]: () => given }) {
      taken += piece.length
      yield piece
    }
  }
  const format = formatOf(head)
  const pieces = format === 'plain' ? counted() : decompressed(format, counted())
  return pulled(pieces, () => taken, stream)
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
