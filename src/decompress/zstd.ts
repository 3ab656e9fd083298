import { once } from 'node:events'
import { promisify } from 'node:util'
import { createZstdDecompress, type ZstdDecompress } from 'node:zlib'

/**
 * The content of all frames of a Zstandard stream. Node 24 ends after the first frame, without an error
 * (nodejs/node#64741), but log shippers append a frame each time they write.
 */
export async function* unzstd(pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (let rest = await next(pieces); rest !== undefined; ) {
    const frame = createZstdDecompress()
    const feeding = feed(frame, rest, pieces)
    // An error of the frame reaches the reader below; here it only ends the feeding.
    feeding.catch(() => {})
    for await (const bytes of frame) yield bytes
    rest = await feeding
  }
}

/** Feeds one frame, one piece at a time, and gives back what lies behind it; `undefined` at the end of the stream. */
async function feed(
  frame: ZstdDecompress,
  first: Buffer,
  pieces: AsyncIterator<Buffer>,
): Promise<Buffer | undefined> {
  const over = once(frame, 'end')
  const write = promisify<Buffer, void>((piece, done) => frame.write(piece, done))
  for (let piece: Buffer | undefined = first; piece !== undefined; piece = await next(pieces)) {
    const before = frame.bytesWritten
    // A frame that ends within a piece never confirms the write.
    await Promise.race([write(piece), over])
    const rest = piece.subarray(frame.bytesWritten - before)
    if (rest.length > 0) return rest
  }
  frame.end()
  return undefined
}

async function next(pieces: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  const { done, value } = await pieces.next()
  return done ? undefined : value
}
