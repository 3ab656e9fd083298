import type { FileNumber, Offset, Position } from '../types/file.ts'
import { knownBytes, samePrefix, tailHash, tailStart } from './fingerprint.ts'
import { HEAD_BYTES_MAX, TAIL_BYTES } from './limits.ts'

/** What a whole archive holds. */
export interface Inspection {
  /** Bytes, decompressed. */
  readonly size: Offset
  readonly head: Uint8Array
  /** Positions whose bytes it begins with: head and marker both match. */
  readonly holds: ReadonlySet<FileNumber>
}

/**
 * Reads an archive to its end and compares it with these positions as they are now: they may move on meanwhile, but the
 * bytes before a place stay. `incomplete` where it is damaged or still being written.
 */
export async function inspect(
  pieces: AsyncGenerator<Buffer>,
  positions: readonly (readonly [FileNumber, Position])[],
): Promise<Inspection | 'incomplete'> {
  const markers = new Markers(positions.map(([, { resume }]) => resume))
  try {
    for await (const piece of pieces) markers.add(piece)
  } catch {
    return 'incomplete'
  }
  const { size, head } = markers
  const held = positions.filter(
    ([, position]) =>
      size >= knownBytes(position) &&
      samePrefix(head, position.id.head) &&
      markers.tails.get(position.resume) === position.tail,
  )
  return { size, head, holds: new Set(held.map(([file]) => file)) }
}

/** Takes the head and the markers before some offsets from bytes that pass by once. */
class Markers {
  size: Offset = 0
  head: Uint8Array = new Uint8Array()
  readonly tails = new Map<Offset, bigint>()
  readonly #wanted: Offset[]
  /** The last bytes that passed, enough for a marker. */
  #last: Uint8Array = new Uint8Array()

  constructor(offsets: readonly Offset[]) {
    this.#wanted = [...new Set(offsets)].sort((a, b) => b - a)
    this.#mark(new Uint8Array())
  }

  add(piece: Uint8Array): void {
    if (this.head.length < HEAD_BYTES_MAX)
      this.head = Buffer.concat([this.head, piece]).subarray(0, HEAD_BYTES_MAX)
    const bytes = Buffer.concat([this.#last, piece])
    this.size += piece.length
    this.#mark(bytes)
    this.#last = Buffer.from(bytes.subarray(-TAIL_BYTES))
  }

  /** `bytes` end at `size`. */
  #mark(bytes: Uint8Array): void {
    const start = this.size - bytes.length
    for (let next = this.#wanted.at(-1); next !== undefined && next <= this.size; ) {
      this.tails.set(next, tailHash(bytes.subarray(tailStart(next) - start, next - start)))
      this.#wanted.pop()
      next = this.#wanted.at(-1)
    }
  }
}
