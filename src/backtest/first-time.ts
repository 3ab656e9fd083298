import type { ByteSource } from '../scan/bytes.ts'
import type { Chunk } from '../types/file.ts'
import type { Millis } from '../types/time.ts'

/** Where the first time of a log is looked for; a banner or a stack trace before it is shorter. Bytes. */
const LOOK_BYTES = 64 * 1024

/** The time of the first line that tells one, near the file's start. Rejects when the file cannot be read. */
export async function firstTime(
  source: ByteSource,
  buffer: Uint8Array,
  logTime: (chunk: Chunk) => Millis | undefined,
): Promise<Millis | undefined> {
  const length = await source.read(buffer.subarray(0, LOOK_BYTES))
  const bytes = buffer.subarray(0, length)
  for (let start = 0, end = lineEnd(bytes, 0); start < length; end = lineEnd(bytes, start)) {
    const line = Buffer.concat([bytes.subarray(start, end), NEWLINE])
    const at = logTime({ file: 0, from: start, bytes: line, ending: 'growing' })
    if (at !== undefined) return at
    start = end + 1
  }
  return undefined
}

/** The newline, or the end of the bytes where there is none. */
function lineEnd(bytes: Uint8Array, start: number): number {
  const feed = bytes.indexOf(LINE_FEED, start)
  return feed < 0 ? bytes.length : feed
}

const LINE_FEED = 0x0a

/** Behind a line that is longer than what is looked at. */
const NEWLINE = Uint8Array.of(LINE_FEED)
